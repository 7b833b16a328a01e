//! The tally.

use crate::client::{open, post, send};
use mockvendor::{End, HoldAt, MockVendor, Rule, Script, Usage};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

const STREAM: &str = r#"{"model":"claude-x","stream":true,"messages":[]}"#;
const JSON: &str = r#"{"model":"claude-x","messages":[]}"#;
const USAGE: Usage =
    Usage { input: 11, output: 22, cache_read: 33, cache_write_5m: 44, cache_write_1h: 55, ..Usage::ZERO };

fn costing() -> Script {
    Script { usage: Some(USAGE), ..Script::saying("Twenty-one degrees and a clear sky.") }
}

#[tokio::test]
async fn whole_answers_bill_their_usage_once() {
    let mock = MockVendor::start();
    mock.script(costing());
    let paths =
        ["/v1/messages", "/v1/chat/completions", "/v1/responses", "/v1beta/models/g:streamGenerateContent?alt=sse"];
    for path in paths {
        for request in [JSON, STREAM] {
            assert!(post(&mock, path, request, None).await.whole);
        }
    }
    let rows = mock.until(|rows| rows.len() == 8 && rows.iter().all(|row| row.complete)).await;
    for row in &rows {
        assert_eq!((row.usage, row.status), (USAGE, 200), "{}", row.path);
        assert!(row.bytes_sent > 100);
    }
    let mut ids: Vec<_> = rows.iter().map(|row| &row.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 8);
}

#[tokio::test]
async fn errors_bill_nothing() {
    let mock = MockVendor::start();
    for status in [400, 429, 529] {
        let script = Script { status: Some(status), ..costing() };
        assert_eq!(post(&mock, "/v1/messages", STREAM, Some(&script)).await.status, status);
    }
    assert!(mock.bill().iter().all(|row| row.usage == Usage::default() && row.complete && row.status >= 400));
}

#[tokio::test]
async fn a_cut_stream_bills_what_it_has_stated() {
    let mock = MockVendor::start();
    let whole = post(&mock, "/v1/messages", STREAM, Some(&costing())).await.body;
    let start = whole.find("\n\n").unwrap() + 2;
    let usage = whole.find("event: message_stop").unwrap();
    let stated = Usage { output: 1, ..USAGE };
    for (cut, expected) in [(start - 1, Usage::default()), (start, stated), (usage - 1, stated), (usage, USAGE)] {
        mock.clear();
        let script = Script { end: End::FinAfterBytes(cut), ..costing() };
        post(&mock, "/v1/messages", STREAM, Some(&script)).await;
        let row = &mock.bill()[0];
        assert_eq!((row.usage, row.complete, row.bytes_sent), (expected, false, cut as u64));
    }
}

#[tokio::test]
async fn a_client_that_leaves_is_billed_for_what_was_stated() {
    let mock = MockVendor::start();
    mock.script(Rule::once(Script { hold: Some("never".to_owned()), hold_at: HoldAt::First, ..costing() }));
    let mut stream = open(&mock, "POST", "/v1/messages", "", STREAM).await;
    assert!(stream.read(&mut [0; 4096]).await.unwrap() > 0);
    drop(stream);
    let rows = mock.until(|rows| rows[0].usage.output == 1).await;
    assert!(!rows[0].complete);
}

#[tokio::test]
async fn rows_tell_what_was_received() {
    let mock = MockVendor::start();
    let credentials = [
        ("x-api-key: k1\r\n", "x-api-key", "k1"),
        ("authorization: Bearer k2\r\n", "authorization", "k2"),
        ("x-goog-api-key: k3\r\n", "x-goog-api-key", "k3"),
    ];
    for (header, name, value) in credentials {
        mock.clear();
        send(&mock, "POST", "/v1/messages?beta=true", &format!("{header}user-agent: tester\r\n"), JSON).await;
        let row = &mock.requests()[0];
        let credential = row.credential.as_ref().unwrap();
        assert_eq!((credential.header.as_str(), credential.value.as_str()), (name, value));
        assert_eq!((row.path.as_str(), row.header("user-agent")), ("/v1/messages?beta=true", Some("tester")));
        assert_eq!(row.request_body, JSON);
    }
}

#[tokio::test]
async fn a_wrong_address_is_recorded_too() {
    let mock = MockVendor::start();
    assert_eq!(post(&mock, "/v1/v1/nothing", JSON, None).await.status, 404);
    let row = &mock.requests()[0];
    assert_eq!((row.path.as_str(), row.status, row.usage), ("/v1/v1/nothing", 404, Usage::default()));
}

#[tokio::test]
async fn the_tally_over_http() {
    let mock = MockVendor::start();
    mock.script(costing());
    for _ in 0..3 {
        post(&mock, "/v1/messages", JSON, None).await;
    }
    let bill = send(&mock, "GET", "/_mock/bill?body=true", "", "").await.json();
    assert_eq!(bill["rows"].as_array().unwrap().len(), 3);
    assert_eq!(bill["rows"][0]["request_body"], JSON);
    let sum = &bill["sums"][0];
    assert_eq!((&sum["model"], &sum["credential"]), (&json!("claude-x"), &json!("key-1")));
    assert_eq!((&sum["requests"], &sum["usage"]["cache_write_1h"]), (&json!(3), &json!(165)));
    assert_eq!(send(&mock, "DELETE", "/_mock/bill", "", "").await.status, 204);
    assert_eq!(send(&mock, "GET", "/_mock/bill", "", "").await.json()["rows"], Value::Array(Vec::new()));
}
