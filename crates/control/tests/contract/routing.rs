//! How a provider takes part in scheduling: each field set, cleared and left alone by itself.

use crate::bench::{Bench, new_provider};
use control::Error;
use domain::breaker::BreakerRule;
use domain::error::ErrorCode;
use domain::provider::{NewProvider, Provider, ProviderPatch};
use domain::routing::{ModelMultiplier, Routing, RoutingPatch};
use domain::timeout::Timeouts;
use domain::{ApiError, Names, Patch, Ratio};

contract!(comes_back_as_it_went_in each_field_by_itself bad_values_change_nothing the_next_request_knows_it);

const BREAKER: BreakerRule = BreakerRule { threshold: 0, open_ms: 90_500, successes: 4 };
const TIMEOUTS: Timeouts = Timeouts { connect_ms: 1_500, first_byte_ms: 90_000, idle_ms: 1, total_ms: 0 };

fn full() -> Routing {
    Routing {
        group_priorities: [("eu".to_owned(), 3), ("us".to_owned(), 0)].into(),
        active_hours: "22:00-06:00".parse().ok(),
        allowed_clients: Names::split("claude-code, codex*"),
        blocked_clients: Names::split("curl"),
        endpoints: Names::split("https://b.example, https://c.example/v1"),
        max_attempts: Some(3),
        sticky: false,
        breaker: BREAKER,
        timeouts: TIMEOUTS,
        model_multipliers: vec![ModelMultiplier { pattern: "claude-opus*".to_owned(), multiplier: Ratio(15_000) }],
    }
}

async fn with(bench: &Bench, routing: Routing) -> Provider {
    let new = NewProvider { routing, ..new_provider("anthropic") };
    bench.control.providers().create(&bench.admin, new).await.unwrap()
}

fn only(routing: RoutingPatch) -> ProviderPatch {
    ProviderPatch { routing: Some(routing), ..ProviderPatch::default() }
}

async fn comes_back_as_it_went_in(bench: Bench) {
    let providers = bench.control.providers();
    let first = bench.provider("plain").await;
    assert_eq!(first.routing, Routing::default());
    assert!(first.routing.sticky && first.routing.active_hours.is_none());
    let mut want = full();
    want.endpoints = Names::split("https://b.example/, HTTPS://c.example/v1");
    let second = with(&bench, want).await;
    assert_eq!(second.routing, full(), "URLs are tidied");
    assert_eq!(providers.list(&bench.admin).await.unwrap(), [first, second.clone()]);
    assert_eq!(providers.get(&bench.admin, second.id).await.unwrap(), second);
}

async fn each_field_by_itself(bench: Bench) {
    let providers = bench.control.providers();
    let first = with(&bench, Routing::default()).await;
    let none = RoutingPatch::default;
    let mut want = first.clone();
    type Step = (RoutingPatch, fn(&mut Routing));
    let set: [Step; 9] = [
        (RoutingPatch { group_priorities: Some(full().group_priorities), ..none() }, |own| {
            own.group_priorities = full().group_priorities
        }),
        (RoutingPatch { active_hours: full().active_hours.into(), ..none() }, |own| {
            own.active_hours = full().active_hours
        }),
        (RoutingPatch { allowed_clients: Some(full().allowed_clients), ..none() }, |own| {
            own.allowed_clients = full().allowed_clients
        }),
        (RoutingPatch { blocked_clients: Some(full().blocked_clients), ..none() }, |own| {
            own.blocked_clients = full().blocked_clients
        }),
        (RoutingPatch { endpoints: Some(full().endpoints), ..none() }, |own| own.endpoints = full().endpoints),
        (RoutingPatch { max_attempts: Patch::Value(3), ..none() }, |own| own.max_attempts = Some(3)),
        (RoutingPatch { sticky: Some(false), ..none() }, |own| own.sticky = false),
        (RoutingPatch { breaker: Some(BREAKER), ..none() }, |own| own.breaker = BREAKER),
        (RoutingPatch { timeouts: Some(TIMEOUTS), ..none() }, |own| own.timeouts = TIMEOUTS),
    ];
    let clear: [Step; 9] = [
        (RoutingPatch { group_priorities: Some([].into()), ..none() }, |own| own.group_priorities.clear()),
        (RoutingPatch { active_hours: Patch::Null, ..none() }, |own| own.active_hours = None),
        (RoutingPatch { allowed_clients: Some(Names::default()), ..none() }, |own| {
            own.allowed_clients = Names::default()
        }),
        (RoutingPatch { blocked_clients: Some(Names::default()), ..none() }, |own| {
            own.blocked_clients = Names::default()
        }),
        (RoutingPatch { endpoints: Some(Names::default()), ..none() }, |own| own.endpoints = Names::default()),
        (RoutingPatch { max_attempts: Patch::Null, ..none() }, |own| own.max_attempts = None),
        (RoutingPatch { sticky: Some(true), ..none() }, |own| own.sticky = true),
        (RoutingPatch { breaker: Some(BreakerRule::default()), ..none() }, |own| own.breaker = BreakerRule::default()),
        (RoutingPatch { timeouts: Some(Timeouts::default()), ..none() }, |own| own.timeouts = Timeouts::default()),
    ];
    let leave: [Step; 1] = [(none(), |_| {})];
    for (patch, expect) in set.into_iter().chain(leave.clone()).chain(clear).chain(leave) {
        expect(&mut want.routing);
        // As the wire has it: what is left out must stay out.
        let wire = serde_json::to_string(&only(patch)).unwrap();
        let got = providers.update(&bench.admin, first.id, serde_json::from_str(&wire).unwrap()).await.unwrap();
        want.updated_at = got.updated_at;
        assert_eq!(got, want, "{wire}");
        assert_eq!(providers.get(&bench.admin, first.id).await.unwrap(), want);
    }
    assert_eq!(want.routing, Routing::default());

    let whole = only(full().into());
    assert_eq!(providers.update(&bench.admin, first.id, whole).await.unwrap().routing, full());
    let other = ProviderPatch { weight: Some(7), ..ProviderPatch::default() };
    assert_eq!(providers.update(&bench.admin, first.id, other).await.unwrap().routing, full());
}

