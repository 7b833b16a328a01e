//! Keys and providers that no group brings together.

use super::some;
use domain::Millis;
use domain::finding::Finding;
use domain::snapshot::{Caller, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn check(snapshot: &Snapshot, now: Millis) -> Vec<Finding> {
    let mut found = Vec::new();
    let callers: Vec<&Arc<Caller>> = snapshot.callers.values().filter(|caller| caller.barred(now).is_none()).collect();
    let providers: Vec<_> = snapshot.providers.iter().filter(|one| one.provider.enabled).collect();
    for upstream in snapshot.providers.iter().filter(|one| !one.usable) {
        found.push(Finding::warning(
            "provider_unreadable",
            format!(
                "Provider {} is never asked: its credential or its rules cannot be read. Enter them anew.",
                upstream.provider.name
            ),
        ));
    }
    // Keys in the same groups reach the same.
    let mut by_groups: BTreeMap<String, Vec<&Caller>> = BTreeMap::new();
    for caller in callers {
        by_groups.entry(caller.groups.joined()).or_default().push(caller);
    }
    for upstream in &providers {
        let provider = &upstream.provider;
        if !by_groups.is_empty() && !by_groups.values().any(|callers| callers[0].reaches(provider)) {
            let groups = if provider.groups.is_empty() { "default".to_owned() } else { provider.groups.joined() };
            found.push(Finding::warning(
                "provider_unreachable",
                format!(
                    "No key reaches provider {}, which is in {groups}. Give a user or a key one of its groups, or the \
                     provider one of theirs.",
                    provider.name
                ),
            ));
        }
    }
    for (groups, callers) in by_groups {
        if !providers.iter().any(|one| one.usable && callers[0].reaches(&one.provider)) {
            let mut names: Vec<_> =
                callers.iter().map(|caller| format!("{} / {}", caller.user_name, caller.key_name)).collect();
            names.sort();
            found.push(Finding::warning(
                "key_without_provider",
                format!(
                    "Keys in {groups} reach no enabled provider, and get an error for every request: {}. Enable a provider in \
                     that group, or give them another.",
                    some(&names)
                ),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Names;
    use domain::Secret;
    use domain::provider::ProviderKind;
    use domain::snapshot::Upstream;

    fn snapshot(keys: &[&str], providers: &[&str]) -> Snapshot {
        let caller = |groups: &&str| {
            let anyone = Caller::anyone(Names::split(groups));
            Arc::new(Caller { user_name: "ann".to_owned(), key_name: (*groups).to_owned(), ..anyone })
        };
        let provider = |groups: &&str| {
            let mut draft = Upstream::draft(ProviderKind::Claude, "http://v.example", Secret::new("x"), None);
            draft.provider.name = format!("p-{groups}");
            draft.provider.groups = Names::split(groups);
            Arc::new(draft)
        };
        Snapshot {
            callers: keys.iter().enumerate().map(|(n, groups)| ([n as u8; 32], caller(groups))).collect(),
            providers: providers.iter().map(provider).collect(),
            ..Snapshot::default()
        }
    }

    fn codes(snapshot: &Snapshot) -> Vec<String> {
        check(snapshot, Millis(0)).into_iter().map(|one| one.code).collect()
    }

    #[test]
    fn groups_that_do_not_meet_are_told() {
        assert_eq!(codes(&snapshot(&["", "eu, us"], &["", "us"])), Vec::<String>::new());
        assert_eq!(codes(&snapshot(&["*"], &["", "us"])), Vec::<String>::new());
        assert_eq!(codes(&snapshot(&[], &["us"])), Vec::<String>::new(), "a hub that is being set up");
        let found = check(&snapshot(&["", "eu"], &["", "us"]), Millis(0));
        let told: Vec<_> = found.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(told, ["provider_unreachable", "key_without_provider"]);
        assert!(found[0].text.contains("provider p-us, which is in us"), "{}", found[0].text);
        assert!(found[1].text.contains("Keys in eu reach no enabled provider") && found[1].text.contains("ann / eu"));
    }

    #[test]
    fn what_is_switched_off_does_not_count() {
        let mut off = snapshot(&["eu"], &["eu"]);
        Arc::make_mut(&mut off.providers[0]).provider.enabled = false;
        assert_eq!(codes(&off), ["key_without_provider"]);
        for caller in off.callers.values_mut() {
            Arc::make_mut(caller).key_enabled = false;
        }
        assert_eq!(codes(&off), Vec::<String>::new());
        let mut broken = snapshot(&["eu"], &["eu"]);
        Arc::make_mut(&mut broken.providers[0]).usable = false;
        assert_eq!(codes(&broken), ["provider_unreadable", "key_without_provider"]);
    }
}
