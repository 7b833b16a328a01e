use super::*;
use domain::provider::{Provider, ProviderKind};
use domain::snapshot::{Caller, Snapshot};
use domain::{Dialect, Names, Secret};
use std::cell::Cell;
use std::collections::HashMap;

fn provider(id: i64, name: &str, change: impl FnOnce(&mut Provider)) -> Arc<Upstream> {
    let mut upstream = Upstream::draft(ProviderKind::Claude, "https://h", Secret::default(), None);
    upstream.provider.id = ProviderId(id);
    upstream.provider.name = name.to_owned();
    change(&mut upstream.provider);
    Arc::new(upstream)
}

fn pool(providers: Vec<Arc<Upstream>>, groups: &str) -> Pool {
    let snapshot = Snapshot { providers, ..Snapshot::default() };
    Pool::new(&snapshot, &Caller::anyone(Names::split(groups)), Some("claude-x"), Dialect::Anthropic)
}

const WISH: Wish<'_> = Wish {
    client: ClientSigns { user_agent: "codex_cli_rs/1", claude_headers: false, claude_metadata: false },
    minute: 12 * 60,
    bound: None,
    passed: &[],
};

fn find(pool: &Pool, wish: &Wish<'_>, luck: i64) -> Found {
    select(pool, wish, |_| None, |_| luck)
}

fn name(found: &Found) -> &str {
    found.0.as_ref().map_or("", |upstream| &upstream.provider.name)
}

fn candidates(selection: &Selection) -> Vec<(&str, f64)> {
    selection.candidates.iter().map(|candidate| (candidate.name.as_str(), candidate.chance)).collect()
}

