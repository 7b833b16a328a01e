//! Which provider gets a request: the caller's groups, the dialect, the model, the best priority, then a draw by weight. Pure: the
//! draw's luck is an argument.

use crate::reject::Reject;
use domain::Dialect;
use domain::log::{Candidate, Excluded, Exclusion, Selection};
use domain::snapshot::{Caller, Snapshot, Upstream};
use std::sync::Arc;

/// A provider and how it was found. `luck(n)` must return a number in `0..n`.
pub(crate) fn select(
    snapshot: &Snapshot,
    caller: &Caller,
    dialect: Dialect,
    model: Option<&str>,
    luck: impl FnOnce(i64) -> i64,
) -> Result<(Arc<Upstream>, Selection), Reject> {
    let mut selection = Selection::default();
    let mut open = Vec::new();
    for upstream in &snapshot.providers {
        match exclusion(upstream, caller, dialect, model) {
            Some(reason) => {
                selection.excluded.push(Excluded { name: upstream.provider.name.clone(), reason, until: None })
            }
            None => open.push(upstream),
        }
    }
    let Some(tier) = open.iter().map(|upstream| upstream.provider.priority).min() else {
        return Err(Reject::NoProvider(Box::new(selection)));
    };
    open.retain(|upstream| upstream.provider.priority == tier);

    let even = open.iter().all(|upstream| upstream.provider.weight == 0);
    let weight = |upstream: &Upstream| if even { 1 } else { upstream.provider.weight };
    let sum: i64 = open.iter().map(|upstream| weight(upstream)).sum();
    selection.tier = tier;
    selection.candidates = open
        .iter()
        .map(|upstream| {
            let chance = 100.0 * weight(upstream) as f64 / sum as f64;
            Candidate { name: upstream.provider.name.clone(), chance, weight: upstream.provider.weight }
        })
        .collect();

    let mut left = luck(sum);
    for upstream in open {
        left -= weight(upstream);
        if left < 0 {
            return Ok((upstream.clone(), selection));
        }
    }
    Err(Reject::Internal)
}

fn exclusion(upstream: &Upstream, caller: &Caller, dialect: Dialect, model: Option<&str>) -> Option<Exclusion> {
    match () {
        () if !caller.reaches(&upstream.provider) => Some(Exclusion::Group),
        () if !upstream.provider.enabled => Some(Exclusion::Disabled),
        () if upstream.provider.kind.dialect() != dialect => Some(Exclusion::Dialect),
        () if model.is_some_and(|model| !upstream.serves(model)) => Some(Exclusion::Model),
        () => None,
    }
}

#[cfg(test)]
mod tests;
