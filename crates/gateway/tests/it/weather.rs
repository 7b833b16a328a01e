//! Names that are not found, and a clock that is set: what clients see of it, and that the sums are right afterwards.

use crate::common::{Hands, Hub, billed, cost, line, message, snapshot, with_limits, with_providers};
use domain::limit::{Caps, LimitKind, Limits};
use domain::log::Class;
use domain::provider::ProviderKind;
use domain::snapshot::Snapshot;
use domain::time::HOUR;
use domain::{Nanos, ProviderId};
use egress::Egress;
use gateway::Options;
use mockvendor::MockVendor;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The only name there is, while it is found.
const NAME: &str = "vendor.test";

#[derive(Default)]
struct Names {
    gone: AtomicBool,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let found = name.as_str() == NAME && !self.gone.load(Ordering::SeqCst);
        Box::pin(async move {
            let addresses: Addrs = match found {
                true => Box::new([SocketAddr::from(([127, 0, 0, 1], 0))].into_iter()),
                false => return Err("Temporary failure in name resolution".into()),
            };
            Ok(addresses)
        })
    }
}

fn options(names: &Arc<Names>) -> Options {
    let egress = Egress::default().with_names(names.clone());
    Options { egress, retry_pause: Duration::from_millis(1), ..Options::default() }
}

fn by_name(vendor: &MockVendor) -> String {
    vendor.url().replace("127.0.0.1", NAME)
}

async fn ask(hub: &Hub) -> (u16, String) {
    ask_anew(hub, "hello").await
}

/// What begins otherwise is another session's.
async fn ask_anew(hub: &Hub, text: &str) -> (u16, String) {
    let mut message = message(false);
    message["messages"][0]["content"] = text.into();
    let answer = hub.send("/v1/messages", &[], message.to_string().as_bytes()).await.answer().await;
    (answer.status, answer.text())
}

fn assert_billed(hub: &Hub, vendor: &MockVendor) {
    let (bill, rows) = (vendor.bill(), hub.settled());
    let answered: Vec<_> = rows.iter().filter(|row| row.status == 200).collect();
    assert_eq!(answered.len(), bill.len());
    let spent: i64 = answered.iter().map(|row| row.total_cost().unwrap().0).sum();
    assert_eq!(spent, bill.iter().map(|row| cost(&billed(&row.usage)).total.0).sum::<i64>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_not_found_is_another_providers_turn() {
    let (vendor, names) = (MockVendor::start(), Arc::new(Names::default()));
    names.gone.store(true, Ordering::SeqCst);
    let providers = line(ProviderKind::Claude, &[by_name(&vendor), vendor.url()]);
    let hub = Hub::start(providers, options(&names)).await;
    for _ in 0..10 {
        assert_eq!(ask(&hub).await.0, 200);
    }
    let rows = hub.settled();
    assert_eq!(rows[0].attempts[0].class, Some(Class::Unreachable));
    assert!(rows.iter().all(|row| row.provider().unwrap().id == ProviderId(2)));
    assert!(rows.last().unwrap().attempts.len() == 1, "its breaker has opened meanwhile");

    names.gone.store(false, Ordering::SeqCst);
    hub.gateway.reset_breakers(ProviderId(1), None);
    assert_eq!(ask_anew(&hub, "and now?").await.0, 200);
    assert_eq!(hub.last().await.provider().unwrap().id, ProviderId(1));
    assert_billed(&hub, &vendor);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_not_found_is_told_at_once() {
    let (vendor, names) = (MockVendor::start(), Arc::new(Names::default()));
    let named = with_providers(snapshot(&vendor.url()), |upstream| upstream.provider.url = by_name(&vendor));
    let hub = Hub::start(named, options(&names)).await;
    names.gone.store(true, Ordering::SeqCst);
    let (status, text) = ask(&hub).await;
    assert_eq!(status, 502, "{text}");
    assert!(text.contains("\"type\":\"error\"") && !text.contains(NAME), "{text}");
    assert_eq!(vendor.bill().len(), 0);
    names.gone.store(false, Ordering::SeqCst);
    assert_eq!(ask(&hub).await.0, 200);
    // A connection that is open needs no name.
    names.gone.store(true, Ordering::SeqCst);
    assert_eq!(ask(&hub).await.0, 200);
    hub.gateway.live().idle().await;
    assert_billed(&hub, &vendor);
}

fn limited(vendor: &MockVendor) -> Snapshot {
    let caps = Caps {
        usd_day: Some(Nanos(1_000_000_000)),
        usd_5h: Some(Nanos(1_000_000_000)),
        rpm: Some(8),
        concurrent_sessions: Some(2),
        ..Caps::default()
    };
    with_limits(snapshot(&vendor.url()), &Limits { caps, ..Limits::default() })
}

/// Noon, so that the day is the same throughout.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_stops_nobody_and_loses_nothing() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(1_795_435_200_000));
    let hub = Hub::start(limited(&vendor), Options { clock: hands.clock(), ..Options::default() }).await;
    for step in [0, HOUR, -2 * HOUR, HOUR] {
        hands.forward(step);
        for _ in 0..4 {
            let (status, text) = ask(&hub).await;
            assert_eq!(status, 200, "after {step}: {text}");
        }
    }
    hub.gateway.live().idle().await;
    let rows = hub.settled();
    assert_eq!(rows.len(), 16);
    assert!(rows.iter().all(|row| (0..60_000).contains(&row.duration_ms)), "{rows:#?}");
    assert_billed(&hub, &vendor);
    let allowances = hub.snapshot().callers.values().next().unwrap().allowances.clone();
    let quotas = hub.gateway.quotas(&allowances).await;
    let spent: i64 = rows.iter().map(|row| row.total_cost().unwrap().0).sum();
    for quota in quotas.iter().filter(|quota| matches!(quota.kind, LimitKind::UsdDay | LimitKind::Usd5h)) {
        assert_eq!((quota.used, quota.reserved), (spent, 0), "{quota:?}");
    }
}
