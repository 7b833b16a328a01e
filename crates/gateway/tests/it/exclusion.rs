//! Each reason for which a provider is left out, alone: the refusal names it, and once it is gone the next request is
//! served.

use crate::common::{Hands, Hub, limit, line, message, with_providers};
use domain::limit::Caps;
use domain::log::Exclusion;
use domain::provider::ProviderKind;
use domain::session::SessionName;
use domain::simulation::SimulatedRequest;
use domain::snapshot::{Snapshot, Upstream};
use domain::{Dialect, KeyId, Names, ProviderId};
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Rule, Script};

/// 2026-11-25T12:00:00Z.
const NOON: i64 = 1_795_608_000_000;

type Change = fn(&mut Upstream);

const CONFIGURED: [(Exclusion, Change); 8] = [
    (Exclusion::Disabled, |up| up.provider.enabled = false),
    (Exclusion::Unusable, |up| up.usable = false),
    (Exclusion::Group, |up| up.provider.groups = Names::split("vip")),
    (Exclusion::ClientBlocked, |up| up.provider.routing.blocked_clients = Names::split("test-client")),
    (Exclusion::ClientNotAllowed, |up| up.provider.routing.allowed_clients = Names::split("claude-code")),
    (Exclusion::Model, |up| up.provider.allowed_models = Names::split("claude-opus-*")),
    (Exclusion::Dialect, |up| up.provider.kind = ProviderKind::Codex),
    (Exclusion::Schedule, |up| up.provider.routing.active_hours = Some("13:00-12:00".parse().unwrap())),
];

fn pair(vendor: &MockVendor) -> Snapshot {
    line(ProviderKind::Claude, &[vendor.url(), vendor.url()])
}

async fn started(vendor: &MockVendor, snapshot: Snapshot, hands: &Hands) -> Hub {
    let hub = Hub::start(snapshot, Options { clock: hands.clock(), max_retries: 0, ..Options::default() }).await;
    assert!(vendor.bill().is_empty());
    hub
}

async fn ask(hub: &Hub) -> crate::common::Answer {
    hub.send("/v1/messages", &[("user-agent", "test-client/1")], message(false).to_string().as_bytes())
        .await
        .answer()
        .await
}

/// The refusal has the reason for each provider, but no name; the row, for admins, has both. The simulator says the same.
async fn assert_left_out(hub: &Hub, reason: Exclusion) {
    let answer = ask(hub).await;
    let body = answer.json();
    assert_eq!(
        (answer.status, &body["error"]["code"]),
        (503, &"no_available_providers".into()),
        "{reason:?}: {answer:?}"
    );
    let word = serde_json::to_value(reason).unwrap();
    assert_eq!(body["error"]["details"][0], serde_json::json!({"provider": 1, "reason": word}), "{body}");
    assert!(body["error"]["message"].as_str().unwrap().contains(reason.as_text()), "{body}");
    let row = hub.last().await;
    let excluded: Vec<_> = row.unserved.unwrap().excluded.iter().map(|one| (one.name.clone(), one.reason)).collect();
    assert_eq!(excluded, [("a".to_owned(), reason), ("b".to_owned(), reason)]);
    let simulated = hub.gateway.simulate(&request()).await;
    assert!(!simulated.served);
    let excluded: Vec<_> = simulated.selection.excluded.iter().map(|one| (one.name.clone(), one.reason)).collect();
    assert_eq!(excluded, [("a".to_owned(), reason), ("b".to_owned(), reason)]);
}

