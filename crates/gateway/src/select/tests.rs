use super::*;
use domain::provider::{Provider, ProviderKind};
use domain::{KeyId, Names, Secret, UserId};

fn provider(name: &str, change: impl FnOnce(&mut Provider)) -> Arc<Upstream> {
    let mut upstream = Upstream::draft(ProviderKind::Claude, "https://h", Secret::default(), None);
    upstream.provider.name = name.to_owned();
    change(&mut upstream.provider);
    Arc::new(upstream)
}

fn caller(groups: &str) -> Caller {
    Caller {
        key_id: KeyId(1),
        key_name: String::new(),
        key_enabled: true,
        key_expires_at: None,
        user_id: UserId(1),
        user_name: String::new(),
        user_enabled: true,
        user_expires_at: None,
        groups: Names::split(groups),
        allowed_models: Names::default(),
    }
}

fn snapshot(providers: Vec<Arc<Upstream>>) -> Snapshot {
    Snapshot { providers, ..Snapshot::default() }
}

fn names(selection: &Selection) -> Vec<(&str, f64)> {
    selection.candidates.iter().map(|candidate| (candidate.name.as_str(), candidate.chance)).collect()
}

#[test]
fn draws_by_weight_inside_the_best_priority() {
    let snapshot = snapshot(vec![
        provider("spare", |p| p.priority = 5),
        provider("one", |p| p.weight = 1),
        provider("three", |p| p.weight = 3),
        provider("idle", |p| p.weight = 0),
    ]);
    let draw = |luck| {
        let (upstream, selection) =
            select(&snapshot, &caller("default"), Dialect::Anthropic, Some("m"), |_| luck).unwrap();
        assert_eq!(names(&selection), [("one", 25.0), ("three", 75.0), ("idle", 0.0)]);
        upstream.provider.name.clone()
    };
    assert_eq!((0..4).map(draw).collect::<Vec<_>>(), ["one", "three", "three", "three"]);
}

#[test]
fn zero_weights_are_even() {
    let snapshot = snapshot(vec![provider("a", |p| p.weight = 0), provider("b", |p| p.weight = 0)]);
    let (_, selection) = select(&snapshot, &caller("default"), Dialect::Anthropic, Some("m"), |sum| sum - 1).unwrap();
    assert_eq!(names(&selection), [("a", 50.0), ("b", 50.0)]);
}

#[test]
fn every_provider_left_out_has_its_reason() {
    let snapshot = snapshot(vec![
        provider("off", |p| p.enabled = false),
        provider("other group", |p| p.groups = Names::split("vip")),
        provider("other model", |p| p.allowed_models = Names::split("claude-haiku-4-5")),
    ]);
    let Err(Reject::NoProvider(selection)) =
        select(&snapshot, &caller("default"), Dialect::Anthropic, Some("claude-x"), |_| 0)
    else {
        panic!("nobody may serve this")
    };
    let reasons: Vec<_> = selection.excluded.iter().map(|e| (e.name.as_str(), e.reason)).collect();
    assert_eq!(
        reasons,
        [("off", Exclusion::Disabled), ("other group", Exclusion::Group), ("other model", Exclusion::Model)]
    );
}

#[test]
fn groups_open_and_close_providers() {
    let snapshot = snapshot(vec![
        provider("plain", |_| ()),
        provider("vip", |p| p.groups = Names::split("vip, default")),
        provider("own", |p| p.groups = Names::split("own")),
    ]);
    for (groups, want) in [("default", 2), ("vip", 1), ("own,vip", 2), ("*", 3)] {
        let (_, selection) = select(&snapshot, &caller(groups), Dialect::Anthropic, Some("m"), |_| 0).unwrap();
        assert_eq!(selection.candidates.len(), want, "{groups}");
    }
    assert!(select(&snapshot, &caller("none"), Dialect::Anthropic, Some("m"), |_| 0).is_err());
}
