//! What a request has taken of limits. Dropped, it is given back.

use super::gauge::{Ask, Take};
use super::{Limiter, lock};
use domain::RequestId;
use domain::limit::LimitKind;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static NUMBERS: AtomicU64 = AtomicU64::new(0);

pub(super) fn next_number() -> u64 {
    NUMBERS.fetch_add(1, Relaxed)
}

pub(crate) struct Admission(Option<Taken>);

struct Taken {
    limiter: Limiter,
    number: u64,
    id: RequestId,
    asks: Vec<Ask>,
}

impl Admission {
    pub(crate) fn none() -> Self {
        Self(None)
    }

    pub(super) fn new(limiter: &Limiter, id: &RequestId, asks: Vec<Ask>) -> Self {
        let number = next_number();
        if limiter.0.cluster.is_some() {
            let held = asks.iter().filter(|ask| ask.is_held(id)).cloned().collect();
            lock(&limiter.0.held).insert(number, (id.clone(), held));
        }
        Self(Some(Taken { limiter: limiter.clone(), number, id: id.clone(), asks }))
    }

    pub(super) fn asks(&self) -> &[Ask] {
        self.0.as_ref().map_or(&[], |taken| &taken.asks)
    }

    /// What is to be given back; from here on that is the caller's to do.
    pub(super) fn into_held(mut self) -> Vec<Ask> {
        self.0.take().map(Taken::release).unwrap_or_default()
    }
}

impl Ask {
    /// It is given back at the request's end. (A request that was made stays made, and a session stays active for a while.)
    fn is_held(&self, id: &RequestId) -> bool {
        match (&self.take, self.gauge.key.kind) {
            (Take::Amount(amount), _) => *amount > 0,
            (_, LimitKind::ConcurrentRequests) => true,
            // Without a session, the request stands for itself.
            (Take::Member(member), LimitKind::ConcurrentSessions) => **member == *id.as_str(),
            _ => false,
        }
    }
}

impl Taken {
    fn release(self) -> Vec<Ask> {
        if self.limiter.0.cluster.is_some() {
            lock(&self.limiter.0.held).remove(&self.number);
        }
        let id = self.id;
        self.asks.into_iter().filter(|ask| ask.is_held(&id)).collect()
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        let Some(taken) = self.0.take() else { return };
        let (limiter, id) = (taken.limiter.clone(), taken.id.clone());
        limiter.free(&id, taken.release());
    }
}
