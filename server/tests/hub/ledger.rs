//! A thousand requests of every kind: log, figures and ledger are the vendor's bill, each line once.

use crate::common::{Client, MODEL, Place, Reading, until};
use domain::Ratio;
use domain::log::LogEntry;
use domain::price::{Price, Terms, cost};
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
        // Nothing of an answer that is no stream is seen before it is whole.
        at if at == HoldAt::Headers || !stream => {
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
        HoldAt::Headers | HoldAt::Begin | HoldAt::End => "message_stop",
    };
    let mut reading = Reading::of(asked.await);
    reading.until(mark).await;
    drop(reading);
    vendor.release(&gate);
}

async fn the_books_are_the_bill(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let patch = r#"{"routing": {"breaker": {"threshold": 0}}}"#;
    hub.api.send("PATCH", &format!("/api/v1/providers/{}", account.provider), Some(patch)).await.expect(200);
    let client = hub.client(&account.secret);
    stream::iter(0..REQUESTS).for_each_concurrent(AT_ONCE, |number| play(&client, &vendor, number)).await;
    assert!(vendor.bill().len() as u64 > REQUESTS, "failures were tried again");
    until("every request is in the log", async || hub.api.rows().await.len() as u64 == REQUESTS).await;

    // Bills of answers that broke off are known for certain once the hub has seen their end.
    let bill = vendor.bill();
    let entries = hub.api.entries().await;
    let mut owed = Totals::default();
    let mut metered = Vec::new();
    for entry in entries.iter().filter(|entry| entry.metered) {
        owed.requests += 1;
        owed.failures += i64::from(entry.outcome.is_failure());
        owed.retries += entry.attempts.len() as i64 - 1;
    }
    let mut charges = charges(entries);
    for line in &bill {
        let Charge { id, is_metered, usage, cost: booked } = charges.remove(&line.id).unwrap();
        assert_eq!(usage, billed(&line.usage), "{id}\n{line:#?}");
        assert_eq!(is_metered, !line.path.ends_with("count_tokens"));
        if is_metered {
            let cost = cost(&price(), &usage, Terms { provider: Ratio(12_000), ..Terms::default() }).total;
            assert_eq!(booked, cost.0, "{id}");
            owed.usage += usage;
            owed.cost += cost;
            // An attempt that was given up and cost nothing has no line.
            if !(id.contains('#') && usage.is_empty()) {
                metered.push(id);
            }
        }
    }
    assert!(charges.is_empty());
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

/// What one attempt cost, and its line in the ledger.
struct Charge {
    id: String,
    is_metered: bool,
    usage: Usage,
    cost: i64,
}

/// Each attempt by its vendor's id.
fn charges(entries: Vec<LogEntry>) -> HashMap<String, Charge> {
    let mut charges = HashMap::new();
    for entry in entries {
        let last = entry.attempts.len();
        for (number, attempt) in (1..).zip(entry.attempts) {
            let (id, usage, cost) = match number == last {
                true => (entry.id.to_string(), entry.usage, entry.cost.as_ref()),
                false => (format!("{}#{number}", entry.id), attempt.usage, attempt.cost.as_ref()),
            };
            let charge = Charge { id, is_metered: entry.metered, usage, cost: cost.map_or(0, |cost| cost.total.0) };
            assert!(charges.insert(attempt.vendor_request_id.unwrap(), charge).is_none(), "twice");
        }
    }
    charges
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
