//! The breakers' leave for one request, and what they learn from it.

use super::breaker::Breakers;
use super::policy::Scope;
use super::share::give_back;
use crate::shared::Redis;
use domain::breaker::{BreakerRule, BreakerState, Cause};
use domain::{Millis, ProviderId};

/// A request that was let through. Dropped without a verdict, it says nothing of the provider.
pub(crate) struct Permit {
    pub(super) breakers: Breakers,
    pub(super) provider: ProviderId,
    pub(super) model: Option<String>,
    pub(super) rule: BreakerRule,
    /// Of its breakers, the worse one's, when it was let through.
    pub(crate) state: BreakerState,
    /// Whether it is the probe of the provider's breaker, and of the model's.
    pub(super) probes: (bool, bool),
    /// The probe keeps other instances' probes away until it ends.
    pub(super) lease: Option<Redis>,
    pub(super) done: bool,
}

impl Permit {
    pub(crate) fn is_probe(&self) -> bool {
        self.probes != (false, false)
    }

    pub(super) fn lease_key(&self) -> String {
        format!("cch:probe:{}:{}", self.provider, self.model.as_deref().unwrap_or_default())
    }

    pub(super) fn leased(mut self, redis: Redis) -> Self {
        self.lease = Some(redis);
        self
    }

    pub(crate) fn succeed(mut self, now: Millis) {
        self.done = true;
        let mut moved = false;
        if let Some(pair) = self.breakers.lock().get_mut(&self.provider) {
            moved |= pair.whole.succeed(&self.rule, self.probes.0, now);
            if let Some(breaker) = self.model.as_ref().and_then(|model| pair.models.get_mut(model)) {
                moved |= breaker.succeed(&self.rule, self.probes.1, now);
            }
        }
        if moved {
            self.breakers.changed();
        }
    }

    /// The other of its breakers learns nothing from it.
    pub(crate) fn fail(mut self, scope: Scope, cause: Cause, now: Millis) {
        self.done = true;
        let moved = {
            let mut of = self.breakers.lock();
            let pair = of.entry(self.provider).or_default();
            match (scope, &self.model) {
                (Scope::Model, Some(model)) => {
                    pair.whole.leave(self.probes.0);
                    match pair.model(model) {
                        Some(breaker) => breaker.fail(&self.rule, self.probes.1, cause, now),
                        None => false,
                    }
                }
                (Scope::Model | Scope::Provider, _) => {
                    if let Some(breaker) = self.model.as_ref().and_then(|model| pair.models.get_mut(model)) {
                        breaker.leave(self.probes.1);
                    }
                    pair.whole.fail(&self.rule, self.probes.0, cause, now)
                }
            }
        };
        if moved {
            self.breakers.changed();
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(redis) = self.lease.take() {
            give_back(redis, self.lease_key());
        }
        if self.done || !self.is_probe() {
            return;
        }
        if let Some(pair) = self.breakers.lock().get_mut(&self.provider) {
            pair.whole.leave(self.probes.0);
            if let Some(breaker) = self.model.as_ref().and_then(|model| pair.models.get_mut(model)) {
                breaker.leave(self.probes.1);
            }
        }
    }
}
