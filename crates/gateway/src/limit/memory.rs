//! The limiter of one instance.

use super::cluster::Members;
use super::gauge::{Add, Ask, Frame, Gauge, Reading, Take};
use super::tally::Tally;
use domain::RequestId;
use domain::books::BooksAnswer;
use domain::limit::LimitKind;
use domain::time::HOUR;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What nobody has asked for in this time is forgotten; the ledger knows it.
const FORGOTTEN: i64 = 48 * HOUR;

/// What an engine says to an admission. Numbers are places in the list of what was asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Everything was taken.
    Admitted,
    /// Nothing was taken: this one is reached.
    Refused(usize),
    /// Nothing was taken: of these, the ledger must be asked first.
    Unseeded(Vec<usize>),
}

/// The sum of a gauge before and after a settlement.
pub(crate) struct Moved {
    pub gauge: Gauge,
    pub before: i64,
    pub after: i64,
}

#[derive(Default)]
pub(super) struct Memory(Mutex<State>);

#[derive(Default)]
struct State {
    tallies: HashMap<String, Tally>,
    /// When each member leaves.
    members: HashMap<String, HashMap<String, i64>>,
}

impl Memory {
    /// Checks everything, then takes everything. `fresh`: the ledger must not have been asked longer ago.
    pub(super) fn admit(&self, id: &RequestId, asks: &[Ask], now: i64, fresh: Option<i64>) -> Verdict {
        let mut state = self.lock();
        let unseeded: Vec<_> = (0..asks.len()).filter(|at| !state.is_seeded(&asks[*at].gauge, now, fresh)).collect();
        if !unseeded.is_empty() {
            return Verdict::Unseeded(unseeded);
        }
        if let Some(at) = (0..asks.len()).find(|at| state.is_reached(&asks[*at], now)) {
            return Verdict::Refused(at);
        }
        state.take(id, asks, now);
        Verdict::Admitted
    }

    pub(super) fn is_reached(&self, ask: &Ask, now: i64) -> bool {
        self.lock().is_reached(ask, now)
    }

    /// Takes without a look: another engine has admitted it.
    pub(super) fn take(&self, id: &RequestId, asks: &[Ask], now: i64) {
        self.lock().take(id, asks, now);
    }

    /// Frees what a request has held.
    pub(super) fn free(&self, id: &RequestId, asks: &[Ask]) {
        let mut state = self.lock();
        asks.iter().for_each(|ask| state.free(id, ask));
    }

    /// Adds what rows of the ledger say.
    pub(super) fn settle(&self, adds: &[Add], now: i64) -> Vec<Moved> {
        let mut state = self.lock();
        let moved = adds.iter().filter_map(|add| {
            let tally = state.tallies.entry(add.gauge.key.clone()).or_default();
            let (before, after) = tally.settle(add.gauge.frame, &add.row, add.amount, add.at.0, now)?;
            Some(Moved { gauge: add.gauge.clone(), before, after })
        });
        moved.collect()
    }

    pub(super) fn seed(&self, gauge: &Gauge, answer: &BooksAnswer, now: i64) {
        self.lock().tallies.entry(gauge.key.clone()).or_default().seed(gauge, answer, now);
    }

    pub(super) fn is_seeded(&self, gauge: &Gauge, now: i64, fresh: Option<i64>) -> bool {
        self.lock().is_seeded(gauge, now, fresh)
    }

    pub(super) fn read(&self, gauge: &Gauge, now: i64) -> Reading {
        let mut state = self.lock();
        match gauge.frame {
            Frame::Members { .. } => {
                let parts: Vec<_> = state
                    .present(&gauge.key, now)
                    .map(|set| set.values().map(|leaves| (0, *leaves)).collect())
                    .unwrap_or_default();
                Reading { used: parts.len() as i64, parts, ..Reading::default() }
            }
            frame => {
                let tally = state.tallies.entry(gauge.key.clone()).or_default();
                tally.roll(frame, now);
                tally.reading()
            }
        }
    }

