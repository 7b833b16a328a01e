//! One limit at one moment: what it counts, and over which time.

use super::cluster::Names;
use super::row::RowId;
use domain::Millis;
use domain::books::BooksAsk;
use domain::limit::{Allowance, DayTime, LimitKind, LimitOwner, Limits, Quota, WindowMode, concerns};
use domain::time::{BUCKET, HOUR, MINUTE, SECOND};
use domain::window::{Span, Zone};
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

/// A slot or a reservation of an instance that has died is free after so long.
pub(crate) const LEASE: i64 = 15 * SECOND;

/// How far back the windows of five hours are followed that begin with their first request.
const FOLLOWED: i64 = 30 * 24 * HOUR;

/// The time, and what else windows depend on.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub now: Millis,
    pub zone: Zone,
    pub session_ttl: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Gauge {
    meter: Arc<Meter>,
    pub frame: Frame,
}

/// What a gauge has in common with itself at other times.
#[derive(Debug)]
pub(crate) struct Meter {
    pub key: Key,
    pub limit: i64,
    rule: Rule,
    /// The window of the clock on the wall that was last worked out.
    fixed: Mutex<Option<Span>>,
    /// Where this instance's memory keeps it, as that says itself.
    pub(super) place: AtomicU64,
    /// Where Redis keeps it.
    pub(super) names: Names,
}

impl Deref for Gauge {
    type Target = Meter;

    fn deref(&self) -> &Meter {
        &self.meter
    }
}

/// Two gauges with the same key count the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub owner: LimitOwner,
    pub kind: LimitKind,
    pub models: Option<Arc<str>>,
    shape: Shape,
    /// What came before does not count.
    since: Millis,
}

/// What gauges of one kind may differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shape {
    Members,
    Day(DayTime, &'static str),
    /// In this time zone.
    Fixed(&'static str),
    Rolling,
    Opening,
}

/// As it stands in Redis.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.owner {
            LimitOwner::User(id) => write!(f, "u{id}"),
            LimitOwner::Key(id) => write!(f, "k{id}"),
            LimitOwner::Provider(id) => write!(f, "p{id}"),
        }?;
        write!(f, "|{}|{}|", self.kind.as_str(), self.models.as_deref().unwrap_or("*"))?;
        match self.shape {
            Shape::Members => Ok(()),
            Shape::Day(start, zone) => write!(f, "{start}@{zone}"),
            Shape::Fixed(zone) => f.write_str(zone),
            Shape::Rolling => f.write_str("rolling"),
            Shape::Opening => f.write_str("opening"),
        }?;
        write!(f, "|{}", self.since.0)
    }
}

/// What a gauge's windows depend on besides the time.
#[derive(Clone, Copy, Debug)]
struct Rule {
    five_hours: WindowMode,
    day: WindowMode,
    day_start: DayTime,
    zone: Zone,
    session_ttl: i64,
}

/// All in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Counts different members, each for so long after it was last seen.
    Members { life: i64 },
    /// Sums from one instant until another, if there is an end.
    Fixed { from: i64, until: Option<i64> },
    /// Sums by `unit` from the unit that begins at `from`.
    Rolling { from: i64, unit: i64, length: i64 },
    /// Sums for `length` from the quarter of an hour in which something came when no such window was open.
    Opening { length: i64 },
}

impl Meter {
    /// Every limit of an owner.
    pub(super) fn every(allowance: &Allowance, zone: Zone, session_ttl: i64) -> Vec<Arc<Self>> {
        let each = allowance.limits.each();
        each.map(|(models, kind, limit)| Arc::new(Self::new(allowance, models, (kind, limit), zone, session_ttl)))
            .collect()
    }

