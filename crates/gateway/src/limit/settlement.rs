//! The end of a request, as far as limits go: what it held is free, what it used counts.

use super::admission::{Admission, next_number};
use super::gauge::{Add, Ask};
use super::memory::Moved;
use super::row::Short;
use super::{Limiter, lock};
use domain::limit::{LimitWarning, Quota};
use domain::{Millis, RequestId};
use std::task::{Context, Waker};

/// Something is on its way to Redis until this is dropped.
pub(super) struct Telling(Limiter, u64);

impl Telling {
    pub(super) fn new(limiter: &Limiter) -> Self {
        let number = next_number();
        lock(&limiter.0.telling).insert(number);
        Self(limiter.clone(), number)
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        lock(&self.0.0.telling).remove(&self.1);
        self.0.0.heard.notify_waiters();
    }
}

/// Settlements that are kept for a Redis that is away.
const OWED: usize = 20_000;

impl Limiter {
    /// Once for each request; what is told again changes nothing. `percents`: at which to warn, ascending.
    pub(crate) fn settle(&self, id: &RequestId, admissions: Vec<Admission>, adds: Vec<Add>, percents: &[i64]) {
        let freed: Vec<_> = admissions.into_iter().flat_map(Admission::into_held).collect();
        if freed.is_empty() && adds.is_empty() {
            return;
        }
        let now = self.0.clock.now();
        self.0.memory.free(Short::of(id), &freed);
        let moved = self.0.memory.settle(&adds, now.0, self.recall());
        if self.0.cluster.is_none() {
            return self.warn(&moved, percents, now);
        }
        let (limiter, id, percents) = (self.clone(), id.clone(), percents.to_vec());
        self.tell_beside(id, freed, adds, move |told| limiter.warn(&told.unwrap_or(moved), &percents, now));
    }

    /// Gives back what a request has taken and will not use.
    pub(super) fn free(&self, id: &RequestId, freed: Vec<Ask>) {
        if freed.is_empty() {
            return;
        }
        self.0.memory.free(Short::of(id), &freed);
        if self.0.cluster.is_some() {
            self.tell_beside(id.clone(), freed, Vec::new(), |_| {});
        }
    }

    /// Tells Redis without keeping anybody waiting; what it does not hear it is told when it is back.
    fn tell_beside(
        &self,
        id: RequestId,
        freed: Vec<Ask>,
        adds: Vec<Add>,
        then: impl FnOnce(Option<Vec<Moved>>) + Send + 'static,
    ) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return self.owe(id, freed, adds) };
        let (limiter, telling) = (self.clone(), Telling::new(self));
        let mut tell = Box::pin(async move {
            let told = match limiter.cluster() {
                Some(cluster) => cluster.settle(&id, &freed, &adds, limiter.now()).await,
                None => None,
            };
            if told.is_none() {
                limiter.owe(id, freed, adds);
            }
            drop(telling);
            then(told);
        });
        // It is in line for Redis from here on: before whatever the client asks for once it has its answer.
        if tell.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            runtime.spawn(tell);
        }
    }

    /// Waits for what is on its way to Redis now: whoever was refused may have been so for want of it. False: nothing is.
    pub(super) async fn hear_out(&self) -> bool {
        let Some(last) = lock(&self.0.telling).last().copied() else { return false };
        loop {
            let heard = self.0.heard.notified();
            if lock(&self.0.telling).first().is_none_or(|first| *first > last) {
                return true;
            }
            heard.await;
        }
    }

    fn owe(&self, id: RequestId, freed: Vec<Ask>, adds: Vec<Add>) {
        adds.iter().for_each(|add| self.doubt(&add.gauge));
        let mut owed = lock(&self.0.owed);
        // Beyond that leases run out by themselves, and the ledger knows the rest.
        if owed.len() < OWED {
            owed.push((id, freed, adds));
        }
    }

    /// One word for each limit that has come to a percentage with this.
    fn warn(&self, moved: &[Moved], percents: &[i64], now: Millis) {
        for Moved { gauge, before, after } in moved {
            let crossed = |percent: &&i64| {
                let threshold = gauge.limit.saturating_mul(**percent) / 100;
                gauge.limit > 0 && *before < threshold && *after >= threshold
            };
            if let Some(percent) = percents.iter().chain(&[100]).rev().find(crossed) {
                let quota = Quota { used: *after, ..self.remembered(gauge) };
                // Nobody needs to listen.
                let _ = self.0.warnings.send(LimitWarning { at: now, percent: *percent, quota });
            }
        }
    }

    /// Requests under way, with what they hold.
    pub(super) fn all_held(&self) -> Vec<(RequestId, Ask)> {
        let held = lock(&self.0.held);
        held.values().flat_map(|(id, asks)| asks.iter().map(|ask| (id.clone(), ask.clone()))).collect()
    }
}