    /// The ledger could not be asked: the next one tries again after a while.
    pub(super) fn postpone(&self, gauge: &Gauge, now: i64) {
        if let Some(tally) = self.lock().tallies.get_mut(&gauge.key) {
            tally.seeded = Some((now, gauge.clone()));
        }
    }

    /// Sums that the ledger knows, as far as they were in use.
    pub(super) fn used_since(&self, since: i64) -> Vec<Gauge> {
        let state = self.lock();
        let used = state.tallies.values().filter(|tally| tally.touched >= since);
        used.filter_map(|tally| Some(tally.seeded.as_ref()?.1.clone())).collect()
    }

    /// Members that stay for a time of their own: not those that are given back.
    pub(super) fn members(&self, now: i64) -> Vec<Members> {
        let state = self.lock();
        let sets = state.members.iter().map(|(key, set)| {
            let present = set.iter().filter(|(_, leaves)| (now..i64::MAX).contains(*leaves));
            (key.clone(), present.map(|(member, leaves)| (member.clone(), *leaves)).collect())
        });
        sets.filter(|(_, members): &Members| !members.is_empty()).collect()
    }

    /// Forgets what is long out of use.
    pub(super) fn sweep(&self, now: i64) {
        let mut state = self.lock();
        state.tallies.retain(|_, tally| !tally.is_idle() || tally.touched > now - FORGOTTEN);
        state.members.retain(|_, set| {
            set.retain(|_, leaves| *leaves > now);
            !set.is_empty()
        });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_seeded(&self, gauge: &Gauge, now: i64, fresh: Option<i64>) -> bool {
        if !gauge.is_booked() {
            return true;
        }
        let seeded = self.tallies.get(&gauge.key).and_then(|tally| tally.seeded.as_ref()).map(|(at, _)| *at);
        seeded.is_some_and(|seeded| fresh.is_none_or(|fresh| seeded >= now - fresh))
    }

    fn is_reached(&mut self, ask: &Ask, now: i64) -> bool {
        let Ask { gauge, take } = ask;
        match take {
            Take::Member(member) => {
                let present = self.present(&gauge.key, now);
                let (count, known) = present.map_or((0, false), |set| (set.len() as i64, set.contains_key(member)));
                !known && count >= gauge.limit
            }
            Take::Amount(_) => {
                let tally = self.tallies.entry(gauge.key.clone()).or_default();
                tally.roll(gauge.frame, now);
                tally.total() >= gauge.limit
            }
        }
    }

    fn take(&mut self, id: &RequestId, asks: &[Ask], now: i64) {
        for Ask { gauge, take } in asks {
            match (take, gauge.frame) {
                (Take::Member(member), Frame::Members { life }) => {
                    // Its place is given back by whoever took it: no lease runs out inside one process.
                    let leaves = match gauge.kind {
                        LimitKind::ConcurrentRequests => i64::MAX,
                        _ => now + life,
                    };
                    self.members.entry(gauge.key.clone()).or_default().insert(member.clone(), leaves);
                }
                (Take::Amount(amount), _) => self.tallies.entry(gauge.key.clone()).or_default().hold(id, *amount),
                (Take::Member(_), _) => {}
            }
        }
    }

    fn free(&mut self, id: &RequestId, ask: &Ask) {
        match &ask.take {
            Take::Member(member) => {
                if let Some(set) = self.members.get_mut(&ask.gauge.key) {
                    set.remove(member);
                }
            }
            Take::Amount(_) => {
                if let Some(tally) = self.tallies.get_mut(&ask.gauge.key) {
                    tally.free(id);
                }
            }
        }
    }

    /// The members that have not left.
    fn present(&mut self, key: &str, now: i64) -> Option<&HashMap<String, i64>> {
        let set = self.members.get_mut(key)?;
        set.retain(|_, leaves| *leaves > now);
        Some(set)
    }
}