#[test]
fn draws_by_weight_inside_the_best_priority() {
    let providers = vec![
        provider(1, "spare", |p| p.priority = 5),
        provider(2, "one", |p| p.weight = 1),
        provider(3, "three", |p| p.weight = 3),
        provider(4, "idle", |p| p.weight = 0),
    ];
    let pool = pool(providers, "default");
    let draw = |luck| {
        let found = find(&pool, &WISH, luck);
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
        let pool = pool(providers.collect(), "default, vip");
        let mut drawn: HashMap<String, usize> = HashMap::new();
        let mut stated = Selection::default();
        for _ in 0..DRAWS {
            let (upstream, selection) = select(&pool, &WISH, |_| None, |sum| luck.i64(0..sum));
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
    let providers = vec![
        provider(1, "group", |p| p.groups = Names::split("vip")),
        provider(2, "disabled", |p| p.enabled = false),
        provider(3, "client_blocked", |p| p.routing.blocked_clients = Names::split("codex-cli")),
        provider(4, "client_not_allowed", |p| p.routing.allowed_clients = Names::split("claude-code")),
        provider(5, "model", |p| p.allowed_models = Names::split("claude-haiku-*, Claude-X")),
        provider(6, "dialect", |p| p.kind = ProviderKind::Codex),
        provider(7, "schedule", |p| p.routing.active_hours = Some("22:00-06:00".parse().unwrap())),
        provider(8, "breaker_open", |_| ()),
        provider(9, "tried", |_| ()),
    ];
    let passed = [(ProviderId(9), Exclusion::Tried)];
    let wish = Wish { passed: &passed, ..WISH };
    let shut = |upstream: &Upstream| {
        (upstream.provider.id == ProviderId(8)).then_some((Exclusion::BreakerOpen, Some(Millis(7))))
    };
    let (none, selection) = select(&pool(providers, "default"), &wish, shut, |_| 0);
    assert!(none.is_none());
    for excluded in &selection.excluded {
        assert_eq!(serde_json::to_value(excluded.reason).unwrap(), excluded.name.as_str());
        assert_eq!(excluded.until.is_some(), excluded.reason == Exclusion::BreakerOpen);
    }
    assert_eq!(selection.excluded.len(), 9);
}

#[test]
fn groups_open_and_close_providers() {
    let providers = vec![
        provider(1, "plain", |_| ()),
        provider(2, "vip", |p| p.groups = Names::split("vip, default")),
        provider(3, "own", |p| p.groups = Names::split("own")),
    ];
    for (groups, want) in [("default", 2), ("vip", 1), ("own,vip", 2), ("*", 3), ("none", 0)] {
        assert_eq!(find(&pool(providers.clone(), groups), &WISH, 0).1.candidates.len(), want, "{groups}");
    }
}

#[test]
fn the_session_decides_before_priority_and_chance() {
    let providers = vec![
        provider(1, "best", |_| ()),
        provider(2, "own", |p| p.priority = 9),
        provider(3, "fickle", |p| p.routing.sticky = false),
    ];
    let pool = pool(providers, "default");
    let bound = |id| find(&pool, &Wish { bound: Some(ProviderId(id)), ..WISH }, 0);
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
    let moved = find(&pool, &Wish { bound: Some(ProviderId(2)), passed: &passed, ..WISH }, 0);
    assert_eq!(moved.1.passed_over.unwrap().reason, Some(Exclusion::Tried));
}

/// Five hundred in two tiers, the first of 300 with weights of 1 to 3.
fn many() -> Vec<Arc<Upstream>> {
    let one = |id: i64| {
        provider(id, &id.to_string(), |p| {
            p.weight = id % 3 + 1;
            p.priority = id / 300;
        })
    };
    (0..500).map(one).collect()
}

#[test]
fn of_many_a_few_are_looked_at_and_named() {
    let pool = pool(many(), "default");
    let looked = Cell::new(0);
    let look = |_: &Upstream| {
        looked.set(looked.get() + 1);
        None
    };
    let (upstream, selection) = select(&pool, &WISH, look, |sum| sum - 1);
    assert_eq!((upstream.unwrap().provider.name.as_str(), looked.get()), ("299", 1));
    assert_eq!(selection.candidates[0], Candidate { name: "299".to_owned(), chance: 100.0 * 3.0 / 600.0, weight: 3 });
    assert_eq!((selection.candidates.len(), selection.unnamed.candidates, selection.unnamed.behind), (8, 292, 200));

    let bound = Wish { bound: Some(ProviderId(400)), ..WISH };
    let (upstream, selection) = select(&pool, &bound, |_| None, |_| 0);
    assert_eq!((upstream.unwrap().provider.id, selection.pick), (ProviderId(400), Pick::Session));
}

/// Two thirds have an obstacle: the draws among the others come out as their weights say.
#[test]
fn among_many_obstacles_take_nothing_from_the_odds() {
    const DRAWS: usize = 60_000;
    let pool = pool(many(), "default");
    let mut luck = fastrand::Rng::with_seed(7);
    let shut = |upstream: &Upstream| (upstream.provider.id.0 % 9 > 2).then_some((Exclusion::Full, None));
    let mut drawn = [0_usize; 4];
    for _ in 0..DRAWS {
        let (upstream, selection) = select(&pool, &WISH, shut, |sum| luck.i64(0..sum));
        let provider = &upstream.unwrap().provider;
        assert!(provider.id.0 % 9 <= 2 && provider.priority == 0);
        assert_eq!(selection.candidates.iter().filter(|one| one.name == provider.name).count(), 1);
        drawn[provider.weight as usize] += 1;
    }
    for (weight, want) in [(1, 1.0 / 6.0), (2, 2.0 / 6.0), (3, 3.0 / 6.0)] {
        let share = drawn[weight] as f64 / DRAWS as f64;
        assert!((share - want).abs() < 0.01, "{weight}: {share}");
    }
}

#[test]
fn the_only_one_of_many_that_is_free_is_found() {
    let pool = pool(many(), "default");
    let only =
        |id| move |upstream: &Upstream| (upstream.provider.id != ProviderId(id)).then_some((Exclusion::Full, None));
    for id in [1, 299, 300, 499] {
        let (upstream, selection) = select(&pool, &WISH, only(id), |_| 0);
        assert_eq!((upstream.unwrap().provider.id, selection.candidates.len()), (ProviderId(id), 1));
        assert_eq!(selection.excluded.len() as i64 + selection.unnamed.excluded, 499);
    }
    let (none, selection) = select(&pool, &WISH, |_| Some((Exclusion::Full, None)), |_| 0);
    assert!(none.is_none() && selection.excluded.len() == NAMED && selection.unnamed.excluded == 500 - NAMED as i64);
}