    fn new(
        allowance: &Allowance,
        models: Option<&str>,
        (kind, limit): (LimitKind, i64),
        zone: Zone,
        session_ttl: i64,
    ) -> Self {
        let since = allowance.since.filter(|_| kind.is_money()).unwrap_or_default();
        let Limits { five_hours, day, day_start, .. } = allowance.limits;
        let rule = Rule { five_hours, day, day_start, zone, session_ttl };
        let shape = match rule.frame(kind, since, Millis(0)) {
            Frame::Fixed { .. } if kind == LimitKind::UsdDay => Shape::Day(day_start, zone.name()),
            Frame::Fixed { .. } => Shape::Fixed(zone.name()),
            Frame::Rolling { .. } => Shape::Rolling,
            Frame::Opening { .. } => Shape::Opening,
            Frame::Members { .. } => Shape::Members,
        };
        let key = Key { owner: allowance.owner, kind, models: models.map(Arc::from), shape, since };
        Self { key, limit, rule, fixed: Mutex::default(), place: AtomicU64::new(0), names: Names::default() }
    }

    /// It counts requests for this model.
    pub(super) fn concerns(&self, model: Option<&str>) -> bool {
        concerns(self.key.models.as_deref(), model)
    }

    pub(super) fn at(self: &Arc<Self>, now: Millis) -> Gauge {
        let mut fixed = self.fixed.lock().unwrap_or_else(PoisonError::into_inner);
        let frame = match *fixed {
            Some(span) if span.from <= now && now < span.until => {
                Frame::Fixed { from: span.from.0, until: Some(span.until.0) }
            }
            _ => self.rule.frame(self.key.kind, self.key.since, now),
        };
        if let Frame::Fixed { from, until: Some(until) } = frame {
            *fixed = Some(Span { from: Millis(from), until: Millis(until) });
        }
        Gauge { meter: self.clone(), frame }
    }
}

impl Gauge {
    /// The same gauge at another time.
    pub(crate) fn at(&self, now: Millis) -> Self {
        Meter::at(&self.meter, now)
    }

    /// Something that happened at that time counts.
    pub(crate) fn counts(&self, at: Millis) -> bool {
        at >= self.key.since
    }

    /// The ledger knows of it: money, not rates.
    pub(crate) fn is_booked(&self) -> bool {
        self.key.kind.is_money()
    }

    /// What the ledger must say of it. None: the ledger knows nothing of such things.
    pub(crate) fn question(&self, now: Millis) -> Option<BooksAsk> {
        let (from, by_quarter) = match self.frame {
            Frame::Fixed { from, .. } => (from, false),
            Frame::Rolling { from, unit: BUCKET, .. } => (from, true),
            Frame::Opening { .. } => ((now.0 - FOLLOWED).div_euclid(BUCKET) * BUCKET, true),
            Frame::Members { .. } | Frame::Rolling { .. } => return None,
        };
        let from = Millis(from).max(self.key.since);
        let models = self.key.models.as_deref().map(str::to_owned);
        Some(BooksAsk { owner: self.key.owner, models, from, by_quarter })
    }

    pub(crate) fn quota(&self, reading: &Reading) -> Quota {
        let resets_at = reading.resets_at(self.frame, self.limit);
        Quota {
            owner: self.key.owner,
            models: self.key.models.as_deref().map(str::to_owned),
            kind: self.key.kind,
            limit: self.limit,
            used: reading.used,
            reserved: reading.reserved,
            from: reading.from.map(|from| Millis(from).max(self.key.since)),
            resets_at: resets_at.filter(|_| self.key.kind != LimitKind::ConcurrentRequests).map(Millis),
        }
    }
}

