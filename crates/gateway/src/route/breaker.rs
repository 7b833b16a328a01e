//! The circuit breakers of all providers: one for each as a whole, and within it one for each model family, so that one
//! missing model does not take the provider away.

use super::machine::{Breaker, Gate};
use super::permit::Permit;
use super::select::Obstacle;
use domain::breaker::{BreakerReport, BreakerState, model_family};
use domain::log::Exclusion;
use domain::snapshot::{Snapshot, Upstream};
use domain::{Millis, ProviderId};
use foldhash::HashMap;
use serde::{Deserialize, Serialize};
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// A provider has no more breakers for models than that.
const MODELS: usize = 500;

#[derive(Clone, Default)]
pub(crate) struct Breakers(Arc<Inner>);

#[derive(Default)]
struct Inner {
    of: Mutex<HashMap<ProviderId, Pair>>,
    /// Counts up when something changed that other instances must know.
    changes: watch::Sender<u64>,
}

#[derive(Default)]
pub(super) struct Pair {
    pub(super) whole: Breaker,
    pub(super) models: HashMap<String, Breaker>,
}

impl Pair {
    /// The provider's own, and that of a model family if it has one.
    fn concerned(&self, family: Option<&str>) -> impl Iterator<Item = Option<&Breaker>> {
        [Some(&self.whole), family.and_then(|family| self.models.get(family))].into_iter()
    }

    /// A model's breaker, if there is room for one more: clients name models as they like.
    pub(super) fn model(&mut self, model: &str) -> Option<&mut Breaker> {
        if self.models.len() >= MODELS && !self.models.contains_key(model) {
            self.models.retain(|_, breaker| !breaker.is_closed());
        }
        let room = self.models.len() < MODELS;
        match self.models.entry(model.to_owned()) {
            Entry::Occupied(breaker) => Some(breaker.into_mut()),
            Entry::Vacant(place) => room.then(|| place.insert(Breaker::default())),
        }
    }
}

/// One breaker on its way between instances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shared {
    pub provider: ProviderId,
    pub model: Option<String>,
    pub breaker: Breaker,
}

impl Breakers {
    /// Why a request is not let through, and when it perhaps is.
    pub(crate) fn shut(&self, upstream: &Upstream, model: Option<&str>, now: Millis) -> Option<Obstacle> {
        let of = self.lock();
        let pair = of.get(&upstream.provider.id)?;
        let rule = &upstream.provider.routing.breaker;
        let kinds = [Exclusion::BreakerOpen, Exclusion::ModelBreakerOpen];
        pair.concerned(model.map(model_family)).zip(kinds).find_map(|(breaker, open)| match breaker?.gate(rule, now) {
            Gate::Free | Gate::Probe => None,
            Gate::Probing => Some((Exclusion::Probing, None)),
            Gate::Shut { until: None } => Some((Exclusion::OpenedByHand, None)),
            Gate::Shut { until } => Some((open, until)),
        })
    }

    /// Lets a request through: what it ends as must be told to the permit.
    pub(crate) fn enter(&self, upstream: &Upstream, model: Option<&str>, now: Millis) -> Option<Permit> {
        let rule = upstream.provider.routing.breaker;
        let mut permit = Permit {
            breakers: self.clone(),
            provider: upstream.provider.id,
            model: model.map(|model| model_family(model).to_owned()),
            rule,
            state: BreakerState::Closed,
            probes: (false, false),
            lease: None,
            done: false,
        };
        let mut of = self.lock();
        let Some(pair) = of.get_mut(&permit.provider) else { return Some(permit) };
        let states = pair.concerned(permit.model.as_deref()).flatten().map(|breaker| breaker.state(&rule, now));
        permit.state = states.max_by_key(|state| *state as u8).unwrap_or_default();
        permit.probes.0 = pair.whole.enter(&rule, now).ok()?;
        let family = permit.model.as_ref().and_then(|model| pair.models.get_mut(model));
        match family.map(|breaker| breaker.enter(&rule, now)) {
            None => {}
            Some(Ok(probe)) => permit.probes.1 = probe,
            Some(Err(_)) => {
                pair.whole.leave(permit.probes.0);
                permit.done = true;
                return None;
            }
        }
        Some(permit)
    }

