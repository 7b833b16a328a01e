//! SIGTERM: what is under way finishes, nothing new begins, every row is stored.

use crate::common::{Place, Reading, until};
use domain::log::Outcome;
use futures_util::future::join_all;
use mockvendor::{MockVendor, Script};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

const COUNT: usize = 100;

on_both!(streams_under_way_finish what_does_not_finish_is_cut a_second_signal_ends_it_at_once);

fn held() -> Script {
    Script { hold: Some("gate".into()), ..Script::saying("one two three four five six") }
}

async fn streams_under_way_finish(place: Place) {
    // A collector of traces that takes connections, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let collector = format!("http://{}", silent.local_addr().unwrap());
    let place = place.with("OTEL_EXPORTER_OTLP_ENDPOINT", &collector);
    let vendor = MockVendor::start();
    let mut hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    let script = held();
    let mut readings = join_all((0..COUNT).map(|_| client.begun(&script))).await;
    let mut console = Reading::of(hub.api.open("/api/live").await);
    console.until("running").await;

    hub.terminate();
    until("new connections are refused", async || TcpStream::connect(hub.address).await.is_err()).await;
    assert!(console.ends_well().await, "the console's stream ends with the hub");
    vendor.release("gate");
    for reading in &mut readings {
        assert!(reading.ends_well().await, "{}", reading.seen);
        assert!(reading.seen.contains("message_stop"), "{}", reading.seen);
    }
    let (status, took) = hub.ended().await;
    assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}");

    assert_eq!(place.ledger().await.len(), COUNT, "stored before the end, not at the next start");
    let rows = place.start().await.api.rows().await;
    assert_eq!(rows.len(), COUNT);
    assert!(rows.iter().all(|row| row.outcome == Outcome::Ok), "{rows:#?}");
}

async fn what_does_not_finish_is_cut(place: Place) {
    let place = place.with("SHUTDOWN_DRAIN_MS", "300");
    let vendor = MockVendor::start();
    let mut hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    let whole = client.answered(true, &Script::default()).await;
    let mut reading = client.begun(&held()).await;
    hub.terminate();
    let (status, took) = hub.ended().await;
    assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}");
    assert!(!reading.ends_well().await, "a cut answer does not look whole");
    let hub = place.start().await;
    until("both are in the log", async || hub.api.rows().await.len() == 2).await;
    for row in hub.api.rows().await {
        let outcome = if row.id.0 == whole { Outcome::Ok } else { Outcome::Interrupted };
        assert_eq!(row.outcome, outcome, "{row:#?}");
    }
}

async fn a_second_signal_ends_it_at_once(place: Place) {
    let vendor = MockVendor::start();
    let mut hub = place.start().await;
    let client = hub.client(&hub.furnish(&vendor).await.secret);
    let mut reading = client.begun(&held()).await;
    hub.terminate();
    until("new connections are refused", async || TcpStream::connect(hub.address).await.is_err()).await;
    hub.terminate();
    let (status, took) = hub.ended().await;
    assert!(!status.success() && took < Duration::from_secs(5), "{status} after {took:?}");
    assert!(!reading.ends_well().await);
    let hub = place.start().await;
    until("it is in the log", async || hub.api.rows().await.len() == 1).await;
    assert_eq!(hub.api.rows().await[0].outcome, Outcome::Interrupted);
}
