use super::*;
use domain::provider::{Provider, ProviderKind};
use domain::{Names, Secret};
use std::collections::HashMap;

fn provider(id: i64, name: &str, change: impl FnOnce(&mut Provider)) -> Arc<Upstream> {
    let mut upstream = Upstream::draft(ProviderKind::Claude, "https://h", Secret::default(), None);
    upstream.provider.id = ProviderId(id);
    upstream.provider.name = name.to_owned();
    change(&mut upstream.provider);
    Arc::new(upstream)
}

fn caller(groups: &str) -> Caller {
    Caller::anyone(Names::split(groups))
}

fn snapshot(providers: Vec<Arc<Upstream>>) -> Snapshot {
    Snapshot { providers, ..Snapshot::default() }
}

fn wish(caller: &Caller) -> Wish<'_> {
    Wish {
        caller,
        client: ClientSigns { user_agent: "codex_cli_rs/1", ..ClientSigns::default() },
        model: Some("claude-x"),
        dialect: Dialect::Anthropic,
        minute: 12 * 60,
        bound: None,
        passed: &[],
    }
}

type Found = (Option<Arc<Upstream>>, Selection);

fn find(snapshot: &Snapshot, wish: &Wish<'_>, luck: i64) -> Found {
    select(snapshot, wish, |_| None, |_| luck)
}

fn name(found: &Found) -> &str {
    found.0.as_ref().map_or("", |upstream| &upstream.provider.name)
}

fn candidates(selection: &Selection) -> Vec<(&str, f64)> {
    selection.candidates.iter().map(|candidate| (candidate.name.as_str(), candidate.chance)).collect()
}

#[test]
fn draws_by_weight_inside_the_best_priority() {
    let snapshot = snapshot(vec![
        provider(1, "spare", |p| p.priority = 5),
        provider(2, "one", |p| p.weight = 1),
        provider(3, "three", |p| p.weight = 3),
        provider(4, "idle", |p| p.weight = 0),
    ]);
    let caller = caller("default");
    let draw = |luck| {
        let found = find(&snapshot, &wish(&caller), luck);
        assert_eq!(candidates(&found.1), [("one", 25.0), ("three", 75.0), ("idle", 0.0)]);
        assert_eq!(found.1.behind, ["spare"]);
        name(&found).to_owned()
    };
    assert_eq!((0..4).map(draw).collect::<Vec<_>>(), ["one", "three", "three", "three"]);
}

/// Each configuration's draws come out as the chances say that it states itself.
#[test]
fn a_hundred_thousand_draws_have_the_stated_shares() {
    const DRAWS: usize = 100_000;
    let caller = caller("default, vip");
    let mut luck = fastrand::Rng::with_seed(11);
    for weights in
        [&[1][..], &[1, 1], &[1, 3], &[1, 2, 3, 4], &[0, 0, 0], &[0, 5, 5], &[100, 1], &[7, 11, 13, 17, 19, 23]]
    {
        let providers = weights.iter().zip(1..).map(|(weight, id)| {
            provider(id, &id.to_string(), |p| {
                p.weight = *weight;
                // All of them in one tier, by different ways.
                p.priority = id % 2 * 9;
                p.routing.group_priorities = [("vip".to_owned(), 0), ("default".to_owned(), 3)].into();
            })
        });
        let snapshot = snapshot(providers.collect());
        let mut drawn: HashMap<String, usize> = HashMap::new();
        let mut stated = Selection::default();
        for _ in 0..DRAWS {
            let (upstream, selection) = select(&snapshot, &wish(&caller), |_| None, |sum| luck.i64(0..sum));
            *drawn.entry(upstream.unwrap().provider.name.clone()).or_default() += 1;
            stated = selection;
        }
        assert_eq!(stated.candidates.len(), weights.len());
        for candidate in &stated.candidates {
            let share = 100.0 * *drawn.get(&candidate.name).unwrap_or(&0) as f64 / DRAWS as f64;
            assert!((share - candidate.chance).abs() < 1.0, "{weights:?}: {share} of {}", candidate.chance);
        }
    }
}

#[test]
fn every_provider_left_out_has_its_reason() {
    let snapshot = snapshot(vec![
        provider(1, "group", |p| p.groups = Names::split("vip")),
        provider(2, "disabled", |p| p.enabled = false),
        provider(3, "client_blocked", |p| p.routing.blocked_clients = Names::split("codex-cli")),
        provider(4, "client_not_allowed", |p| p.routing.allowed_clients = Names::split("claude-code")),
        provider(5, "model", |p| p.allowed_models = Names::split("claude-haiku-*, Claude-X")),
        provider(6, "dialect", |p| p.kind = ProviderKind::Codex),
        provider(7, "schedule", |p| p.routing.active_hours = Some("22:00-06:00".parse().unwrap())),
        provider(8, "breaker_open", |_| ()),
        provider(9, "tried", |_| ()),
    ]);
    let caller = caller("default");
    let passed = [(ProviderId(9), Exclusion::Tried)];
    let wish = Wish { passed: &passed, ..wish(&caller) };
    let shut = |upstream: &Upstream| {
        (upstream.provider.id == ProviderId(8)).then_some((Exclusion::BreakerOpen, Some(Millis(7))))
    };
    let (none, selection) = select(&snapshot, &wish, shut, |_| 0);
    assert!(none.is_none());
    for excluded in &selection.excluded {
        assert_eq!(serde_json::to_value(excluded.reason).unwrap(), excluded.name.as_str());
        assert_eq!(excluded.until.is_some(), excluded.reason == Exclusion::BreakerOpen);
    }
    assert_eq!(selection.excluded.len(), 9);
}

#[test]
fn groups_open_and_close_providers() {
    let snapshot = snapshot(vec![
        provider(1, "plain", |_| ()),
        provider(2, "vip", |p| p.groups = Names::split("vip, default")),
        provider(3, "own", |p| p.groups = Names::split("own")),
    ]);
    for (groups, want) in [("default", 2), ("vip", 1), ("own,vip", 2), ("*", 3), ("none", 0)] {
        let caller = caller(groups);
        assert_eq!(find(&snapshot, &wish(&caller), 0).1.candidates.len(), want, "{groups}");
    }
}

#[test]
fn the_session_decides_before_priority_and_chance() {
    let all = || {
        vec![
            provider(1, "best", |_| ()),
            provider(2, "own", |p| p.priority = 9),
            provider(3, "fickle", |p| p.routing.sticky = false),
        ]
    };
    let (snapshot, caller) = (snapshot(all()), caller("default"));
    let bound = |id| find(&snapshot, &Wish { bound: Some(ProviderId(id)), ..wish(&caller) }, 0);
    let own = bound(2);
    assert_eq!((name(&own), own.1.pick), ("own", Pick::Session));
    assert_eq!(candidates(&own.1), [("best", 50.0), ("fickle", 50.0)]);
    for (id, over) in
        [(3, PassedOver { name: "fickle".into(), reason: None }), (7, PassedOver { name: "#7".into(), reason: None })]
    {
        let drawn = bound(id);
        assert_eq!((name(&drawn), drawn.1.pick, drawn.1.passed_over.clone()), ("best", Pick::Draw, Some(over)));
    }
    let passed = [(ProviderId(2), Exclusion::Tried)];
    let moved = find(&snapshot, &Wish { bound: Some(ProviderId(2)), passed: &passed, ..wish(&caller) }, 0);
    assert_eq!(moved.1.passed_over.unwrap().reason, Some(Exclusion::Tried));
}
