//! Which provider gets a request: the caller's groups, the client program, the model, the dialect, the hours, what
//! breakers and limits say, the session's own provider, the best priority, then a draw by weight. Pure: the state of the
//! breakers and the draw's luck are arguments.

use domain::client::ClientSigns;
use domain::log::{Candidate, Excluded, Exclusion, PassedOver, Pick, Selection};
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::{Dialect, Millis, ProviderId};
use std::sync::Arc;

/// What a selection is made from, besides the snapshot.
pub(crate) struct Wish<'a> {
    pub caller: &'a Caller,
    pub client: ClientSigns<'a>,
    pub model: Option<&'a str>,
    pub dialect: Dialect,
    /// Of the local day.
    pub minute: u16,
    /// The provider that the session is bound to.
    pub bound: Option<ProviderId>,
    /// Those that were asked in vain, or were full when it came to it.
    pub passed: &'a [(ProviderId, Exclusion)],
}

/// Why a provider cannot be asked now, and when it perhaps can.
pub(crate) type Obstacle = (Exclusion, Option<Millis>);

/// A provider and how it was found, or why there is none. `luck(n)` must return a number in `0..n`.
pub(crate) fn select(
    snapshot: &Snapshot,
    wish: &Wish<'_>,
    standing: impl Fn(&Upstream) -> Option<Obstacle>,
    luck: impl FnOnce(i64) -> i64,
) -> (Option<Arc<Upstream>>, Selection) {
    let mut selection = Selection::default();
    let mut open = Vec::new();
    for upstream in &snapshot.providers {
        match wish.obstacle(upstream).or_else(|| standing(upstream)) {
            Some((reason, until)) => {
                selection.excluded.push(Excluded { name: upstream.provider.name.clone(), reason, until });
            }
            None => open.push(upstream),
        }
    }
    let bound = wish.bound.and_then(|id| open.iter().find(|upstream| upstream.provider.id == id));
    let bound = bound.filter(|upstream| upstream.provider.routing.sticky).map(|upstream| Arc::clone(upstream));
    if bound.is_none() {
        selection.passed_over = wish.bound.map(|id| passed_over(snapshot, id, &selection.excluded));
    }
    let priority = |upstream: &Upstream| upstream.priority(wish.caller);
    let Some(tier) = open.iter().map(|upstream| priority(upstream)).min() else { return (None, selection) };
    let (mut open, behind): (Vec<_>, Vec<_>) = open.into_iter().partition(|upstream| priority(upstream) == tier);
    selection.tier = tier;
    selection.behind = behind.iter().map(|upstream| upstream.provider.name.clone()).collect();

    let even = open.iter().all(|upstream| upstream.provider.weight == 0);
    let weight = |upstream: &Upstream| if even { 1 } else { upstream.provider.weight };
    let sum: i64 = open.iter().map(|upstream| weight(upstream)).sum();
    let candidate = |upstream: &Arc<Upstream>| Candidate {
        name: upstream.provider.name.clone(),
        chance: 100.0 * weight(upstream) as f64 / sum as f64,
        weight: upstream.provider.weight,
    };
    selection.candidates = open.iter().map(|upstream| candidate(upstream)).collect();
    if bound.is_some() {
        selection.pick = Pick::Session;
        return (bound, selection);
    }
    let mut left = luck(sum);
    open.retain(|upstream| {
        let before = left;
        left -= weight(upstream);
        before >= 0 && left < 0
    });
    (open.first().map(|upstream| Arc::clone(upstream)), selection)
}

/// Why the session's provider was not taken.
fn passed_over(snapshot: &Snapshot, id: ProviderId, excluded: &[Excluded]) -> PassedOver {
    let Some(upstream) = snapshot.providers.iter().find(|upstream| upstream.provider.id == id) else {
        return PassedOver { name: format!("#{id}"), reason: None };
    };
    let name = upstream.provider.name.clone();
    let reason = excluded.iter().find(|excluded| excluded.name == name).map(|excluded| excluded.reason);
    PassedOver { name, reason }
}

impl Wish<'_> {
    /// What the configuration, and this request's own course, say against a provider.
    fn obstacle(&self, upstream: &Upstream) -> Option<Obstacle> {
        let (provider, routing) = (&upstream.provider, &upstream.provider.routing);
        let is_client = |pattern: &String| self.client.is(pattern);
        let reason = match () {
            () if !self.caller.reaches(provider) => Exclusion::Group,
            () if !provider.enabled => Exclusion::Disabled,
            () if !upstream.usable => Exclusion::Unusable,
            () if routing.blocked_clients.iter().any(is_client) => Exclusion::ClientBlocked,
            () if !routing.allowed_clients.is_empty() && !routing.allowed_clients.iter().any(is_client) => {
                Exclusion::ClientNotAllowed
            }
            () if self.model.is_some_and(|model| !upstream.serves(model)) => Exclusion::Model,
            () if provider.kind.dialect() != self.dialect => Exclusion::Dialect,
            () if routing.active_hours.is_some_and(|hours| !hours.contains(self.minute)) => Exclusion::Schedule,
            () => return self.passed.iter().find(|(id, _)| *id == provider.id).map(|(_, reason)| (*reason, None)),
        };
        Some((reason, None))
    }
}

#[cfg(test)]
mod tests;
