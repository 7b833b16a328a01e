//! A thousand requests of every kind at once: the hub's books are the vendor's bill, each line once.

use crate::common::{Hub, bare, billed, cost, message, snapshot};
use domain::log::{LogEntry, Outcome, Record};
use domain::price::Cost;
use domain::usage::Usage;
use futures_util::{StreamExt, stream};
use gateway::Options;
use mockvendor::{End, MockVendor, Script};
use std::collections::HashMap;
use std::time::Duration;

const REQUESTS: u64 = 1_000;
const AT_ONCE: usize = 50;

struct Plan {
    path: &'static str,
    stream: bool,
    script: Script,
    /// The client leaves after so many bytes of the answer.
    leaves_after: Option<usize>,
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
    let text = "lorem ipsum dolor sit amet ".repeat(luck.usize(1..20));
    let mut plan = Plan {
        path: "/v1/messages",
        stream: luck.bool(),
        script: Script { usage: Some(usage), ..Script::saying(text) },
        leaves_after: None,
    };
    match luck.u8(0..10) {
        0..4 => {}
        4..7 => plan.leaves_after = Some(luck.usize(0..2_500)),
        7 => plan.script = Script::failing(luck.choice([400, 401, 429, 500, 529]).unwrap_or(500)),
        8 if plan.stream => {
            let (after, frames) = (luck.usize(0..3_000), luck.usize(0..6));
            plan.script.end = if luck.bool() { End::FinAfterBytes(after) } else { End::ErrorEventAfter(frames) };
        }
        8 => plan.script.end = End::FinAfterBytes(luck.usize(0..200)),
        _ => (plan.path, plan.script, plan.stream) = ("/v1/messages/count_tokens", Script::default(), false),
    }
    plan
}

/// What one attempt cost.
#[derive(Debug)]
struct Charge {
    usage: Usage,
    cost: Option<Cost>,
}

/// Each attempt of a request by its vendor's id.
fn charges(entry: LogEntry) -> impl Iterator<Item = (String, Charge)> {
    let last = entry.attempts.len() - 1;
    entry.attempts.into_iter().enumerate().map(move |(at, attempt)| {
        let (usage, cost) = match at == last {
            true => (entry.usage, entry.cost.clone()),
            false => (attempt.usage, attempt.cost.or_else(|| entry.metered.then(Cost::default))),
        };
        (attempt.vendor_request_id.unwrap(), Charge { usage, cost })
    })
}

async fn play(hub: &Hub, plan: Plan) {
    let script = plan.script.header();
    let body = message(plan.stream).to_string();
    let mut client = hub.send(plan.path, &[("x-mock-script", &script)], body.as_bytes()).await;
    match plan.leaves_after {
        None => drop(client.answer().await),
        Some(bytes) => client.bytes(bytes).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_books_are_the_bill() {
    let vendor = MockVendor::start();
    let options = Options { retry_pause: Duration::from_millis(1), ..Options::default() };
    let hub = Hub::start(snapshot(&vendor.url()), options).await;
    stream::iter(0..REQUESTS).for_each_concurrent(AT_ONCE, |number| play(&hub, plan(number))).await;
    hub.gateway.live().idle().await;

    let (mut started, mut settled) = (HashMap::new(), HashMap::<String, Charge>::new());
    for record in hub.records() {
        match record {
            Record::Started(entry) => *started.entry(entry.id).or_insert(0) += 1,
            Record::Settled(entry) => {
                assert_eq!(started.get(&entry.id), Some(&entry.attempts.len()));
                for (vendor_id, charge) in charges(*entry) {
                    assert!(settled.insert(vendor_id, charge).is_none());
                }
            }
        }
    }
    let bill = vendor.bill();
    assert_eq!(settled.len(), bill.len());
    assert!(bill.len() as u64 > REQUESTS * 9 / 10, "{} requests reached the vendor", bill.len());

    let (mut tokens, mut owed) = (Usage::default(), Usage::default());
    for line in &bill {
        let row = settled.remove(&line.id).unwrap();
        assert_eq!(row.usage, billed(&line.usage), "{row:#?}\n{line:#?}");
        let metered = !line.path.ends_with("count_tokens");
        let want = metered.then(|| cost(&row.usage));
        assert_eq!(row.cost.map(bare), want);
        tokens += row.usage;
        owed += billed(&line.usage);
    }
    assert_eq!(tokens, owed);
    assert!(settled.is_empty());
    for outcome in [Outcome::Ok, Outcome::VendorError, Outcome::Truncated] {
        let count = hub.settled().iter().filter(|row| row.outcome == outcome).count();
        assert!(count > 20, "only {count} times {outcome:?}");
    }
}
