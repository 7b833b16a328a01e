//! The look at an answer's beginning asks one thing alone: is it an error? What it does not know passes.

use crate::common::{Hub, line};
use domain::log::Outcome;
use domain::provider::ProviderKind;
use gateway::Options;
use mockvendor::{MockVendor, Rule, Script};
use serde_json::json;

/// A stream of frames that nobody has heard of, or that only think.
fn unheard_of(dialect: ProviderKind, luck: &mut fastrand::Rng) -> String {
    let word = |luck: &mut fastrand::Rng| (0..luck.usize(1..20)).map(|_| luck.lowercase()).collect::<String>();
    let mut text = String::new();
    for _ in 0..500 {
        let (name, value) = (word(luck), word(luck));
        let event = match dialect {
            ProviderKind::Claude => format!("event: {name}\ndata: {}\n\n", json!({"type": name, &value: value})),
            ProviderKind::OpenaiCompatible => {
                let field = if luck.bool() { "reasoning_content".to_owned() } else { name };
                format!("data: {}\n\n", json!({"choices": [{"index": 0, "delta": {field: value}}]}))
            }
            ProviderKind::Codex => {
                let kind =
                    if luck.bool() { "response.reasoning_text.delta".to_owned() } else { format!("response.{name}") };
                format!("event: {kind}\ndata: {}\n\n", json!({"type": kind, "delta": value}))
            }
            _ => format!(
                "data: {}\r\n\r\n",
                json!({"candidates": [{"content": {"parts": [{name: value, "thought": true}]}}]})
            ),
        };
        text.push_str(&event);
    }
    text
}

/// How such a stream ends well.
fn ending(dialect: ProviderKind) -> &'static str {
    match dialect {
        ProviderKind::Claude => "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
        ProviderKind::OpenaiCompatible => {
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
        }
        ProviderKind::Codex => {
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}\n\n"
        }
        _ => "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\r\n\r\n",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_frames_that_nobody_knows_pass() {
    let mut luck = fastrand::Rng::with_seed(5);
    for (kind, path) in [
        (ProviderKind::Claude, "/v1/messages"),
        (ProviderKind::OpenaiCompatible, "/v1/chat/completions"),
        (ProviderKind::Codex, "/v1/responses"),
        (ProviderKind::Gemini, "/v1beta/models/m:streamGenerateContent?alt=sse"),
    ] {
        let vendor = MockVendor::start();
        let hub = Hub::start(line(kind, &[vendor.url()]), Options::default()).await;
        for _ in 0..5 {
            let body = unheard_of(kind, &mut luck) + ending(kind);
            vendor.script(Rule::once(Script {
                chunk_bytes: Some(luck.usize(50..5_000)),
                ..Script::replaying("text/event-stream", body.clone())
            }));
            let asked = json!({"model": "m", "stream": true, "stream_options": {"include_usage": true}}).to_string();
            let answer = hub.send(path, &[], asked.as_bytes()).await.answer().await;
            assert!(answer.whole && answer.text() == body, "{kind:?}");
            let row = hub.last().await;
            assert_eq!((row.outcome, row.attempts.len()), (Outcome::Ok, 1), "{kind:?}: {row:#?}");
        }
        assert_eq!(hub.gateway.breakers(), []);
    }
}

/// The first frame goes to the client while the second is not there yet.
#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_is_not_known_does_not_wait_for_the_next() {
    use crate::common::{Close, Raw, Reply};
    let first = "event: surprise\ndata: {\"type\":\"surprise\"}\n\n";
    let reply =
        Reply { then: ending(ProviderKind::Claude).into(), ..Reply::new("text/event-stream", first, Close::Fin) };
    let raw = Raw::start(reply).await;
    let hub = Hub::start(line(ProviderKind::Claude, &[raw.url()]), Options::default()).await;
    let mut client = hub.ask_unscripted(true).await;
    client.until("surprise").await;
    raw.go_on();
    assert!(client.answer().await.whole);
}

/// A prelude that is too large to be held goes on as it comes.
#[tokio::test(flavor = "multi_thread")]
async fn a_prelude_of_megabytes_opens_the_gate() {
    let vendor = MockVendor::start();
    let hub = Hub::start(line(ProviderKind::Codex, &[vendor.url()]), Options::default()).await;
    let created = format!(
        "event: response.created\ndata: {{\"type\":\"response.created\",\"response\":{{\"instructions\":\"{}\"}}}}\n\n",
        "x".repeat(3 << 20)
    );
    let body = created + ending(ProviderKind::Codex);
    vendor.script(Rule::once(Script {
        chunk_bytes: Some(1 << 16),
        ..Script::replaying("text/event-stream", body.clone())
    }));
    let answer = hub.send("/v1/responses", &[], br#"{"model":"m","stream":true,"input":"x"}"#).await.answer().await;
    assert!(answer.whole && answer.text() == body);
}
