//! Circuit breakers on a clock that the test moves: the whole cycle, for each scope, on one instance and on two.

use crate::common::{Hands, Hub, line, message, two, until, with_providers};
use domain::ProviderId;
use domain::breaker::{BreakerReport, BreakerState};
use domain::log::{Class, Exclusion};
use domain::provider::ProviderKind;
use domain::snapshot::Snapshot;
use gateway::{Options, Probes};
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use std::time::Duration;

const OPUS: &str = "claude-opus-5-20260101";
const SONNET: &str = "claude-sonnet-5";
const OPEN_MS: i64 = 30 * 60_000;

fn options(hands: &Hands) -> Options {
    Options { max_retries: 0, clock: hands.clock(), ..Options::default() }
}

fn one(vendor: &MockVendor) -> Snapshot {
    with_providers(line(ProviderKind::Claude, &[vendor.url()]), |upstream| {
        upstream.provider.routing.breaker.threshold = 3;
    })
}

async fn ask(hub: &Hub, model: &str) -> u16 {
    let body = format!(r#"{{"model":"{model}","max_tokens":9,"messages":[{{"role":"user","content":"hi"}}]}}"#);
    hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await.status
}

fn report(hub: &Hub, model: Option<&str>) -> Option<BreakerReport> {
    hub.gateway.breakers().into_iter().find(|report| report.model.as_deref() == model)
}

fn state(hub: &Hub, model: Option<&str>) -> BreakerState {
    report(hub, model).map_or(BreakerState::Closed, |report| report.state)
}

/// The status, the scope's model, and what a request meets while it is open.
const SCOPES: [(u16, Class, Option<&str>, Exclusion); 2] = [
    (401, Class::Auth, None, Exclusion::BreakerOpen),
    (529, Class::Overloaded, Some("claude-opus-5"), Exclusion::ModelBreakerOpen),
];

#[tokio::test(flavor = "multi_thread")]
async fn closed_open_half_open_closed_for_each_scope() {
    for (status, class, model, exclusion) in SCOPES {
        let (vendor, hands) = (MockVendor::start(), Hands::at(1_000_000));
        let hub = Hub::start(one(&vendor), options(&hands)).await;
        vendor.script(Rule::always(Script::failing(status)));
        for _ in 0..3 {
            assert_eq!(ask(&hub, OPUS).await, status);
        }
        let report = report(&hub, model).unwrap();
        assert_eq!((report.state, report.failures, report.by_hand), (BreakerState::Open, 3, false));
        assert_eq!(report.until.map(|at| at.0), Some(1_000_000 + OPEN_MS));
        assert!(report.causes.len() == 3 && report.causes.iter().all(|cause| cause.class == class));
        assert_eq!(hub.gateway.breakers().len(), 1, "only the scope at fault");

        assert_eq!(ask(&hub, OPUS).await, 503);
        let row = hub.last().await;
        let excluded = &row.unserved.as_ref().unwrap().excluded[0];
        assert_eq!((excluded.reason, excluded.until, row.attempts.len()), (exclusion, report.until, 0));
        vendor.clear();
        // Only the family at fault is out; the account's fault takes everything out.
        assert_eq!(ask(&hub, SONNET).await, if model.is_some() { 200 } else { 503 });

        hands.forward(OPEN_MS - 1);
        assert_eq!(ask(&hub, OPUS).await, 503);
        hands.forward(1);
        // One probe at a time: whoever comes meanwhile is turned away.
        vendor.script(Rule::once(Script { hold: Some("probe".into()), hold_at: HoldAt::Headers, ..Script::default() }));
        let asked = vendor.bill().len();
        let mut probe =
            hub.send("/v1/messages", &[], message(false).to_string().replace(SONNET, OPUS).as_bytes()).await;
        vendor.until(|rows| rows.len() == asked + 1).await;
        assert_eq!((state(&hub, model), ask(&hub, OPUS).await), (BreakerState::HalfOpen, 503));
        assert_eq!(hub.settled().pop().unwrap().unserved.unwrap().excluded[0].reason, Exclusion::Probing);
        vendor.release("probe");
        assert_eq!(probe.answer().await.status, 200);
        assert_eq!(hub.last().await.attempts[0].breaker, BreakerState::HalfOpen);
        // A failure now would open it again; the second success closes it.
        assert_eq!((state(&hub, model), ask(&hub, OPUS).await), (BreakerState::HalfOpen, 200));
        assert_eq!((state(&hub, model), ask(&hub, OPUS).await), (BreakerState::Closed, 200));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn off_reset_and_the_admins_hand_hold_for_the_next_request() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(1));
    let hub = Hub::start(one(&vendor), options(&hands)).await;
    let fail = || vendor.script(Rule::times(3, Script::failing(401)));
    let open = async || {
        fail();
        for _ in 0..3 {
            ask(&hub, OPUS).await;
        }
        assert_eq!(ask(&hub, OPUS).await, 503);
    };
    open().await;
    hub.gateway.reset_breakers(ProviderId(1), None);
    assert_eq!(ask(&hub, OPUS).await, 200);
    open().await;
    hub.publish(with_providers(one(&vendor), |upstream| upstream.provider.routing.breaker.threshold = 0));
    assert_eq!(ask(&hub, OPUS).await, 200);
    hub.gateway.open_breaker(ProviderId(1));
    hands.forward(10 * OPEN_MS);
    assert_eq!(ask(&hub, OPUS).await, 503);
    assert_eq!(hub.last().await.unserved.unwrap().excluded[0].reason, Exclusion::OpenedByHand);
    hub.gateway.reset_breakers(ProviderId(1), None);
    assert_eq!(ask(&hub, OPUS).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn network_failures_count_unless_they_are_told_not_to() {
    for count in [true, false] {
        let gone = { std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap() };
        let snapshot = line(ProviderKind::Claude, &[format!("http://{gone}")]);
        let hub = Hub::start(snapshot, Options { count_network: count, ..options(&Hands::at(1)) }).await;
        for _ in 0..5 {
            assert_eq!(ask(&hub, OPUS).await, 502);
        }
        assert_eq!(ask(&hub, OPUS).await, if count { 503 } else { 502 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_open_probe_and_reset_as_one() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(domain::Millis::now().0));
    let (one, other, aside) = two(one(&vendor), options(&hands)).await;
    let id = ProviderId(1 + aside);
    vendor.script(Rule::times(3, Script::failing(401)));
    for _ in 0..3 {
        assert_eq!(ask(&one, OPUS).await, 401);
    }
    until("open on the other", || state(&other, None) == BreakerState::Open).await;
    assert_eq!(ask(&other, OPUS).await, 503);
    hands.forward(1);
    other.gateway.reset_breakers(id, None);
    assert_eq!(ask(&other, OPUS).await, 200);
    until("closed on the first", || state(&one, None) == BreakerState::Closed).await;
    assert_eq!(ask(&one, OPUS).await, 200);

    hands.forward(1);
    one.gateway.open_breaker(id);
    until("opened by hand on the other", || report(&other, None).is_some_and(|report| report.by_hand)).await;
    hands.forward(1);
    one.gateway.reset_breakers(id, None);
    until("closed on the other", || state(&other, None) == BreakerState::Closed).await;

    // Half open: one probe over both.
    vendor.script(Rule::times(3, Script::failing(401)));
    for _ in 0..3 {
        ask(&one, OPUS).await;
    }
    until("open on the other", || state(&other, None) == BreakerState::Open).await;
    hands.forward(OPEN_MS);
    vendor.script(Rule::once(Script { hold: Some("probe".into()), hold_at: HoldAt::Headers, ..Script::default() }));
    let asked = vendor.bill().len();
    let mut probe = one.send("/v1/messages", &[], message(false).to_string().as_bytes()).await;
    vendor.until(|rows| rows.len() == asked + 1).await;
    assert_eq!(ask(&other, SONNET).await, 503);
    assert_eq!(other.last().await.unserved.unwrap().excluded[0].reason, Exclusion::Probing);
    vendor.release("probe");
    assert_eq!(probe.answer().await.status, 200);
}

/// Off, not a packet goes out; on, a provider that takes connections again may be tried before its time.
#[tokio::test(flavor = "multi_thread")]
async fn probing_shortens_the_wait_and_is_silent_when_it_is_off() {
    for on in [false, true] {
        let (vendor, hands) = (MockVendor::start(), Hands::at(1));
        let probes = on.then(|| Probes { period: Duration::from_millis(30), timeout: Duration::from_secs(5) });
        let hub = Hub::start(one(&vendor), Options { probes, ..options(&hands) }).await;
        vendor.script(Rule::times(3, Script::failing(401)));
        for _ in 0..3 {
            ask(&hub, OPUS).await;
        }
        if on {
            until("half open", || state(&hub, None) == BreakerState::HalfOpen).await;
            assert_eq!(ask(&hub, OPUS).await, 200);
        } else {
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!((state(&hub, None), vendor.bill().len()), (BreakerState::Open, 3));
        }
    }
}