    /// Those that have something to say, by provider and model.
    pub(crate) fn reports(&self, snapshot: &Snapshot, now: Millis) -> Vec<BreakerReport> {
        let of = self.lock();
        let mut reports = Vec::new();
        for upstream in &snapshot.providers {
            let Some(pair) = of.get(&upstream.provider.id) else { continue };
            let rule = &upstream.provider.routing.breaker;
            let models = pair.models.iter().map(|(model, breaker)| (Some(model.clone()), breaker));
            let mut all: Vec<_> = std::iter::once((None, &pair.whole)).chain(models).collect();
            all.retain(|(_, breaker)| !breaker.is_blank());
            all.sort_by(|a, b| a.0.cmp(&b.0));
            reports.extend(all.into_iter().map(|(model, breaker)| {
                let gate = breaker.gate(rule, now);
                BreakerReport {
                    provider: upstream.provider.id,
                    model,
                    state: breaker.state(rule, now),
                    failures: breaker.failures(),
                    successes: breaker.successes(),
                    until: if let Gate::Shut { until } = gate { until } else { None },
                    by_hand: gate == Gate::Shut { until: None },
                    causes: breaker.causes(),
                }
            }));
        }
        reports
    }

    /// Closes the provider's breakers: all of them, or one model's.
    pub(crate) fn reset(&self, provider: ProviderId, model: Option<&str>, now: Millis) {
        if let Some(pair) = self.lock().get_mut(&provider) {
            match model {
                Some(model) => pair.models.get_mut(model).into_iter().for_each(|breaker| breaker.close(now)),
                None => {
                    pair.whole.close(now);
                    pair.models.values_mut().for_each(|breaker| breaker.close(now));
                }
            }
        }
        self.changed();
    }

    pub(crate) fn open_by_hand(&self, provider: ProviderId, now: Millis) {
        self.lock().entry(provider).or_default().whole.open_by_hand(now);
        self.changed();
    }

    /// The provider is kept out until its time is up.
    pub(crate) fn waits(&self, provider: ProviderId) -> bool {
        self.lock().get(&provider).is_some_and(|pair| pair.whole.waits())
    }

    /// The provider answers again: its open breaker lets a request try.
    pub(crate) fn half_open(&self, provider: ProviderId, now: Millis) {
        let moved = self.lock().get_mut(&provider).is_some_and(|pair| pair.whole.half_open(now));
        if moved {
            self.changed();
        }
    }

    /// For another instance.
    pub(crate) fn shared(&self) -> Vec<Shared> {
        let of = self.lock();
        let one = |provider: &ProviderId, model: Option<&String>, breaker: &Breaker| Shared {
            provider: *provider,
            model: model.cloned(),
            breaker: breaker.clone(),
        };
        of.iter()
            .flat_map(|(provider, pair)| {
                let models = pair.models.iter().map(move |(model, breaker)| one(provider, Some(model), breaker));
                std::iter::once(one(provider, None, &pair.whole)).chain(models)
            })
            .filter(|shared| shared.breaker.changed_at != Millis::default())
            .collect()
    }

    /// Of another instance: what changed later counts.
    pub(crate) fn take_in(&self, shared: Vec<Shared>) {
        let mut of = self.lock();
        for Shared { provider, model, breaker } in shared {
            let pair = of.entry(provider).or_default();
            let own = match model {
                Some(model) => pair.model(&model),
                None => Some(&mut pair.whole),
            };
            if let Some(own) = own.filter(|own| breaker.changed_at > own.changed_at) {
                *own = breaker;
            }
        }
    }

    /// Whenever something changed that other instances must know.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }

    pub(super) fn changed(&self) {
        self.0.changes.send_modify(|count| *count += 1);
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, HashMap<ProviderId, Pair>> {
        self.0.of.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
