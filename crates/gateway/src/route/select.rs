//! Which provider gets a request: of those that the configuration allows, the client program, the hours, what breakers and
//! limits say, the session's own provider, the best priority, then a draw by weight. Pure: the state of the breakers and
//! the draw's luck are arguments.

use super::pool::{Pool, Tier, Weighing};
use domain::client::ClientSigns;
use domain::log::{Candidate, Excluded, Exclusion, PassedOver, Pick, Selection, Unnamed};
use domain::snapshot::Upstream;
use domain::{Millis, ProviderId};
use std::sync::Arc;

/// Of no more providers than that, each is looked at. A list of a selection names no more.
pub(crate) const NAMED: usize = 32;

/// Of more, so many are drawn, one after another, before all are looked at; and so many are named.
const DRAWS: usize = 8;

/// What a selection is made from, besides the configuration.
pub(crate) struct Wish<'a> {
    pub client: ClientSigns<'a>,
    /// Of the local day.
    pub minute: u16,
    /// The provider that the session is bound to.
    pub bound: Option<ProviderId>,
    /// Those that were asked in vain, or were full when it came to it.
    pub passed: &'a [(ProviderId, Exclusion)],
}

/// Why a provider cannot be asked now, and when it perhaps can.
pub(crate) type Obstacle = (Exclusion, Option<Millis>);

type Found = (Option<Arc<Upstream>>, Selection);

/// A provider and how it was found, or why there is none. `luck(n)` must return a number in `0..n`.
pub(crate) fn select(
    pool: &Pool,
    wish: &Wish<'_>,
    standing: impl Fn(&Upstream) -> Option<Obstacle>,
    mut luck: impl FnMut(i64) -> i64,
) -> Found {
    let obstacle = |upstream: &Upstream| wish.obstacle(upstream).or_else(|| standing(upstream));
    let bound = wish.bound.and_then(|id| pool.member(id)).filter(|upstream| upstream.provider.routing.sticky);
    let bound = bound.filter(|upstream| obstacle(upstream).is_none());
    let many = pool.members().nth(NAMED).is_some();
    let sampled = if many { sample(pool, bound, &obstacle, &mut luck) } else { None };
    let (found, mut selection) = sampled.unwrap_or_else(|| look_at_all(pool, bound, &obstacle, &mut luck));
    if bound.is_none() {
        selection.passed_over = wish.bound.map(|id| passed_over(pool, id, obstacle));
    }
    (found, selection)
}

/// Draws some of the best priority. Whoever is the first without an obstacle is found as likely as if all had been looked
/// at. None: each of them had one.
fn sample(
    pool: &Pool,
    bound: Option<&Arc<Upstream>>,
    obstacle: &impl Fn(&Upstream) -> Option<Obstacle>,
    luck: &mut impl FnMut(i64) -> i64,
) -> Option<Found> {
    let tier = pool.tiers.first()?;
    let mut shut: Vec<(&Arc<Upstream>, Obstacle)> = Vec::new();
    let drawn = bound.or_else(|| {
        (0..DRAWS).find_map(|_| {
            let drawn = tier.at(luck(tier.sum()))?;
            match obstacle(drawn) {
                None => return Some(drawn),
                Some(obstacle) if !shut.iter().any(|(known, _)| Arc::ptr_eq(known, drawn)) => {
                    shut.push((drawn, obstacle));
                }
                Some(_) => {}
            }
            None
        })
    })?;
    let is_shut = |upstream: &Arc<Upstream>| shut.iter().any(|(known, _)| Arc::ptr_eq(known, upstream));
    let is_drawn = |upstream: &Arc<Upstream>| Arc::ptr_eq(upstream, drawn);
    let others = tier.members.iter().filter(|upstream| !is_drawn(upstream) && !is_shut(upstream));
    let drawn_first = tier.members.iter().find(|upstream| is_drawn(upstream)).into_iter().chain(others);
    let weighing = Weighing::of(tier.members.iter());
    let candidate = |upstream: &Arc<Upstream>| candidate(upstream, weighing.weight(upstream), tier.sum());
    let candidates: Vec<_> = drawn_first.take(DRAWS).map(candidate).collect();
    let unnamed = Unnamed {
        candidates: (tier.members.len() - shut.len() - candidates.len()) as i64,
        excluded: pool.out.len() as i64,
        behind: pool.tiers[1..].iter().map(|tier| tier.members.len() as i64).sum(),
    };
    let selection = Selection {
        pick: if bound.is_some() { Pick::Session } else { Pick::Draw },
        tier: tier.priority,
        candidates,
        excluded: shut.into_iter().map(|(upstream, obstacle)| excluded(upstream, obstacle)).collect(),
        unnamed,
        ..Selection::default()
    };
    Some((Some(drawn.clone()), selection))
}

