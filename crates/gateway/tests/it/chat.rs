//! Chat streams state their usage to the hub, and to the client only where it has asked for it.

use crate::common::{Hub, MODEL, bare, billed, cost, fleet, once, with_providers};
use domain::edit::EditRule;
use domain::log::Outcome;
use gateway::Options;
use mockvendor::{End, MockVendor, Rule, Script, Usage};

const USAGE: Usage = Usage { input: 70, output: 20, cache_read: 30, reasoning: 5, ..Usage::ZERO };

fn script() -> Script {
    Script { usage: Some(USAGE), chunk_bytes: Some(23), ..Script::saying("one two three four five six seven") }
}

/// A stream but for what tells two of the same answer apart: their ids, and the second they were made in.
fn plain(text: &str) -> String {
    let without = |text: &str, before: &str, after: char| {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |all, part| all + part.split_once(after).map_or(part, |(_, rest)| rest))
    };
    without(&without(text, "chatcmpl-", '"'), "\"created\":", ',')
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hub_knows_the_usage_and_the_client_sees_no_chunk_of_it() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    for (options, asked) in [
        ("", r#""stream_options":{"include_usage":true},"#),
        (r#""stream_options":null,"#, r#""stream_options":{"include_usage":true},"#),
        (r#""stream_options":{},"#, r#""stream_options":{"include_usage":true},"#),
        (r#""stream_options":{"include_usage":false},"#, r#""stream_options":{"include_usage":true},"#),
    ] {
        let body = |options: &str| format!(r#"{{{options}"model":"{MODEL}","stream":true,"messages":[]}}"#);
        vendor.script(Rule::once(script()));
        let answer = hub.send("/v1/chat/completions", &[], body(options).as_bytes()).await.answer().await;
        let got = vendor.requests().pop().unwrap();
        assert_eq!(String::from_utf8(got.request_body.to_vec()).unwrap(), body(asked), "{options}");

        let direct = Script { chunk_bytes: None, ..script() };
        vendor.script(Rule::once(direct));
        let asking = hub.send("/v1/chat/completions", &[], body(asked).as_bytes()).await.answer().await;
        let frames: Vec<_> = asking.text().split_inclusive("\n\n").map(str::to_owned).collect();
        let shown: String = frames.iter().filter(|frame| !frame.contains("\"prompt_tokens\"")).cloned().collect();
        assert_eq!(plain(&answer.text()), plain(&shown), "{options}");
        assert!(answer.whole && answer.text().ends_with("data: [DONE]\n\n"));

        let rows = hub.settled();
        let (hidden, open) = (&rows[rows.len() - 2], &rows[rows.len() - 1]);
        assert_eq!((hidden.usage, hidden.estimated, hidden.outcome), (billed(&USAGE), false, Outcome::Ok));
        assert_eq!(hidden.cost.clone().map(bare), Some(cost(&hidden.usage)));
        assert_eq!(hidden.attempts[0].edits[0].rule, EditRule::StreamUsage);
        assert_eq!((open.usage, open.attempts[0].edits.len()), (billed(&USAGE), 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_breaks_off_ends_with_the_dialects_error() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), once()).await;
    for (path, body, mark) in [
        ("/v1/chat/completions", r#"{"model":"m","stream":true}"#, "\"code\":\"provider_broke_off\""),
        ("/v1/responses", r#"{"model":"m","stream":true}"#, "event: error\ndata: {"),
        ("/v1beta/models/m:streamGenerateContent?alt=sse", r#"{"contents":[]}"#, "\"status\":\"UNAVAILABLE\""),
        ("/v1internal:streamGenerateContent?alt=sse", r#"{"model":"m","request":{}}"#, "\"status\":\"UNAVAILABLE\""),
    ] {
        vendor.script(Rule::once(Script { end: End::FinAfterBytes(6_000), ..Script::saying("a ".repeat(400)) }));
        let answer = hub.send(path, &[], body.as_bytes()).await.answer().await;
        assert!(!answer.whole && answer.text().contains(mark), "{path}: {}", answer.text());
        let last = answer.text().trim_end().rsplit("data: ").next().unwrap().to_owned();
        assert!(serde_json::from_str::<serde_json::Value>(&last).is_ok(), "{path}: {last}");
        assert_eq!(hub.settled().pop().unwrap().outcome, Outcome::Truncated, "{path}");
    }
}

/// `response.completed` repeats the whole answer, pictures and all.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_of_megabytes_is_read_like_any_other() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    let picture = "A".repeat(5 << 20);
    let whole = format!(
        "event: response.created\ndata: {{\"type\":\"response.created\",\"response\":{{\"model\":\"m\"}}}}\n\n\
         event: response.completed\ndata: {{\"type\":\"response.completed\",\"response\":{{\"status\":\"completed\",\
         \"output\":[{{\"result\":\"{picture}\"}}],\"usage\":{{\"input_tokens\":7,\"output_tokens\":9}}}}}}\n\n"
    );
    vendor.script(Rule::once(Script::replaying("text/event-stream", whole.clone())));
    let answer = hub.send("/v1/responses", &[], br#"{"model":"m","stream":true}"#).await.answer().await;
    assert!(answer.whole && answer.text() == whole);
    let row = hub.row().await;
    assert_eq!((row.outcome, row.usage.input, row.usage.output), (Outcome::Ok, 7, 9), "{:?}", row.error);
}

#[tokio::test(flavor = "multi_thread")]
async fn overrides_are_on_the_row_with_before_and_after() {
    let vendor = MockVendor::start();
    let overrides = r#"{"codex_effort":"high","codex_service_tier":"priority","max_tokens":7,"gemini_search":true}"#;
    let fleet = with_providers(fleet(&vendor.url()), |upstream| {
        upstream.provider.overrides = serde_json::from_str(overrides).unwrap();
    });
    let hub = Hub::start(fleet, Options::default()).await;
    for (path, body, want, rules) in [
        (
            "/v1/responses",
            r#"{"model":"m","input":[],"reasoning":{"effort":"low"}}"#,
            r#"{"service_tier":"priority","model":"m","input":[],"reasoning":{"effort":"high"}}"#,
            &[EditRule::CodexEffort, EditRule::CodexServiceTier][..],
        ),
        ("/v1/messages", r#"{"model":"m","max_tokens":9}"#, r#"{"model":"m","max_tokens":7}"#, &[EditRule::MaxTokens]),
        (
            "/v1beta/models/m:generateContent",
            r#"{"contents":[]}"#,
            r#"{"tools":[{"googleSearch":{}}],"contents":[]}"#,
            &[EditRule::GeminiSearch],
        ),
        // No model speaks there.
        ("/v1/responses/compact", r#"{"model":"m"}"#, r#"{"model":"m"}"#, &[]),
        ("/v1beta/models/m:countTokens", r#"{"contents":[]}"#, r#"{"contents":[]}"#, &[]),
    ] {
        hub.send(path, &[], body.as_bytes()).await.answer().await;
        assert_eq!(String::from_utf8(vendor.requests().pop().unwrap().request_body.to_vec()).unwrap(), want, "{path}");
        let edits = hub.settled().pop().unwrap().attempts.remove(0).edits;
        assert_eq!(edits.iter().map(|edit| edit.rule).collect::<Vec<_>>(), rules, "{path}");
        assert!(edits.iter().all(|edit| edit.after.is_some()));
    }
}
