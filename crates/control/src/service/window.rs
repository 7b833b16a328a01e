//! Spans by their names: the same on every page.

use crate::store::usage::Scope;
use crate::{Error, Result};
use domain::Millis;
use domain::leaderboard::{Period, When};
use domain::time::HOUR;
use domain::window::Zone;

/// From `from` up to `until`, or to now; and the span that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: Millis,
    pub(super) until: Option<Millis>,
    pub(super) before: Before,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Before {
    from: Millis,
    until: Millis,
}

impl Before {
    pub(super) fn of(self, scope: Scope<'_>) -> Scope<'_> {
        Scope { from: self.from, until: Some(self.until), ..scope }
    }
}

impl Window {
    /// Days are compared with as many days before, up to the same clock time.
    pub(super) fn of(zone: Zone, when: &When, now: Millis) -> Result<Self> {
        let days = match when.period {
            Period::Hour => {
                let from = now - HOUR;
                return Ok(Self { from, until: None, before: Before { from: from - HOUR, until: from } });
            }
            Period::All => {
                let none = Before { from: Millis(0), until: Millis(0) };
                return Ok(Self { from: Millis(0), until: None, before: none });
            }
            Period::Custom => return Self::custom(zone, when),
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 30,
        };
        let until = (0..days).fold(now, |at, _| zone.yesterday(at));
        let before = Before { from: zone.day_start(now, 2 * days - 1), until };
        Ok(Self { from: zone.day_start(now, days - 1), until: None, before })
    }

    fn custom(zone: Zone, when: &When) -> Result<Self> {
        let date = |field, text: &Option<String>| -> Result<Option<Millis>> {
            let Some(text) = text else { return Ok(None) };
            let start = zone.date(text.trim());
            start.map(Some).ok_or_else(|| Error::invalid(field, "This is no date. Write it as 2026-11-25."))
        };
        let (first, last) = (date("first_day", &when.first_day)?, date("last_day", &when.last_day)?);
        let from = when.from.or(first).unwrap_or_default();
        let until = when.until.or(last.map(|day| zone.next_day(day)));
        if from.0 < 0 {
            return Err(Error::invalid("from", "This is no time: unix milliseconds are expected."));
        }
        let Some(end) = until else {
            return Ok(Self { from, until, before: Before { from, until: from } });
        };
        if end <= from {
            return Err(Error::invalid("until", "The span must end after it begins."));
        }
        let before = Before { from: Millis(from.0.saturating_sub(end - from).max(0)), until: from };
        Ok(Self { from, until, before })
    }
}