async fn bad_values_change_nothing(bench: Bench) {
    let providers = bench.control.providers();
    let saved = with(&bench, full()).await;
    let version = bench.control.snapshot().load().version;
    let told = |error: Error| {
        let error = ApiError::from(error);
        assert_eq!(error.code, ErrorCode::Invalid);
        error.field.unwrap()
    };
    type Bad = (&'static str, fn(&mut Routing));
    let bad: [Bad; 16] = [
        ("max_attempts", |own| own.max_attempts = Some(0)),
        ("max_attempts", |own| own.max_attempts = Some(11)),
        ("group_priorities", |own| own.group_priorities = [("eu".to_owned(), -1)].into()),
        ("group_priorities", |own| own.group_priorities = [("x".repeat(101), 1)].into()),
        ("breaker", |own| own.breaker.threshold = -1),
        ("breaker", |own| own.breaker.open_ms = 999),
        ("breaker", |own| own.breaker.successes = 0),
        ("timeouts", |own| own.timeouts.connect_ms = -1),
        ("timeouts", |own| own.timeouts.first_byte_ms = 86_400_001),
        ("timeouts", |own| own.timeouts.idle_ms = -1),
        ("timeouts", |own| own.timeouts.total_ms = i64::MAX),
        ("endpoints", |own| own.endpoints = Names::split("https://b.example, c.example")),
        ("endpoints", |own| own.endpoints = Names::split("https://u:p@b.example")),
        ("endpoints", |own| own.endpoints = Names::split("https://b.example?key=1")),
        ("allowed_clients", |own| own.allowed_clients = Names::split(&"x".repeat(101))),
        ("blocked_clients", |own| own.blocked_clients = Names::split("a\0b")),
    ];
    for (field, spoil) in bad {
        let mut routing = full();
        spoil(&mut routing);
        let new = NewProvider { routing: routing.clone(), ..new_provider("another") };
        assert_eq!(told(providers.create(&bench.admin, new).await.unwrap_err()), field);
        // What else is in the patch is good, and yet it must not be saved.
        let patch = ProviderPatch { weight: Some(9), ..only(routing.into()) };
        assert_eq!(told(providers.update(&bench.admin, saved.id, patch).await.unwrap_err()), field);
    }
    assert_eq!(providers.list(&bench.admin).await.unwrap(), [saved]);
    assert_eq!(bench.control.snapshot().load().version, version);
}

async fn the_next_request_knows_it(bench: Bench) {
    let saved = with(&bench, Routing::default()).await;
    let routing = || bench.control.snapshot().load().providers[0].provider.routing.clone();
    assert_eq!(routing(), Routing::default());
    bench.control.providers().update(&bench.admin, saved.id, only(full().into())).await.unwrap();
    assert_eq!(routing(), full());
    assert_eq!(bench.second().await.snapshot().load().providers[0].provider.routing, full(), "and after a restart");
}
