//! A stream reaches the client byte for byte, however the network cuts it, and is metered all the same.

use crate::common::{DIALECTS, Hub, MODEL, fixtures, fleet, message, once};
use domain::log::{LogEntry, Outcome};

use mockvendor::{MockVendor, Rule, Script};

/// A request for a stream whose usage the client wants to see.
fn streamed() -> String {
    let mut asked = message(true);
    asked["stream_options"] = serde_json::json!({"include_usage": true});
    asked.to_string()
}

async fn play(hub: &Hub, vendor: &MockVendor, path: &str, bytes: &[u8], chunk: usize) -> LogEntry {
    let seen = hub.settled().len();
    vendor.script(Rule::once(Script {
        body_bytes: Some(bytes.to_vec()),
        content_type: Some("text/event-stream; charset=utf-8".to_owned()),
        chunk_bytes: Some(chunk),
        ..Script::default()
    }));
    let answer = hub.send(path, &[], streamed().as_bytes()).await.answer().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/event-stream; charset=utf-8"));
    assert!(answer.body == bytes, "the bytes differ: {}", answer.text());
    let mut rows = hub.settled().split_off(seen);
    assert_eq!(rows.len(), 1);
    // A client that has seen a part of a failure gets no clean end.
    assert!(answer.whole || rows[0].outcome == Outcome::VendorError);
    // The row is closed at the end mark: a `\n` behind its last `\r` may come later.
    assert!((0..=1).contains(&(bytes.len() as i64 - rows[0].response_bytes)));
    rows.remove(0)
}

/// What must not depend on how the bytes came.
fn essence(row: &LogEntry) -> impl PartialEq + std::fmt::Debug + use<> {
    let (model, stop) = (row.answered_model.clone(), row.stop_reason.clone());
    (row.outcome, row.error.clone(), row.usage, row.estimated, model, stop, row.cost.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn recordings_cross_unchanged_at_every_cut() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), once()).await;
    let mut luck = fastrand::Rng::with_seed(1);
    let streams = DIALECTS.iter().flat_map(|(folder, path)| {
        fixtures(folder, "stream-", ".sse").into_iter().map(move |(name, bytes)| (path, name, bytes))
    });
    for (path, name, bytes) in streams {
        let whole = play(&hub, &vendor, path, &bytes, bytes.len()).await;
        let fails = ["error", "failed"].iter().any(|word| name.contains(word));
        assert_eq!(whole.outcome, if fails { Outcome::VendorError } else { Outcome::Ok }, "{name}");
        for chunk in [luck.usize(2..40), luck.usize(40..bytes.len())] {
            let cut = play(&hub, &vendor, path, &bytes, chunk).await;
            assert_eq!(essence(&cut), essence(&whole), "{name} in pieces of {chunk}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_end_and_every_form_of_event_is_read() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let start = r#"{"type":"message_start","message":{"type":"message","model":"claude-x","usage":{"input_tokens":11,"output_tokens":1}}}"#;
    let (first, second) = start.split_at(start.find(",\"message\"").unwrap() + 1);
    let text = [
        ": a comment",
        "",
        "event: message_start",
        &format!("data: {first}"),
        &format!("data: {second}"),
        "",
        "id: 1",
        "retry: 10",
        "event:content_block_delta",
        r#"data:{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"héllo\n"}}"#,
        "",
        "event: one_day_invented",
        "data: not even JSON",
        "",
        // Without `event:` the data's own type counts.
        r#"data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}"#,
        "",
        "",
        "event: message_stop",
        r#"data: {"type":"message_stop"}"#,
        "",
        "",
    ];
    for ending in ["\n", "\r\n", "\r"] {
        let bytes = text.join(ending).into_bytes();
        for chunk in [1, 2, 3, 7, 50, bytes.len()] {
            let row = play(&hub, &vendor, "/v1/messages", &bytes, chunk).await;
            let found = (row.outcome, row.usage.input, row.usage.output, row.stop_reason.as_deref());
            assert_eq!(found, (Outcome::Ok, 11, 7, Some("end_turn")), "{ending:?} in pieces of {chunk}");
            assert_eq!(row.answered_model.as_deref(), Some("claude-x"));
        }
    }
}

/// A web page fetched by a tool can be one event of many megabytes.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_beyond_the_scanners_memory_harms_neither_stream_nor_meter() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let bytes = [
        r#"event: message_start
data: {"type":"message_start","message":{"type":"message","model":"claude-x","usage":{"input_tokens":5,"output_tokens":1}}}

event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"web_fetch_tool_result","data":""#,
        &"A".repeat(3 << 20),
        r#""}}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}

event: message_stop
data: {"type":"message_stop"}

"#,
    ]
    .concat();
    let row = play(&hub, &vendor, "/v1/messages", bytes.as_bytes(), 100_000).await;
    assert_eq!((row.outcome, row.error, row.usage.input, row.usage.output), (Outcome::Ok, None, 5, 9));
}

/// The client asked for a stream and the stream is complete, though the vendor never closes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_over_at_its_end_mark() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let script = Script { hold: Some("end".into()), hold_at: mockvendor::HoldAt::End, ..Script::default() };
    let mut client = hub.ask(true, &script).await;
    client.until("message_stop").await;
    let row = hub.row().await;
    assert_eq!((row.outcome, row.model.as_deref()), (Outcome::Ok, Some(MODEL)));
    vendor.release("end");
    assert!(client.answer().await.whole);
    assert_eq!(hub.settled().len(), 1);
}
