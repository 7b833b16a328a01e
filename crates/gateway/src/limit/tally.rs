//! A sum over a window, as it is kept in memory. `lua/common.lua` does the same in Redis.

use super::gauge::{Frame, Gauge, Reading};
use super::row::{ByShort, Short};
use crate::tidy::{SMALL, give_back};
use domain::books::BooksAnswer;
use domain::time::BUCKET;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashSet, VecDeque};

#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Begin of the window, or of a rolling sum's oldest unit. None: no window is open.
    from: Option<i64>,
    /// Of a window that opens by itself: the end of the one before.
    closed: i64,
    sum: i64,
    units: BTreeMap<i64, i64>,
    holds: ByShort<i64>,
    held: i64,
    /// What was added lately: amount and time; no amount when the ledger told of it first. And when it was told, oldest
    /// first.
    recent: ByShort<(i64, i64)>,
    told: VecDeque<(i64, Short)>,
    /// When the ledger was asked, and as what. None: it never was.
    pub(super) seeded: Option<(i64, Gauge)>,
    pub(super) touched: i64,
}

impl Tally {
    /// Moves the window to the present.
    pub(super) fn roll(&mut self, frame: Frame, now: i64) {
        self.touched = now;
        match frame {
            Frame::Fixed { from, .. } => {
                if self.from.is_none_or(|have| have < from) {
                    (self.from, self.sum) = (Some(from), 0);
                }
            }
            Frame::Rolling { from, .. } => {
                while let Some(oldest) = self.units.first_entry().filter(|oldest| *oldest.key() < from) {
                    self.sum -= oldest.remove();
                }
                self.from = Some(self.from.map_or(from, |have| have.max(from)));
            }
            Frame::Opening { length } => {
                if let Some(end) = self.from.map(|from| from + length).filter(|end| *end <= now) {
                    (self.from, self.closed, self.sum) = (None, end, 0);
                }
            }
            Frame::Members { .. } => {}
        }
    }

    /// Adds what a row of the ledger says, unless it has been added in the last `recall` milliseconds. The sum before and
    /// after, when it has changed.
    pub(super) fn settle(
        &mut self,
        frame: Frame,
        row: Short,
        (amount, at): (i64, i64),
        now: i64,
        recall: i64,
    ) -> Option<(i64, i64)> {
        self.roll(frame, now);
        self.forget(now - recall);
        if amount == 0 {
            return None;
        }
        match self.recent.entry(row) {
            Entry::Occupied(mut known) => {
                known.insert((amount, at));
                return None;
            }
            Entry::Vacant(unknown) => unknown.insert((amount, at)),
        };
        self.told.push_back((now, row));
        let before = self.sum;
        self.add(frame, amount, at);
        (self.sum != before).then_some((before, self.sum))
    }

    /// What was told before is in the ledger for certain.
    pub(super) fn forget(&mut self, before: i64) {
        while let Some((_, oldest)) = self.told.pop_front_if(|(told, _)| *told < before) {
            self.recent.remove(&oldest);
        }
        give_back(&mut self.recent);
        give_back(&mut self.holds);
        if self.told.capacity() > SMALL && self.told.len() < self.told.capacity() / 8 {
            self.told.shrink_to_fit();
        }
    }

    /// Late ones that belong to a window before are not in this one.
    fn add(&mut self, frame: Frame, amount: i64, at: i64) {
        match frame {
            Frame::Fixed { .. } => {
                if self.from.is_none_or(|from| at >= from) {
                    self.sum += amount;
                }
            }
            Frame::Rolling { unit, .. } => {
                let begin = at.div_euclid(unit) * unit;
                if self.from.is_none_or(|from| begin >= from) {
                    *self.units.entry(begin).or_default() += amount;
                    self.sum += amount;
                }
            }
            Frame::Opening { length } => self.open(length, amount, at),
            Frame::Members { .. } => {}
        }
    }

