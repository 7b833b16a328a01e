//! What fails before its first content is answered by the next provider, unseen; what fails after it never looks like an
//! end.

use crate::common::{Close, Hub, Raw, Reply, line};
use domain::ProviderId;
use domain::log::{Class, LogEntry, Outcome};
use domain::provider::ProviderKind;
use domain::session::{BindingAction, SessionName};
use gateway::Options;
use mockvendor::{End, HoldAt, MockVendor, Rule, Script};
use serde_json::{Value, json};
use std::time::Duration;

/// A dialect: its kind of provider, how a stream is asked for, and its in-stream error.
struct Spoken {
    kind: ProviderKind,
    path: &'static str,
    body: Value,
    /// Where its first content begins.
    content: &'static str,
    error: &'static str,
}

fn dialects() -> [Spoken; 4] {
    let messages = json!([{"role": "user", "content": "hello"}]);
    [
        Spoken {
            kind: ProviderKind::Claude,
            path: "/v1/messages",
            body: json!({"model": "m", "max_tokens": 9, "stream": true, "messages": messages}),
            content: "text_delta",
            error: "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
        },
        Spoken {
            kind: ProviderKind::OpenaiCompatible,
            path: "/v1/chat/completions",
            body: json!({"model": "m", "stream": true, "messages": messages, "stream_options": {"include_usage": true}}),
            content: "\"content\":\"H",
            error: "data: {\"error\":{\"message\":\"The server is overloaded\",\"type\":\"server_error\"}}\n\n",
        },
        Spoken {
            kind: ProviderKind::Codex,
            path: "/v1/responses",
            body: json!({"model": "m", "stream": true, "input": "hello"}),
            content: "output_text.delta",
            error: "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Oops\",\"sequence_number\":3}\n\n",
        },
        Spoken {
            kind: ProviderKind::Gemini,
            path: "/v1beta/models/m:streamGenerateContent?alt=sse",
            body: json!({"contents": [{"role": "user", "parts": [{"text": "hello"}]}]}),
            content: "\"text\"",
            error: "data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n",
        },
    ]
}

const FAILED: &str = "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\
    \"error\":{\"code\":\"server_error\",\"message\":\"Oops\"}}}\n\n";
const PAGE: &str = "<html><body>Bad gateway</body></html>\n\n";
const JSON: &str = "{\"error\":{\"message\":\"upstream trouble\",\"type\":\"x\"}}\n\n";

/// A whole stream of the dialect.
async fn stream(dialect: &Spoken) -> String {
    let vendor = MockVendor::start();
    let hub = Hub::start(line(dialect.kind, &[vendor.url()]), Options::default()).await;
    hub.send(dialect.path, &[], dialect.body.to_string().as_bytes()).await.answer().await.text()
}

/// What comes before the first content, and everything up to the middle of it, at the ends of events.
fn cut(whole: &str, content: &str) -> (String, String) {
    let at = whole.find(content).unwrap();
    let begins = whole[..at].rfind("\n\n").or(whole[..at].rfind("\r\n\r\n")).map_or(0, |end| end + 2);
    let ends =
        at + whole[at..].find("\n\n").map(|end| end + 2).or(whole[at..].find("\r\n\r\n").map(|end| end + 4)).unwrap();
    (whole[..begins].to_owned(), whole[..ends].to_owned())
}

fn options() -> Options {
    Options { retry_pause: Duration::from_millis(1), ..Options::default() }
}

async fn ask(hub: &Hub, dialect: &Spoken, session: &str) -> crate::common::Client {
    hub.send(dialect.path, &[("session-id", session)], dialect.body.to_string().as_bytes()).await
}