fn look_at_all(
    pool: &Pool,
    bound: Option<&Arc<Upstream>>,
    obstacle: &impl Fn(&Upstream) -> Option<Obstacle>,
    luck: &mut impl FnMut(i64) -> i64,
) -> Found {
    let mut selection = Selection::default();
    let Unnamed { candidates, excluded: left_out, behind } = &mut selection.unnamed;
    let mut leave_out =
        |upstream: &Upstream, obstacle| name(&mut selection.excluded, left_out, || excluded(upstream, obstacle));
    pool.out.iter().for_each(|(upstream, reason)| leave_out(upstream, (*reason, None)));
    let mut best: Option<(&Tier, Vec<&Arc<Upstream>>)> = None;
    for tier in &pool.tiers {
        let mut open = Vec::new();
        for upstream in &tier.members {
            match obstacle(upstream) {
                Some(obstacle) => leave_out(upstream, obstacle),
                None => open.push(upstream),
            }
        }
        match &best {
            Some(_) => open.iter().for_each(|one| name(&mut selection.behind, behind, || one.provider.name.clone())),
            None => best = (!open.is_empty()).then_some((tier, open)),
        }
    }
    let Some((tier, mut open)) = best else { return (None, selection) };
    selection.tier = tier.priority;
    let weighing = Weighing::of(open.iter().copied());
    let weight = |upstream: &Upstream| weighing.weight(upstream);
    let sum: i64 = open.iter().map(|upstream| weight(upstream)).sum();
    let found = bound.or_else(|| {
        let mut left = luck(sum);
        let drawn = open.iter().find(|upstream| {
            left -= weight(upstream);
            left < 0
        });
        drawn.copied()
    });
    if bound.is_some() {
        selection.pick = Pick::Session;
    }
    if open.len() > NAMED {
        // Whoever was found is named.
        open.sort_by_key(|upstream| found.is_none_or(|found| !Arc::ptr_eq(upstream, found)));
    }
    for upstream in open {
        name(&mut selection.candidates, candidates, || candidate(upstream, weight(upstream), sum));
    }
    (found.cloned(), selection)
}

/// Adds to a list of names, or counts what it has no room for.
fn name<T>(list: &mut Vec<T>, unnamed: &mut i64, one: impl FnOnce() -> T) {
    if list.len() < NAMED { list.push(one()) } else { *unnamed += 1 }
}

fn candidate(upstream: &Upstream, weight: i64, sum: i64) -> Candidate {
    let chance = 100.0 * weight as f64 / sum as f64;
    Candidate { name: upstream.provider.name.clone(), chance, weight: upstream.provider.weight }
}

fn excluded(upstream: &Upstream, (reason, until): Obstacle) -> Excluded {
    Excluded { name: upstream.provider.name.clone(), reason, until }
}

/// Why the session's provider was not taken.
fn passed_over(pool: &Pool, id: ProviderId, obstacle: impl Fn(&Upstream) -> Option<Obstacle>) -> PassedOver {
    let out = pool.out.iter().map(|(upstream, reason)| (upstream, Some(*reason)));
    let members = pool.members().map(|upstream| (upstream, None));
    match out.chain(members).find(|(upstream, _)| upstream.provider.id == id) {
        Some((upstream, reason)) => PassedOver {
            name: upstream.provider.name.clone(),
            reason: reason.or_else(|| obstacle(upstream).map(|(reason, _)| reason)),
        },
        None => PassedOver { name: format!("#{id}"), reason: None },
    }
}

impl Wish<'_> {
    /// What this request's own course, its client and the hour say against a provider.
    fn obstacle(&self, upstream: &Upstream) -> Option<Obstacle> {
        let (provider, routing) = (&upstream.provider, &upstream.provider.routing);
        let is_client = |pattern: &String| self.client.is(pattern);
        let reason = match () {
            () if routing.blocked_clients.iter().any(is_client) => Exclusion::ClientBlocked,
            () if !routing.allowed_clients.is_empty() && !routing.allowed_clients.iter().any(is_client) => {
                Exclusion::ClientNotAllowed
            }
            () if routing.active_hours.is_some_and(|hours| !hours.contains(self.minute)) => Exclusion::Schedule,
            () => return self.passed.iter().find(|(id, _)| *id == provider.id).map(|(_, reason)| (*reason, None)),
        };
        Some((reason, None))
    }
}

#[cfg(test)]
mod tests;
