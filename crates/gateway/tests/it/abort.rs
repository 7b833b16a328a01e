//! Clients that leave: the vendor bills what it sends, so the hub reads on, within bounds, and books exactly that.

use crate::common::{Client, Hub, billed, snapshot};
use domain::log::{LogEntry, Outcome};
use gateway::Options;
use mockvendor::{End, HoldAt, MockVendor, Script, Usage};
use std::time::{Duration, Instant};

const USAGE: Usage = Usage {
    input: 120,
    output: 45,
    cache_read: 9_000,
    cache_write_5m: 300,
    cache_write_1h: 20,
    reasoning: 12,
    ..Usage::ZERO
};

fn held(at: HoldAt) -> Script {
    Script {
        usage: Some(USAGE),
        hold: Some("gate".into()),
        hold_at: at,
        ..Script::saying("one two three four five six")
    }
}

#[derive(Clone, Copy)]
enum Leave {
    Fin,
    Rst,
}

fn leave(client: Client, how: Leave) {
    match how {
        Leave::Fin => drop(client),
        Leave::Rst => client.reset(),
    }
}

/// The row and the bill of the only request, which speak of the same one.
async fn books(hub: &Hub, vendor: &MockVendor) -> (LogEntry, mockvendor::Billed) {
    let row = hub.row().await;
    let bill = vendor.bill().remove(0);
    assert_eq!(row.attempts[0].vendor_request_id.as_deref(), Some(bill.id.as_str()));
    assert_eq!(hub.gateway.live().running(None, domain::Millis::now()).len(), 0);
    (row, bill)
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_the_client_leaves_the_books_say_what_the_vendor_billed() {
    for stream in [false, true] {
        for how in [Leave::Fin, Leave::Rst] {
            for (at, seen) in [
                (HoldAt::Headers, ""),
                // An answer that is no stream is held back until it is whole.
                (HoldAt::First, if stream { "text_delta" } else { "" }),
                (HoldAt::Usage, if stream { "message_delta" } else { "" }),
                (HoldAt::End, if stream { "message_stop" } else { "" }),
            ] {
                let vendor = MockVendor::start();
                let hub = Hub::of(&vendor).await;
                let mut client = hub.ask(stream, &held(at)).await;
                vendor.until(|rows| rows.len() == 1).await;
                if !seen.is_empty() {
                    client.until(seen).await;
                }
                leave(client, how);
                vendor.release("gate");
                let (row, bill) = books(&hub, &vendor).await;
                assert_eq!((row.outcome, row.status, row.estimated), (Outcome::Ok, 200, false), "{at:?} {row:#?}");
                assert_eq!(row.usage, billed(&USAGE));
                vendor.until(|rows| rows[0].usage == USAGE).await;
                assert_eq!(bill.id, vendor.bill()[0].id);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_leaves_after_the_answer_changes_nothing() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for stream in [false, true] {
        let seen = hub.settled().len();
        let mut client = hub.ask(stream, &Script { usage: Some(USAGE), ..Script::default() }).await;
        assert!(client.answer().await.whole);
        client.reset();
        let rows = hub.settled();
        assert_eq!((rows.len(), rows[seen].outcome, rows[seen].error.as_deref()), (seen + 1, Outcome::Ok, None));
    }
}

fn hasty() -> Options {
    Options { drain_time: Duration::from_millis(200), ..Options::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_hangs_is_read_no_longer_than_the_cap() {
    for stream in [true, false] {
        let vendor = MockVendor::start();
        let hub = Hub::start(snapshot(&vendor.url()), hasty()).await;
        // Behind `message_start`, which states the input.
        let script = Script { usage: Some(USAGE), end: End::HangAfterBytes(700), ..Script::saying("x ".repeat(500)) };
        let client = hub.ask(stream, &script).await;
        vendor.until(|rows| rows.len() == 1 && rows[0].bytes_sent == 700).await;
        let left = Instant::now();
        drop(client);
        let (row, bill) = books(&hub, &vendor).await;
        assert!(left.elapsed() < Duration::from_secs(5), "{:?}", left.elapsed());
        assert_eq!((row.outcome, row.status), (Outcome::ClientLeft, 499));
        assert_eq!((row.usage, row.estimated), (billed(&bill.usage), stream));
        assert_eq!(row.usage.input, if stream { 120 } else { 0 });
        assert!(!row.outcome.is_failure(), "the provider is not to blame");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_never_answers_is_waited_for_no_longer_than_the_cap() {
    let vendor = MockVendor::start();
    let hub = Hub::start(snapshot(&vendor.url()), hasty()).await;
    let client = hub.ask(true, &held(HoldAt::Headers)).await;
    vendor.until(|rows| rows.len() == 1).await;
    drop(client);
    let left = Instant::now();
    let row = hub.row().await;
    assert!(left.elapsed() < Duration::from_secs(5), "{:?}", left.elapsed());
    assert_eq!((row.outcome, row.status, row.usage.is_empty()), (Outcome::ClientLeft, 499, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_is_read_than_the_cap() {
    let vendor = MockVendor::start();
    let options = Options { drain_bytes: 10_000, ..Options::default() };
    let hub = Hub::start(snapshot(&vendor.url()), options).await;
    vendor.script(Script { text: Some("word ".repeat(20_000)), ..held(HoldAt::First) });
    let mut client = hub.ask_unscripted(true).await;
    client.until("text_delta").await;
    let before = vendor.bill()[0].bytes_sent;
    drop(client);
    vendor.release("gate");
    let (row, _) = books(&hub, &vendor).await;
    assert_eq!((row.outcome, row.status, row.estimated), (Outcome::ClientLeft, 499, true));
    assert!(row.response_bytes < before as i64 + 10_000 + 100_000, "{} bytes", row.response_bytes);
}

/// A client that reads slowly slows the vendor down; the hub does not hoard.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_client_is_waited_for() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let body = format!("{}{}", "x".repeat(60 << 20), " ");
    vendor
        .script(mockvendor::Rule::once(Script { chunk_bytes: Some(1 << 16), ..Script::replaying("text/plain", body) }));
    let mut client = hub.ask_unscripted(false).await;
    client.until("\r\n\r\n").await;
    let sent = settled_at(&vendor).await;
    assert!(sent < 50 << 20, "{sent} bytes are somewhere between vendor and client");
    assert_eq!(client.answer().await.body.len(), (60 << 20) + 1);
}

/// How much the vendor has sent once it sends no more.
async fn settled_at(vendor: &MockVendor) -> u64 {
    let mut last = 0;
    loop {
        let more = vendor.until(|rows| rows[0].bytes_sent > last);
        match tokio::time::timeout(Duration::from_millis(500), more).await {
            Ok(rows) => last = rows[0].bytes_sent,
            Err(_) => return last,
        }
    }
}
