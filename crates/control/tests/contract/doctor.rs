//! Traps in what a hub is set up with are found, and none where there is none.

use crate::bench::{Bench, new_provider, person};
use crate::log::store;
use crate::sample::{NOON, entry};
use control::Error;
use domain::Names;
use domain::finding::Finding;
use domain::provider::{NewProvider, ProviderPatch};
use std::collections::BTreeSet;

contract!(a_sound_hub_has_no_trap what_is_served_without_a_price groups_that_do_not_meet admins_alone_may_look);

async fn found(bench: &Bench) -> Vec<Finding> {
    let all = bench.control.examine(&bench.admin).await.unwrap();
    // How the test's own PostgreSQL is set up is its own matter.
    all.into_iter().filter(|one| !one.code.starts_with("postgres_")).collect()
}

async fn codes(bench: &Bench) -> BTreeSet<String> {
    found(bench).await.into_iter().map(|one| one.code).collect()
}

async fn a_sound_hub_has_no_trap(bench: Bench) {
    assert_eq!(found(&bench).await, []);
    let user = bench.user("ann").await;
    bench.key(user.id, true).await;
    let models = Names::split("claude-sonnet-5, claude-*, claude-opus-4-5-20251101");
    let new = NewProvider { allowed_models: models, ..new_provider("vendor") };
    bench.control.providers().create(&bench.admin, new).await.unwrap();
    store(&bench, [entry("r1", NOON, 1)]).await;
    assert_eq!(found(&bench).await, []);
}

async fn what_is_served_without_a_price(bench: Bench) {
    let new = NewProvider { allowed_models: Names::split("nobodys-model, claude-sonnet-5"), ..new_provider("vendor") };
    bench.control.providers().create(&bench.admin, new).await.unwrap();
    let told = found(&bench).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].code == "provider_without_price" && told[0].text.contains("vendor serves nobodys-model, which"));

    let mut unpriced = entry("r1", NOON, 1);
    (unpriced.unpriced, unpriced.cost, unpriced.model) = (true, None, Some("nobodys-model".into()));
    unpriced.sent_model = unpriced.model.clone();
    store(&bench, [unpriced]).await;
    let told = found(&bench).await;
    assert!(
        told.iter().any(|one| one.code == "model_used_without_price" && one.text.starts_with("1 requests wait")),
        "{told:?}"
    );
}

async fn groups_that_do_not_meet(bench: Bench) {
    let user = bench.user("ann").await;
    bench.key(user.id, true).await;
    let provider = bench.provider("vendor").await;
    assert!(codes(&bench).await.is_empty());
    let apart = ProviderPatch { groups: Some(Names::split("premium")), ..ProviderPatch::default() };
    bench.control.providers().update(&bench.admin, provider.id, apart).await.unwrap();
    let want = ["key_without_provider", "provider_unreachable"].map(str::to_owned);
    assert_eq!(codes(&bench).await, want.into());
}

async fn admins_alone_may_look(bench: Bench) {
    let user = bench.user("ann").await;
    assert!(matches!(bench.control.examine(&person(user.id)).await, Err(Error::Forbidden)));
}