    fn open(&mut self, length: i64, amount: i64, at: i64) {
        let opens = (at.div_euclid(BUCKET) * BUCKET).max(self.closed);
        match self.from {
            Some(from) if at >= from + length => {
                let opens = opens.max(from + length);
                (self.closed, self.from, self.sum) = (from + length, Some(opens), amount);
            }
            Some(from) if at >= from => self.sum += amount,
            // It came before the one that opened the window, and was settled after it.
            Some(_) if at >= self.closed => {
                self.from = Some(opens);
                self.sum += amount;
            }
            None if at >= self.closed => (self.from, self.sum) = (Some(opens), amount),
            _ => {}
        }
    }

    /// Begins anew from what the ledger says, and what was added since and is not in it.
    /// `recall`: the ledger has what was added before that, and need not name it.
    pub(super) fn seed(&mut self, gauge: &Gauge, answer: &BooksAnswer, now: i64, recall: i64) {
        let frame = gauge.frame;
        self.forget(now - recall);
        (self.from, self.closed, self.sum) = (None, 0, 0);
        self.units.clear();
        if !matches!(frame, Frame::Opening { .. }) {
            self.roll(frame, now);
        }
        for (at, spent) in answer.spent.iter().filter(|(_, spent)| spent.0 != 0) {
            self.add(frame, spent.0, self.from.map_or(at.0, |from| at.0.max(from)));
        }
        let counted: HashSet<Short> = answer.counted.iter().map(Short::of).collect();
        let mut missing: Vec<_> = self
            .recent
            .iter()
            .filter(|(row, _)| !counted.contains(*row))
            .map(|(_, (amount, at))| (*at, *amount))
            .collect();
        missing.sort_unstable();
        missing.into_iter().for_each(|(at, amount)| self.add(frame, amount, at));
        // A settlement may come after the ledger has told of its row.
        self.recent.retain(|row, (amount, _)| *amount != 0 || counted.contains(row));
        for row in counted {
            if let Entry::Vacant(unknown) = self.recent.entry(row) {
                unknown.insert((0, now));
                self.told.push_back((now, row));
            }
        }
        self.seeded = Some((now, gauge.clone()));
        self.roll(frame, now);
    }

    pub(super) fn hold(&mut self, id: Short, amount: i64) {
        if amount > 0 && self.holds.insert(id, amount).is_none() {
            self.held += amount;
        }
    }

    pub(super) fn free(&mut self, id: Short) {
        self.held -= self.holds.remove(&id).unwrap_or_default();
    }

    pub(super) fn reading(&self) -> Reading {
        let parts = self.units.iter().map(|(begin, amount)| (*begin, *amount)).collect();
        Reading { used: self.sum, reserved: self.held, from: self.from, parts }
    }

    pub(super) fn total(&self) -> i64 {
        self.sum + self.held
    }

    pub(super) fn is_idle(&self) -> bool {
        self.holds.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::gauge::Meter;
    use domain::limit::{Allowance, Caps, LimitOwner, Limits};
    use domain::window::Zone;
    use domain::{Millis, Nanos, RequestId, UserId};

    #[test]
    fn a_row_that_the_ledger_no_longer_names_counts_once() {
        let caps = Caps { usd_day: Some(Nanos(100)), ..Caps::default() };
        let limits = Limits { caps, ..Limits::default() };
        let allowance = Allowance { owner: LimitOwner::User(UserId(1)), limits, since: None };
        let gauge = Meter::every(&allowance, Zone::UTC, 0)[0].at(Millis(0));
        let mut tally = Tally::default();
        tally.settle(gauge.frame, Short::of(&RequestId("old".into())), (30, 1_000), 1_000, 10_000);
        tally.settle(gauge.frame, Short::of(&RequestId("new".into())), (5, 58_000), 58_000, 60_000);
        // Both are in the ledger; it names those of the last ten seconds.
        let counted = vec![RequestId("new".into())];
        let answer = BooksAnswer { spent: vec![(Millis(0), Nanos(35))], counted };
        tally.seed(&gauge, &answer, 60_000, 10_000);
        assert_eq!(tally.total(), 35);
    }
}
