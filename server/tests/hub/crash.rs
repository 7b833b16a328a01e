//! A hub that dies: nothing that was answered is lost or counted twice, nothing is under way for ever.

use crate::common::{Hub, Place, Reading, until};
use domain::log::{LiveMessage, LogEntry, Outcome};
use futures_util::{StreamExt, stream};
use mockvendor::{MockVendor, Script, Usage};
use std::collections::HashMap;

const COUNT: usize = 100;
const USAGE: Usage = Usage {
    input: 120,
    output: 45,
    cache_read: 9_000,
    cache_write_5m: 300,
    cache_write_1h: 20,
    reasoning: 12,
    ..Usage::ZERO
};

on_both!(a_killed_hub_keeps_its_books);

async fn a_killed_hub_keeps_its_books(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    let whole = Script { usage: Some(USAGE), ..Script::saying("one two three four five six") };
    let held = Script { hold: Some("gate".into()), ..whole.clone() };
    let begun: Vec<Reading> = stream::iter(0..COUNT).map(|_| client.begun(&held)).buffer_unordered(20).collect().await;
    let answered: Vec<String> = stream::iter(0..COUNT)
        .map(|number| client.answered(number % 2 == 0, &whole))
        .buffer_unordered(20)
        .collect()
        .await;
    hub.kill();

    // The second time, nothing is left to do.
    for _ in 0..2 {
        let hub = place.start().await;
        until("every request is in the log", async || hub.api.rows().await.len() >= 2 * COUNT).await;
        let entries: HashMap<_, _> =
            hub.api.entries().await.into_iter().map(|entry| (entry.id.0.clone(), entry)).collect();
        assert_eq!(entries.len(), 2 * COUNT);
        answered.iter().for_each(|id| assert_answered(&entries[id]));
        begun.iter().for_each(|reading| assert_interrupted(&entries[&reading.id()]));
        assert!(first_message(&hub).await.running.is_empty());
        let totals = hub.api.totals().await;
        assert_eq!((totals.requests, totals.usage.input), (200, 12_000));
        hub.stop().await;

        let ledger = place.ledger().await;
        assert_eq!(ledger.len(), 2 * COUNT);
        let once = |id: &String| ledger.iter().filter(|line| line.id == *id && line.outcome == "ok").count() == 1;
        assert!(answered.iter().all(once));
    }
}

fn assert_answered(entry: &LogEntry) {
    assert_eq!((entry.outcome, entry.status, entry.usage.total()), (Outcome::Ok, 200, 9_485), "{entry:#?}");
    assert!(entry.cost.is_some());
}

fn assert_interrupted(entry: &LogEntry) {
    assert_eq!((entry.outcome, entry.usage.total()), (Outcome::Interrupted, 0), "{entry:#?}");
    assert_eq!(entry.attempts.len(), 1);
    assert!(entry.error.as_ref().is_some_and(|text| text.contains("stopped")));
}

async fn first_message(hub: &Hub) -> LiveMessage {
    let mut live = Reading::of(hub.api.open("/api/live").await);
    live.until("\n\n").await;
    let data = live.seen.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
    serde_json::from_str(data).unwrap()
}
