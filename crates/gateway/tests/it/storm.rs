//! Ten thousand clients that tear their connections down and a hundred panics, beside two hundred streams that must not
//! notice.

use crate::common::{Hub, line, message, until};
use domain::Millis;
use domain::log::Record;
use domain::provider::ProviderKind;
use futures_util::{StreamExt, stream};
use gateway::{Clock, Options};
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const STREAMS: usize = 200;
const RESETS: usize = 10_000;
const PANICS: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn resets_and_panics_disturb_nobody() {
    // What is asked for everywhere is where a fault shows everywhere.
    let armed = Arc::new(AtomicUsize::new(0));
    let fault = armed.clone();
    let clock = Clock::new(move || {
        let left = fault.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        assert!(left != Ok(1), "an injected fault");
        Millis::now()
    });
    let vendor = MockVendor::start();
    let options = Options { clock, drain_time: std::time::Duration::from_millis(200), ..Options::default() };
    let hub = Hub::start(line(ProviderKind::Claude, &[vendor.url()]), options).await;

    let text = "one two three four five six";
    vendor.script(
        Rule::always(Script { hold: Some("good".into()), hold_at: HoldAt::First, ..Script::saying(text) })
            .model("good"),
    );
    let good = message(true).to_string().replace(crate::common::MODEL, "good");
    let mut streams = Vec::new();
    for _ in 0..STREAMS {
        let mut client = hub.send("/v1/messages", &[], good.as_bytes()).await;
        client.until("text_delta").await;
        streams.push(client);
    }

    let body = message(true).to_string();
    let reset = |number: usize| {
        let (hub, body) = (&hub, &body);
        async move {
            let mut client = hub.send("/v1/messages", &[], body.as_bytes()).await;
            client.bytes(fastrand::Rng::with_seed(number as u64).usize(0..1_800)).await;
            client.reset();
        }
    };
    stream::iter(0..RESETS).for_each_concurrent(24, reset).await;
    until("only the good streams left", || hub.gateway.live().running(None, Millis::now()).len() == STREAMS).await;

    // Somewhere on the way of a request: a step further each time, from its arrival to its settlement.
    let (mut panics, mut met) = (0, HashMap::new());
    for step in (1..=12).cycle() {
        armed.store(step, Ordering::SeqCst);
        let answer = hub.send("/v1/messages", &[("session-id", "s")], body.as_bytes()).await.answer_if_any().await;
        if armed.swap(0, Ordering::SeqCst) == 0 {
            panics += 1;
            *met.entry(answer.map(|answer| answer.status)).or_insert(0) += 1;
        }
        if panics == PANICS {
            break;
        }
    }
    // Before the answer it is told, in the middle of it the connection breaks.
    assert!(met[&Some(500)] > 0 && met.len() > 1, "{met:?}");

    vendor.release("good");
    for client in &mut streams {
        let answer = client.answer().await;
        assert!(answer.whole && answer.text().ends_with("\"type\":\"message_stop\"}\n\n"), "{answer:?}");
    }
    hub.gateway.live().idle().await;
    assert!(hub.gateway.under_way().is_empty(), "{:?}", hub.gateway.under_way());
    assert_eq!(hub.gateway.live().running(None, Millis::now()), []);

    let mut open = HashMap::new();
    let mut ends: HashMap<&str, usize> = HashMap::new();
    for record in hub.records() {
        match record {
            Record::Started(entry) => *open.entry(entry.id).or_insert(0) += 1,
            Record::Settled(entry) => {
                open.remove(&entry.id);
                *ends.entry(entry.outcome.as_str()).or_default() += 1;
            }
        }
    }
    assert!(open.is_empty(), "{} rows never ended", open.len());
    assert!(ends["ok"] >= STREAMS && !ends.contains_key("running"), "{ends:?}");
    // Nothing that a client or a fault of ours did is the provider's.
    assert_eq!(hub.gateway.breakers(), []);
}