fn request() -> SimulatedRequest {
    SimulatedRequest {
        dialect: Dialect::Anthropic,
        model: Some(crate::common::MODEL.to_owned()),
        key_id: Some(KeyId(7)),
        client: "test-client/1".to_owned(),
        ..SimulatedRequest::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_configured_reason_is_named_and_ends_with_its_cause() {
    for (reason, change) in CONFIGURED {
        let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
        let hub = started(&vendor, with_providers(pair(&vendor), change), &hands).await;
        assert_left_out(&hub, reason).await;
        hub.publish(pair(&vendor));
        assert_eq!(ask(&hub).await.status, 200, "{reason:?}");
        assert!(hub.gateway.simulate(&request()).await.served);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_end_and_begin_by_the_hubs_own_clock() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    let snapshot = with_providers(pair(&vendor), |up| {
        up.provider.routing.active_hours = Some("22:00-06:00".parse().unwrap());
    });
    // Noon in UTC is eleven at night in Sydney, and noon is noon.
    let sydney = domain::window::Zone::parse("Australia/Sydney").unwrap();
    let hub = started(&vendor, Snapshot { zone: sydney, ..snapshot }, &hands).await;
    for (hours, status) in [(0, 200), (6, 200), (7, 503), (22, 503), (23, 200)] {
        let hub_now = Hands::at(NOON + hours * 3_600_000);
        let snapshot = with_providers(pair(&vendor), |up| {
            up.provider.routing.active_hours = Some("22:00-06:00".parse().unwrap());
        });
        let options = Options { clock: hub_now.clock(), ..Options::default() };
        let hub = Hub::start(Snapshot { zone: sydney, ..snapshot }, options).await;
        assert_eq!(ask(&hub).await.status, status, "{hours} h later");
    }
    assert_eq!(ask(&hub).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reason_of_the_moment_is_named_and_ends_with_its_cause() {
    for reason in [Exclusion::BreakerOpen, Exclusion::ModelBreakerOpen, Exclusion::OpenedByHand] {
        let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
        let snapshot = with_providers(pair(&vendor), |up| up.provider.routing.breaker.threshold = 1);
        let hub = started(&vendor, snapshot, &hands).await;
        match reason {
            Exclusion::OpenedByHand => [1, 2].map(|id| hub.gateway.open_breaker(ProviderId(id))).len(),
            reason => {
                let status = if reason == Exclusion::BreakerOpen { 401 } else { 500 };
                vendor.script(Rule::times(2, Script::failing(status)));
                assert_eq!([ask(&hub).await.status, ask(&hub).await.status], [status; 2]);
                2
            }
        };
        if reason == Exclusion::OpenedByHand {
            assert_left_out(&hub, reason).await;
        } else {
            // These come with the time at which they end.
            let body = ask(&hub).await.json();
            assert_eq!(body["error"]["details"][0]["reason"], serde_json::to_value(reason).unwrap());
            assert_eq!(body["error"]["details"][0]["until"], NOON + 30 * 60_000);
        }
        [1, 2].into_iter().for_each(|id| hub.gateway.reset_breakers(ProviderId(id), None));
        assert_eq!(ask(&hub).await.status, 200, "{reason:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_provider_is_left_out_until_a_slot_is_free() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    let hub = started(
        &vendor,
        with_providers(pair(&vendor), |up| limit(up, Caps { concurrent_requests: Some(1), ..Caps::default() })),
        &hands,
    )
    .await;
    vendor.script(Rule::times(2, Script { hold: Some("gate".into()), hold_at: HoldAt::Headers, ..Script::default() }));
    let mut held = Vec::new();
    for count in 1..=2 {
        held.push(hub.ask_unscripted(true).await);
        vendor.until(|rows| rows.len() == count).await;
    }
    let body = ask(&hub).await.json();
    assert_eq!(body["error"]["details"][1], serde_json::json!({"provider": 2, "reason": "full"}), "{body}");
    assert!(hub.gateway.under_way().values().all(|count| *count == 1));
    vendor.release("gate");
    for client in &mut held {
        assert!(client.answer().await.whole);
    }
    hub.gateway.live().idle().await;
    assert!(hub.gateway.under_way().is_empty());
    assert_eq!(ask(&hub).await.status, 200);
}

/// The simulator's chances are those of the requests that follow.
#[tokio::test(flavor = "multi_thread")]
async fn the_simulator_states_what_requests_record() {
    let (vendor, hands) = (MockVendor::start(), Hands::at(NOON));
    let snapshot = with_providers(line(ProviderKind::Claude, &vec![vendor.url(); 4]), |up| {
        up.provider.priority = i64::from(up.provider.id == ProviderId(4));
        up.provider.weight = up.provider.id.0;
        up.provider.enabled = up.provider.id != ProviderId(2);
    });
    let hub = started(&vendor, snapshot, &hands).await;
    let simulated = hub.gateway.simulate(&request()).await;
    assert!(simulated.served && vendor.bill().is_empty() && hub.settled().is_empty(), "nothing is sent");
    ask(&hub).await;
    let selection = &hub.last().await.attempts[0].selection;
    assert_eq!(*selection, simulated.selection);
    assert_eq!(selection.candidates.iter().map(|c| c.chance).collect::<Vec<_>>(), [25.0, 75.0]);

    // A session's own provider, too.
    let headers = [("user-agent", "test-client/1"), ("session-id", "s-1")];
    let turn = async || {
        hub.send("/v1/messages", &headers, message(false).to_string().as_bytes()).await.answer().await;
        hub.last().await.attempts[0].selection.clone()
    };
    turn().await;
    let simulated = hub.gateway.simulate(&SimulatedRequest { session: Some("s-1".into()), ..request() }).await;
    assert_eq!(turn().await, simulated.selection);
    hub.gateway.end_session(&SessionName { key_id: KeyId(7), id: "s-1".into() }).await;
}