impl Rule {
    fn frame(self, kind: LimitKind, since: Millis, now: Millis) -> Frame {
        let fixed = |span: Span| Frame::Fixed { from: span.from.max(since).0, until: Some(span.until.0) };
        // Never less than its length: nobody spends more than the limit in any five hours, or 24.
        let rolling =
            |length: i64, unit: i64| Frame::Rolling { from: (now.0 - length).div_euclid(unit) * unit, unit, length };
        match (kind, self.five_hours, self.day) {
            (LimitKind::ConcurrentRequests, ..) => Frame::Members { life: LEASE },
            (LimitKind::ConcurrentSessions, ..) => Frame::Members { life: self.session_ttl },
            (LimitKind::Rpm, ..) => Frame::Members { life: MINUTE },
            (LimitKind::Tpm, ..) => rolling(MINUTE, SECOND),
            (LimitKind::Usd5h, WindowMode::Rolling, _) => rolling(5 * HOUR, BUCKET),
            (LimitKind::Usd5h, WindowMode::Fixed, _) => Frame::Opening { length: 5 * HOUR },
            (LimitKind::UsdDay, _, WindowMode::Rolling) => rolling(24 * HOUR, BUCKET),
            (LimitKind::UsdDay, _, WindowMode::Fixed) => fixed(self.zone.day(now, self.day_start)),
            (LimitKind::UsdWeek, ..) => fixed(self.zone.week(now)),
            (LimitKind::UsdMonth, ..) => fixed(self.zone.month(now)),
            (LimitKind::UsdTotal, ..) => Frame::Fixed { from: since.0, until: None },
        }
    }
}

/// A gauge, and what a request takes of it.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub gauge: Gauge,
    pub take: Take,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Take {
    Member(Arc<str>),
    /// Held until the request is settled.
    Amount(i64),
}

/// What a request has used of a gauge. `row`: of the ledger; it is counted once.
#[derive(Clone, Debug)]
pub(crate) struct Add {
    pub gauge: Gauge,
    pub row: RowId,
    pub amount: i64,
    pub at: Millis,
}

/// How a gauge stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub used: i64,
    pub reserved: i64,
    /// Begin of the window, where one is open.
    pub from: Option<i64>,
    /// Of a rolling sum: its units that are not empty, ascending. Of members: when each leaves.
    pub parts: Vec<(i64, i64)>,
}

impl Reading {
    /// When the window begins anew; for one that moves, and is reached: when enough has left it.
    fn resets_at(&self, frame: Frame, limit: i64) -> Option<i64> {
        match frame {
            Frame::Fixed { until, .. } => until,
            Frame::Opening { length } => self.from.map(|from| from + length),
            Frame::Rolling { unit, length, .. } => {
                let mut left = self.used + self.reserved;
                let mut parts = self.parts.iter().skip_while(|(_, amount)| {
                    left -= amount;
                    left >= limit
                });
                (self.used + self.reserved >= limit).then(|| parts.next().map(|(begin, _)| begin + unit + length))?
            }
            Frame::Members { .. } => {
                let over = usize::try_from(self.used - limit).ok()?;
                let mut leave: Vec<_> = self.parts.iter().map(|(_, leaves)| *leaves).collect();
                leave.sort_unstable();
                leave.get(over).copied()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rolling_window_frees_what_is_enough() {
        let frame = Frame::Rolling { from: 0, unit: 10, length: 100 };
        let reading = |reserved| Reading { used: 9, reserved, from: Some(0), parts: vec![(0, 2), (10, 3), (50, 4)] };
        assert_eq!(reading(0).resets_at(frame, 10), None);
        assert_eq!(reading(0).resets_at(frame, 9), Some(110));
        assert_eq!(reading(0).resets_at(frame, 7), Some(120));
        assert_eq!(reading(2).resets_at(frame, 9), Some(120));
        assert_eq!(reading(100).resets_at(frame, 9), None);
    }

    #[test]
    fn members_free_a_place_when_they_leave() {
        let reading = Reading { used: 3, parts: vec![(0, 30), (0, 10), (0, 20)], ..Reading::default() };
        let frame = Frame::Members { life: 1 };
        assert_eq!(reading.resets_at(frame, 4), None);
        assert_eq!(reading.resets_at(frame, 3), Some(10));
        assert_eq!(reading.resets_at(frame, 2), Some(20));
        assert_eq!(reading.resets_at(frame, 0), None);
    }
}