fn classes(row: &LogEntry) -> Vec<Option<Class>> {
    row.attempts.iter().map(|attempt| attempt.class).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_before_the_first_content_is_answered_by_the_next_provider() {
    for dialect in dialects() {
        let whole = stream(&dialect).await;
        let (prelude, _) = cut(&whole, dialect.content);
        let half = &whole[..whole.len().min(prelude.len() + 12)];
        let events = "text/event-stream";
        let with = |tail: &str| format!("{prelude}{tail}");
        for (what, reply) in [
            ("RST", Reply::new(events, prelude.clone(), Close::Rst)),
            ("FIN without the end mark", Reply::new(events, prelude.clone(), Close::Fin)),
            ("half a frame", Reply::new(events, half, Close::Fin)),
            ("an error in the stream", Reply::new(events, with(dialect.error), Close::Fin)),
            ("a page", Reply::new("text/html", PAGE, Close::Fin)),
            ("a page that calls itself a stream", Reply::new(events, PAGE, Close::Fin)),
            ("a JSON error", Reply::new("application/json", JSON, Close::Fin)),
            ("a JSON error that calls itself a stream", Reply::new(events, JSON.trim_end(), Close::Fin)),
            ("nothing", Reply::new(events, "", Close::Fin)),
            ("response.failed", Reply::new(events, with(FAILED), Close::Fin)),
        ] {
            let name = format!("{:?}: {what}", dialect.kind);
            let (a, b) = (Raw::start(reply).await, MockVendor::start());
            (0..4).for_each(|_| a.go_on());
            let hub = Hub::start(line(dialect.kind, &[a.url(), b.url()]), options()).await;
            let answer = ask(&hub, &dialect, "s-1").await.answer().await;
            assert_eq!((answer.status, answer.whole), (200, true), "{name}: {answer:?}");
            let expected = stream_of(&b).len();
            assert_eq!(answer.body.len(), expected, "{name}: {}", answer.text());
            let row = hub.last().await;
            assert_eq!((row.outcome, row.attempts.len()), (Outcome::Ok, 3), "{name}: {row:#?}");
            assert_eq!(row.attempts.iter().map(|a| &*a.provider.name).collect::<Vec<_>>(), ["a", "a", "b"], "{name}");
            assert!(matches!(classes(&row)[..], [Some(_), Some(_), None]), "{name}: {:?}", classes(&row));
            assert_eq!((a.asked(), b.bill().len(), hub.failures(1), hub.failures(2)), (2, 1, 1, 0), "{name}");
            // The session belongs to who has served it.
            assert_eq!(row.binding, Some(BindingAction::Bound), "{name}");
            let again = ask(&hub, &dialect, "s-1").await.answer().await;
            assert!(again.whole, "{name}");
            assert_eq!(hub.last().await.attempts[0].provider.name, "b", "{name}");
        }
    }
}

/// What the vendor has sent as its only answer.
fn stream_of(vendor: &MockVendor) -> Vec<u8> {
    vec![0; vendor.bill()[0].bytes_sent as usize]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_after_the_first_content_is_told_and_never_a_clean_end() {
    for dialect in dialects() {
        let whole = stream(&dialect).await;
        let (_, begun) = cut(&whole, dialect.content);
        let half = &whole[begun.len()..begun.len() + 15];
        for (what, then, close) in [
            ("RST", "", Close::Rst),
            ("FIN without the end mark", "", Close::Fin),
            ("half a frame", half, Close::Fin),
            ("an error in the stream", dialect.error, Close::Fin),
            ("a page", PAGE, Close::Fin),
            ("a JSON error", JSON, Close::Fin),
            ("response.failed", FAILED, Close::Fin),
        ] {
            let name = format!("{:?}: {what}", dialect.kind);
            let reply = Reply { then: then.into(), ..Reply::new("text/event-stream", begun.clone(), close) };
            let (a, b) = (Raw::start(reply).await, MockVendor::start());
            let hub = Hub::start(line(dialect.kind, &[a.url(), b.url()]), options()).await;
            let mut client = ask(&hub, &dialect, "s-1").await;
            client.until(dialect.content).await;
            a.go_on();
            let answer = client.answer().await;
            assert!(!answer.whole, "{name}: a clean end: {}", answer.text());
            let text = answer.text();
            assert!(text.starts_with(&begun) && text[begun.len()..].contains("error"), "{name}: {text}");
            let row = hub.last().await;
            assert!(row.outcome.is_failure() && row.status == 200, "{name}: {row:#?}");
            assert_eq!((row.attempts.len(), a.asked(), b.bill().len()), (1, 1, 0), "{name}: tried again");
            assert_eq!(hub.failures(1), 1, "{name}: {:?}", classes(&row));
            // Nothing was bound, and the next request is served.
            assert_eq!(row.binding, None, "{name}");
        }
    }
}

/// The client's own fault is its own to mend: it ends where it was found.
#[tokio::test(flavor = "multi_thread")]
async fn over_long_prompts_touch_no_breaker() {
    let wordings = include_str!("../data/faults.tsv");
    for dialect in dialects() {
        let family = serde_json::to_value(dialect.kind.dialect()).unwrap();
        let rows =
            wordings.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
        let long: Vec<_> = rows
            .filter(|row| Some(row[0]) == family.as_str() && (row[1], row[4]) == ("status", "client_fault"))
            .filter(|row| {
                !row[3].contains("signature") && !row[3].contains("budget_tokens") && !row[3].contains("Unknown name")
            })
            .map(|row| (row[2].parse::<u16>().unwrap(), row[3].to_owned()))
            .filter(|(status, _)| *status == 400)
            .collect();
        assert!(long.len() >= 5, "{family}");
        let vendor = MockVendor::start();
        let hub = Hub::start(line(dialect.kind, &vec![vendor.url(); 10]), options()).await;
        for (status, body) in long.iter().cycle().take(50) {
            vendor.script(Rule::once(Script {
                status: Some(*status),
                ..Script::replaying("application/json", body.clone())
            }));
            let before = vendor.bill().len();
            let answer = hub.send(dialect.path, &[], dialect.body.to_string().as_bytes()).await.answer().await;
            assert_eq!((answer.status, answer.text()), (*status, body.clone()));
            assert_eq!(vendor.bill().len(), before + 1, "{body}");
            assert_eq!(classes(&hub.last().await), [Some(Class::ClientFault)], "{body}");
        }
        assert_eq!(hub.gateway.breakers(), [], "{family}");
        assert_eq!(hub.send(dialect.path, &[], dialect.body.to_string().as_bytes()).await.answer().await.status, 200);
    }
}

/// One budget for the request as a whole, whatever there is to try.
#[tokio::test(flavor = "multi_thread")]
async fn the_vendor_sees_exactly_the_attempts_that_the_budget_allows() {
    for end in [End::RstBeforeHeaders, End::FinBeforeHeaders, End::FinAfterBytes(0)] {
        for (budget, endpoints, own) in (1..=8)
            .flat_map(|budget| (1..=5).map(move |endpoints| (budget, endpoints, None)))
            .chain([(8, 3, Some(5)), (8, 1, Some(1)), (3, 5, Some(9))])
        {
            let vendor = MockVendor::start();
            vendor.script(Rule::always(Script { end, ..Script::default() }));
            let mut snapshot = line(ProviderKind::Claude, &[vendor.url(), vendor.url()]);
            snapshot = crate::common::with_providers(snapshot, |upstream| {
                let more = (1..endpoints).map(|number| format!("{}/{number}", vendor.url()));
                upstream.provider.routing.endpoints = more.collect::<Vec<_>>().into();
                upstream.provider.routing.max_attempts = own;
            });
            let hub = Hub::start(snapshot, Options { max_retries: budget - 1, ..options() }).await;
            let answer = hub.ask_unscripted(true).await.answer().await;
            assert_eq!(answer.status, 502);
            let per_provider = own.unwrap_or(2) as usize;
            let want = (budget as usize).min(2 * per_provider);
            assert_eq!(vendor.bill().len(), want, "{end:?}: {budget} attempts, {endpoints} endpoints, {own:?}");
            let row = hub.last().await;
            assert_eq!(row.attempts.len(), want);
            // Transport failures go to the next endpoint of the same provider.
            let urls: std::collections::HashSet<_> =
                row.attempts[..want.min(per_provider)].iter().map(|a| &a.url).collect();
            assert_eq!(urls.len(), endpoints.min(want.min(per_provider)), "{:?}", row.attempts);
        }
    }
}

/// The budget has an end in time, too: nobody waits longer for the last attempt than is left of it.
#[tokio::test(flavor = "multi_thread")]
async fn no_attempt_outlasts_the_budget() {
    let vendor = MockVendor::start();
    let silent = Script { hold: Some("never".into()), hold_at: HoldAt::Headers, ..Script::default() };
    vendor.script(Rule::always(silent));
    let snapshot = crate::common::with_providers(line(ProviderKind::Claude, &vec![vendor.url(); 5]), |upstream| {
        upstream.provider.routing.timeouts.first_byte_ms = 150;
    });
    let hub =
        Hub::start(snapshot, Options { max_retries: 9, retry_time: Duration::from_millis(400), ..options() }).await;
    let answer = hub.ask_unscripted(true).await.answer().await;
    let row = hub.last().await;
    assert_eq!((answer.status, row.outcome), (504, Outcome::TimedOut));
    // Two whole attempts, and the beginning of a third.
    assert_eq!(classes(&row), [Some(Class::FirstByteTimeout); 3], "{row:#?}");
    assert!(row.attempts[2].end_ms.unwrap() - row.attempts[2].sent_ms < 150, "{row:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_wish_for_a_pause_is_respected_or_another_one_asked() {
    for (pause, providers) in [("0.05", ["a", "a"]), ("60", ["a", "b"])] {
        let vendor = MockVendor::start();
        let mut script = Script::failing(429);
        script.headers.insert("retry-after".into(), pause.into());
        vendor.script(Rule::once(script));
        let hub = Hub::start(line(ProviderKind::Claude, &[vendor.url(), vendor.url()]), options()).await;
        assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
        let row = hub.last().await;
        assert_eq!(row.attempts.iter().map(|a| &*a.provider.name).collect::<Vec<_>>(), providers, "{pause}");
        assert_eq!(row.attempts[1].paused_ms >= 50, pause == "0.05");
        assert_eq!(row.attempts[0].retry_after_ms, Some(if pause == "60" { 60_000 } else { 50 }));
    }
}

/// A status that means "the client left" is the vendor's fault when the vendor sends it.
#[tokio::test(flavor = "multi_thread")]
async fn a_vendors_499_is_no_client_that_left() {
    let vendor = MockVendor::start();
    vendor.script(Rule::times(2, Script::failing(499)));
    let hub = Hub::start(line(ProviderKind::Claude, &[vendor.url(), vendor.url()]), options()).await;
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
    assert_eq!((hub.failures(1), hub.last().await.attempts[2].provider.name.as_str()), (1, "b"));
}

/// When all fail, the client gets the answer that says most to it: not that some account of the hub's is out of money.
#[tokio::test(flavor = "multi_thread")]
async fn of_several_refusals_the_client_sees_the_one_that_it_can_act_on() {
    let vendor = MockVendor::start();
    vendor.script(Rule::always(Script::failing(529)).credential("sk-a"));
    vendor.script(Rule::always(Script::failing(401)).credential("sk-b"));
    let hub = Hub::start(line(ProviderKind::Claude, &[vendor.url(), vendor.url()]), options()).await;
    let answer = hub.ask_unscripted(false).await.answer().await;
    assert_eq!(answer.status, 529, "{answer:?}");
    let row = hub.last().await;
    assert_eq!(classes(&row), [Some(Class::Overloaded), Some(Class::Overloaded), Some(Class::Auth)]);
    assert_eq!((row.status, row.outcome, row.unserved.is_some()), (529, Outcome::VendorError, true));
}

/// What was created must not be created twice, and what lives in one account is nowhere else.
#[tokio::test(flavor = "multi_thread")]
async fn resources_do_not_fail_over() {
    let vendor = MockVendor::start();
    vendor.script(Rule::always(Script::failing(500)).credential("sk-a"));
    let hub = Hub::start(line(ProviderKind::OpenaiCompatible, &[vendor.url(), vendor.url()]), options()).await;
    let answer = hub.send("/v1/batches", &[], br#"{"input_file_id":"f"}"#).await.answer().await;
    assert_eq!((answer.status, vendor.bill().len()), (500, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_whose_provider_failed_without_a_successor_is_free() {
    let vendor = MockVendor::start();
    let hub = Hub::start(line(ProviderKind::Claude, &[vendor.url()]), options()).await;
    let turn = || hub.send("/v1/messages", &[("session-id", "s")], br#"{"model":"m","messages":[]}"#);
    turn().await.answer().await;
    assert_eq!(hub.last().await.binding, Some(BindingAction::Bound));
    vendor.script(Rule::times(2, Script::failing(500)));
    assert_eq!(turn().await.answer().await.status, 500);
    assert_eq!(hub.last().await.binding, Some(BindingAction::Cleared));
    let name = SessionName { key_id: domain::KeyId(7), id: "s".into() };
    hub.gateway.end_session(&name).await;
    turn().await.answer().await;
    let row = hub.last().await;
    assert_eq!((row.binding, row.provider().unwrap().id), (Some(BindingAction::Bound), ProviderId(1)));
}
