//! A thousand requests of every kind: log, figures and ledger are the vendor's bill, each line once.

use crate::common::{Client, MODEL, Place, Reading, until};
use domain::Ratio;
use domain::log::LogEntry;
use domain::price::{Price, cost};
use domain::report::{Overview, Totals};
use domain::usage::Usage;
use futures_util::{StreamExt, stream};
use mockvendor::{End, HoldAt, MockVendor, Script};
use serde_json::Value;
use std::collections::HashMap;

const REQUESTS: u64 = 1_000;
const AT_ONCE: usize = 50;

on_both!(the_books_are_the_bill);

struct Plan {
    path: &'static str,
    stream: bool,
    script: Script,
}

fn plan(number: u64) -> Plan {
    let mut luck = fastrand::Rng::with_seed(number);
    let usage = mockvendor::Usage {
        input: luck.u64(1..5_000),
        output: luck.u64(30..3_000),
        cache_read: luck.u64(0..100_000),
        cache_write_5m: luck.u64(0..9_000),
        cache_write_1h: luck.u64(0..900),
        reasoning: luck.u64(0..30),
        ..mockvendor::Usage::ZERO
    };
    let text = "lorem ipsum dolor sit amet ".repeat(luck.usize(1..8));
    let script = Script { usage: Some(usage), ..Script::saying(text) };
    let mut plan = Plan { path: "/v1/messages", stream: luck.bool(), script };
    match luck.u8(0..20) {
        0..8 => {}
        at @ 8..16 => {
            plan.script.hold = Some(format!("gate-{number}"));
            plan.script.hold_at = [HoldAt::Headers, HoldAt::First, HoldAt::Usage, HoldAt::End][usize::from(at) % 4];
        }
        16 => plan.script = Script::failing(luck.choice([400, 401, 429, 500, 529]).unwrap_or(500)),
        17 => plan.script.end = End::FinAfterBytes(luck.usize(0..200)),
        18 => plan.script.end = End::ErrorEventAfter(luck.usize(0..6)),
        _ => (plan.path, plan.script, plan.stream) = ("/v1/messages/count_tokens", Script::default(), false),
    }
    plan
}

/// Where the vendor holds its answer, the client leaves; then the vendor goes on.
async fn play(client: &Client, vendor: &MockVendor, number: u64) {
    let Plan { path, stream, script } = plan(number);
    let (header, number) = (script.header(), number.to_string());
    let headers = [("x-mock-script", header.as_str()), ("x-number", number.as_str())];
    let asked = client.send(path, stream, &headers);
    let Some(gate) = script.hold else {
        return drop(asked.await.text().await);
    };
    let mark = match script.hold_at {
        HoldAt::Headers => {
            let has_it =
                vendor.until(|rows| rows.iter().rev().any(|row| row.header("x-number") == Some(number.as_str())));
            tokio::select! {
                _ = asked => panic!("an answer that is held back"),
                _ = has_it => {}
            }
            return vendor.release(&gate);
        }
        HoldAt::First => "text_delta",
        HoldAt::Usage => "message_delta",
        HoldAt::End => "message_stop",
    };
    let mut reading = Reading::of(asked.await);
    if stream {
        reading.until(mark).await;
    }
    drop(reading);
    vendor.release(&gate);
}

async fn the_books_are_the_bill(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    stream::iter(0..REQUESTS).for_each_concurrent(AT_ONCE, |number| play(&client, &vendor, number)).await;
    assert_eq!(vendor.bill().len() as u64, REQUESTS);
    until("every request is in the log", async || hub.api.rows().await.len() as u64 == REQUESTS).await;

    // Bills of answers that broke off are known for certain once the hub has seen their end.
    let bill = vendor.bill();
    let mut entries = by_vendor_id(hub.api.entries().await);
    let mut owed = Totals::default();
    let mut metered = Vec::new();
    for line in &bill {
        let entry = entries.remove(&line.id).unwrap();
        assert_eq!(entry.usage, billed(&line.usage), "{entry:#?}\n{line:#?}");
        assert_eq!(entry.metered, !line.path.ends_with("count_tokens"));
        if entry.metered {
            let cost = cost(&price(), &entry.usage, Ratio(12_000), Ratio::ONE).total;
            assert_eq!(entry.cost.map(|cost| cost.total), Some(cost));
            owed.requests += 1;
            owed.failures += i64::from(entry.outcome.is_failure());
            owed.usage += billed(&line.usage);
            owed.cost += cost;
            metered.push(entry.id.0);
        }
    }
    assert!(entries.is_empty(), "{entries:#?}");
    assert!(owed.failures > 50 && owed.cost.0 > 0, "{owed:?}");

    assert_eq!(hub.api.totals().await, owed);
    let overview: Overview = hub.api.get("/api/v1/dashboard/overview?span=week").await.expect(200).read();
    assert_eq!(overview.totals, owed);
    assert_eq!((overview.leaders.len(), overview.leaders[0].totals), (1, owed));

    hub.stop().await;
    let ledger = place.ledger().await;
    metered.sort();
    assert_eq!(ledger.iter().map(|line| line.id.clone()).collect::<Vec<_>>(), metered, "each once");
    let mut booked = Usage::default();
    ledger.iter().for_each(|line| booked += line.usage);
    assert_eq!((booked, ledger.iter().map(|line| line.cost).sum::<i64>()), (owed.usage, owed.cost.0));
}

fn by_vendor_id(entries: Vec<LogEntry>) -> HashMap<String, LogEntry> {
    let count = entries.len();
    let id = |entry: &LogEntry| entry.attempts[0].vendor_request_id.clone().unwrap();
    let entries: HashMap<_, _> = entries.into_iter().map(|entry| (id(&entry), entry)).collect();
    assert_eq!(entries.len(), count, "a request of the vendor's is there twice");
    entries
}

/// The vendor's figures in the hub's words.
fn billed(usage: &mockvendor::Usage) -> Usage {
    Usage {
        input: usage.input as i64,
        output: usage.output as i64,
        cache_write_5m: usage.cache_write_5m as i64,
        cache_write_1h: usage.cache_write_1h as i64,
        cache_read: usage.cache_read as i64,
        input_image: usage.input_image as i64,
        output_image: usage.output_image as i64,
        reasoning: usage.reasoning as i64,
    }
}

fn price() -> Price {
    let seed: Value = serde_json::from_str(include_str!("../../../crates/control/seed/prices.json")).unwrap();
    Price::parse(&seed[MODEL]).unwrap()
}
