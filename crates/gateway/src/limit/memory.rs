//! The limiter of one instance.

use super::cluster::MemberList;
use super::gauge::{Add, Ask, Frame, Gauge, Key, Reading, Take};
use super::members::Members;
use super::row::Short;
use super::tally::Tally;
use domain::books::BooksAnswer;
use domain::limit::LimitKind;
use domain::time::HOUR;
use foldhash::HashMap;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
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

struct State {
    /// Another number whenever places may have changed; no two memories have the same.
    epoch: u32,
    places: HashMap<Key, u32>,
    kept: Vec<Kept>,
}

/// What is known of one gauge.
#[derive(Default)]
struct Kept {
    members: Members,
    tally: Tally,
}

static EPOCHS: AtomicU32 = AtomicU32::new(1);

impl Default for State {
    fn default() -> Self {
        Self { epoch: EPOCHS.fetch_add(1, Relaxed), places: HashMap::default(), kept: Vec::new() }
    }
}

impl Memory {
    /// Checks everything, then takes everything. `fresh`: the ledger must not have been asked longer ago.
    pub(super) fn admit(&self, id: Short, asks: &[Ask], now: i64, fresh: Option<i64>) -> Verdict {
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
    pub(super) fn take(&self, id: Short, asks: &[Ask], now: i64) {
        self.lock().take(id, asks, now);
    }

    /// Frees what a request has held.
    pub(super) fn free(&self, id: Short, asks: &[Ask]) {
        let mut state = self.lock();
        asks.iter().for_each(|ask| state.free(id, ask));
    }

    /// Adds what rows of the ledger say; each once, as far as `recall` milliseconds go back.
    pub(super) fn settle(&self, adds: &[Add], now: i64, recall: i64) -> Vec<Moved> {
        let mut state = self.lock();
        let mut all = Vec::with_capacity(adds.len());
        all.extend(adds.iter().filter_map(|add| {
            let tally = &mut state.kept(&add.gauge).tally;
            let what = (add.amount, add.at.0);
            let (before, after) = tally.settle(add.gauge.frame, add.row.short, what, now, recall)?;
            Some(Moved { gauge: add.gauge.clone(), before, after })
        }));
        all
    }

    pub(super) fn seed(&self, gauge: &Gauge, answer: &BooksAnswer, now: i64, recall: i64) {
        self.lock().kept(gauge).tally.seed(gauge, answer, now, recall);
    }

    pub(super) fn is_seeded(&self, gauge: &Gauge, now: i64, fresh: Option<i64>) -> bool {
        self.lock().is_seeded(gauge, now, fresh)
    }

    pub(super) fn read(&self, gauge: &Gauge, now: i64) -> Reading {
        let mut state = self.lock();
        let Kept { members, tally } = state.kept(gauge);
        if let Frame::Members { .. } = gauge.frame {
            members.roll(now);
            let parts: Vec<_> = members.iter().map(|(_, leaves)| (0, leaves)).collect();
            return Reading { used: parts.len() as i64, parts, ..Reading::default() };
        }
        tally.roll(gauge.frame, now);
        tally.reading()
    }

    /// The ledger could not be asked: the next one tries again after a while.
    pub(super) fn postpone(&self, gauge: &Gauge, now: i64) {
        self.lock().kept(gauge).tally.seeded = Some((now, gauge.clone()));
    }

    /// Sums that the ledger knows, as far as they were in use.
    pub(super) fn used_since(&self, since: i64) -> Vec<Gauge> {
        let state = self.lock();
        let used = state.kept.iter().map(|kept| &kept.tally).filter(|tally| tally.touched >= since);
        used.filter_map(|tally| Some(tally.seeded.as_ref()?.1.clone())).collect()
    }

    /// Members that stay for a time of their own: not those that are given back.
    pub(super) fn members(&self, now: i64) -> Vec<MemberList> {
        let state = self.lock();
        let sets = state.places.iter().map(|(key, place)| {
            let members = &state.kept[*place as usize].members;
            let present = members.iter().filter(|(_, leaves)| (now..i64::MAX).contains(leaves));
            (key.to_string(), present.map(|(member, leaves)| (member.to_owned(), leaves)).collect())
        });
        sets.filter(|(_, members): &MemberList| !members.is_empty()).collect()
    }

    /// Forgets of each what is over.
    pub(super) fn forget(&self, now: i64, recall: i64) {
        for kept in &mut self.lock().kept {
            kept.members.roll(now);
            kept.tally.forget(now - recall);
        }
    }

    /// Forgets what is long out of use.
    pub(super) fn sweep(&self, now: i64) {
        let mut state = self.lock();
        let mut kept = std::mem::take(&mut state.kept);
        let mut places = std::mem::take(&mut state.places);
        places.retain(|_, place| {
            let Kept { members, tally } = &mut kept[*place as usize];
            members.roll(now);
            let needed = !members.is_empty() || !tally.is_idle() || tally.touched > now - FORGOTTEN;
            if needed {
                let new = state.kept.len() as u32;
                state.kept.push(std::mem::take(&mut kept[*place as usize]));
                *place = new;
            }
            needed
        });
        state.places = places;
        state.epoch = EPOCHS.fetch_add(1, Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Where a gauge is kept; its meter remembers that for the next time.
    fn kept(&mut self, gauge: &Gauge) -> &mut Kept {
        let known = gauge.place.load(Relaxed);
        if (known >> 32) as u32 == self.epoch {
            return &mut self.kept[(known & u64::from(u32::MAX)) as usize];
        }
        let new = self.kept.len() as u32;
        let place = *self.places.entry(gauge.key.clone()).or_insert(new);
        if place == new {
            self.kept.push(Kept::default());
        }
        gauge.place.store(u64::from(self.epoch) << 32 | u64::from(place), Relaxed);
        &mut self.kept[place as usize]
    }

    fn is_seeded(&mut self, gauge: &Gauge, now: i64, fresh: Option<i64>) -> bool {
        if !gauge.is_booked() {
            return true;
        }
        let seeded = self.kept(gauge).tally.seeded.as_ref().map(|(at, _)| *at);
        seeded.is_some_and(|seeded| fresh.is_none_or(|fresh| seeded >= now - fresh))
    }

    fn is_reached(&mut self, Ask { gauge, take }: &Ask, now: i64) -> bool {
        let Kept { members, tally } = self.kept(gauge);
        match take {
            Take::Member(member) => {
                members.roll(now);
                members.len() as i64 >= gauge.limit && !members.contains(member)
            }
            Take::Amount(_) => {
                tally.roll(gauge.frame, now);
                tally.total() >= gauge.limit
            }
        }
    }

    fn take(&mut self, id: Short, asks: &[Ask], now: i64) {
        for Ask { gauge, take } in asks {
            let Kept { members, tally } = self.kept(gauge);
            match (take, gauge.frame) {
                (Take::Member(member), Frame::Members { life }) => {
                    // Its place is given back by whoever took it: no lease runs out inside one process.
                    let leaves = match gauge.key.kind {
                        LimitKind::ConcurrentRequests => i64::MAX,
                        _ => now + life,
                    };
                    members.take(member, leaves);
                }
                (Take::Amount(amount), _) => tally.hold(id, *amount),
                (Take::Member(_), _) => {}
            }
        }
    }

    fn free(&mut self, id: Short, Ask { gauge, take }: &Ask) {
        let Kept { members, tally } = self.kept(gauge);
        match take {
            Take::Member(member) => members.remove(member),
            Take::Amount(_) => tally.free(id),
        }
    }
}
