//! How bytes leave: pieces, cuts, resets, holds.

use crate::client::{Closed, open, post, read};
use mockvendor::{End, HoldAt, MockVendor, Rule, Script, Usage};
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;

const STREAM: &str = r#"{"model":"claude-x","stream":true,"messages":[]}"#;
const JSON: &str = r#"{"model":"claude-x","messages":[]}"#;

fn ending(end: End) -> Script {
    Script { end, ..Script::saying("Twenty-one degrees — 晴れ。") }
}

/// A body without the ids, which differ from request to request.
fn same(body: &str) -> String {
    body.lines().filter(|line| !line.contains("message_start")).collect()
}

#[tokio::test]
async fn single_bytes_are_the_same_bytes() {
    let mock = MockVendor::start();
    let whole = post(&mock, "/v1/messages", STREAM, Some(&ending(End::Normal))).await;
    for chunk_bytes in [1, 7, 100_000] {
        let script = Script { chunk_bytes: Some(chunk_bytes), ..ending(End::Normal) };
        let split = post(&mock, "/v1/messages", STREAM, Some(&script)).await;
        assert!(split.whole);
        assert_eq!(same(&split.body), same(&whole.body));
    }
}

#[tokio::test]
async fn fin_and_rst_come_after_exactly_n_bytes() {
    let mock = MockVendor::start();
    for request in [STREAM, JSON] {
        for n in [0, 1, 150, 263] {
            for (end, closed) in [(End::FinAfterBytes(n), Closed::Fin), (End::RstAfterBytes(n), Closed::Rst)] {
                let answer = post(&mock, "/v1/messages", request, Some(&ending(end))).await;
                assert_eq!((answer.status, answer.body.len()), (200, n), "{end:?}");
                assert_eq!((answer.whole, answer.closed), (false, closed), "{end:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_stream_may_lack_only_its_end() {
    let mock = MockVendor::start();
    let answer = post(&mock, "/v1/messages", STREAM, Some(&ending(End::FinAfterBytes(usize::MAX)))).await;
    assert!(answer.body.ends_with("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
    assert!(!answer.whole);
}

#[tokio::test]
async fn a_connection_may_end_before_any_answer() {
    let mock = MockVendor::start();
    for (end, closed) in [(End::FinBeforeHeaders, Closed::Fin), (End::RstBeforeHeaders, Closed::Rst)] {
        let answer = post(&mock, "/v1/messages", JSON, Some(&ending(end))).await;
        assert_eq!((answer.head.as_str(), answer.closed), ("", closed));
    }
    assert!(mock.bill().iter().all(|row| row.status == 0 && row.usage == Usage::default()));
}

#[tokio::test]
async fn a_hanging_vendor_is_silent_and_connected() {
    let mock = MockVendor::start();
    mock.script(Rule::once(ending(End::HangAfterBytes(10))));
    let mut stream = open(&mock, "POST", "/v1/messages", "", STREAM).await;
    let rows = mock.until(|rows| rows.first().is_some_and(|row| row.bytes_sent == 10)).await;
    assert!(!rows[0].complete);
    let mut bytes = vec![0; 4096];
    let mut text = String::new();
    while !text.contains("event: mes") {
        let n = stream.read(&mut bytes).await.unwrap();
        text.push_str(std::str::from_utf8(&bytes[..n]).unwrap());
    }
    assert!(stream.try_read(&mut bytes).is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock));
}

#[tokio::test]
async fn delays_add_up() {
    let mock = MockVendor::start();
    let text_parts = Some(vec!["a".to_owned(), "b".to_owned()]);
    let script = Script { text_parts, delay_ms: 20, first_byte_delay_ms: 20, chunk_delay_ms: 10, ..Script::default() };
    let begun = Instant::now();
    let frames = post(&mock, "/v1/messages", STREAM, Some(&script)).await.events().len() as u64;
    assert!(begun.elapsed() >= Duration::from_millis(20 + 20 + 10 * (frames - 1)));
}

#[tokio::test]
async fn an_error_event_replaces_the_rest() {
    let mock = MockVendor::start();
    let answer = post(&mock, "/v1/messages", STREAM, Some(&ending(End::ErrorEventAfter(4)))).await;
    let events = answer.events();
    assert_eq!(events.len(), 5);
    assert_eq!(events[4]["error"]["type"], "overloaded_error");
    assert!(answer.whole);
    for (path, request) in [("/v1/chat/completions", STREAM), ("/v1/responses", STREAM)] {
        let answer = post(&mock, path, request, Some(&ending(End::ErrorEventAfter(3)))).await;
        assert!(answer.events()[3].to_string().contains("server_error"), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_held_answer_waits_for_its_release() {
    let mock = MockVendor::start();
    let places = [HoldAt::Headers, HoldAt::Begin, HoldAt::First, HoldAt::Usage, HoldAt::End];
    for (number, hold_at) in places.into_iter().enumerate() {
        let name = format!("gate-{number}");
        mock.script(Rule::once(Script { hold: Some(name.clone()), hold_at, ..ending(End::Normal) }));
        let stream = open(&mock, "POST", "/v1/messages", "", STREAM).await;
        let rows = mock
            .until(|rows| {
                rows.get(number).is_some_and(|row| match hold_at {
                    HoldAt::Headers => row.status == 0,
                    HoldAt::Begin => row.bytes_sent > 0,
                    HoldAt::First => row.usage.output == 1,
                    HoldAt::Usage => row.usage.output > 1,
                    HoldAt::End => row.complete,
                })
            })
            .await;
        assert_eq!(rows[number].complete, hold_at == HoldAt::End);
        mock.release(&name);
        assert!(read(stream).await.whole);
    }
}

#[tokio::test]
async fn dropping_it_frees_the_port_and_ends_connections() {
    let mock = MockVendor::start();
    mock.script(Rule::once(ending(End::HangAfterBytes(10))));
    let port = mock.port();
    let stream = open(&mock, "POST", "/v1/messages", "", STREAM).await;
    mock.until(|rows| rows.first().is_some_and(|row| row.bytes_sent == 10)).await;
    drop(mock);
    assert!(!read(stream).await.whole);
    assert!(tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err());
}
