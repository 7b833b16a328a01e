//! Models that cost what nobody knows: requests of theirs count in no limit of money until they have a price.

use super::some;
use domain::finding::Finding;
use domain::price::Unpriced;
use domain::snapshot::{Snapshot, Upstream};

pub(super) fn check(snapshot: &Snapshot, used: &[Unpriced]) -> Vec<Finding> {
    let mut found = Vec::new();
    if !used.is_empty() {
        let models: Vec<String> = used.iter().map(|one| one.model.clone()).collect();
        let requests: i64 = used.iter().map(|one| one.requests).sum();
        found.push(Finding::warning(
            "model_used_without_price",
            format!(
                "{requests} requests wait for the price of {}, and count in no limit of money until then. Enter one on the \
                 page Prices, or sync the table.",
                some(&models)
            ),
        ));
    }
    for upstream in snapshot.providers.iter().filter(|one| one.provider.enabled) {
        let models = unpriced(snapshot, upstream);
        if !models.is_empty() {
            found.push(Finding::warning(
                "provider_without_price",
                format!(
                    "Provider {} serves {}, which has no price. Enter one on the page Prices before it is used.",
                    upstream.provider.name,
                    some(&models)
                ),
            ));
        }
    }
    found
}

/// Of the models that it names; patterns name none.
fn unpriced(snapshot: &Snapshot, upstream: &Upstream) -> Vec<String> {
    let id = Some(upstream.provider.id);
    let is_priced = |model: &str| snapshot.prices.find(id, model).is_some();
    let names = upstream.provider.allowed_models.iter().filter(|name| !name.contains('*'));
    // What it is sent as may be what is billed.
    let lacks = |name: &&String| !is_priced(name) && !upstream.redirector.target(name).is_some_and(is_priced);
    names.filter(lacks).cloned().collect()
}
