//! A span of time as its parts: whole months, days, hours and quarters of an hour, and of the ledger itself what is left at
//! the ends.
//! Every row of the ledger is in exactly one part, so that sums over the parts are the ledger's own.

use super::facet::Facet;
use super::sums::column;
use super::usage_day::State;
use domain::Millis;
use domain::report::{Dimension, Filter};
use domain::time::{BUCKET, HOUR};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// No end.
const EVER: Millis = Millis(i64::MAX);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Months,
    Days,
    Hours,
    Quarters,
    Ledger,
}

impl Source {
    fn table(self) -> &'static str {
        match self {
            Self::Months => "usage_month",
            Self::Days => "usage_day",
            Self::Hours => "usage_hour",
            Self::Quarters => "usage_rollup",
            Self::Ledger => "usage_ledger",
        }
    }

    /// Its column of time.
    pub(super) fn time(self) -> &'static str {
        match self {
            Self::Months => "month",
            Self::Days => "day",
            Self::Hours => "hour",
            Self::Quarters => "bucket",
            Self::Ledger => "at",
        }
    }
}

/// Which sums may be read: those by a facet that knows what is asked for. Quarters of an hour know everything.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sources<'a> {
    /// Of the same facet as the days.
    pub(super) months: bool,
    pub(super) days: Option<(&'a State, Facet)>,
    pub(super) hours: Option<Facet>,
}

impl Sources<'_> {
    /// The whole months, days, hours or quarters between two instants, from the first one's start to the last one's end.
    fn whole(&self, source: Source, from: Millis, until: Millis) -> Option<(Millis, Millis)> {
        let whole = |length: i64| {
            let start = |at: i64| at.div_euclid(length) * length;
            let end = if until == EVER { EVER } else { Millis(start(until.0)) };
            Some((Millis(start(from.0.saturating_add(length - 1))), end))
        };
        match source {
            Source::Months => {
                let (state, _) = self.days.filter(|(state, _)| self.months && state.since < EVER)?;
                let zone = state.zone();
                let end = if until == EVER { EVER } else { zone.month(until).from };
                Some((zone.month_from(from.max(state.since)), end))
            }
            Source::Days => {
                let (state, _) = self.days.filter(|(state, _)| state.since < EVER)?;
                let zone = state.zone();
                let end = if until == EVER { EVER } else { zone.day_start(until, 0) };
                Some((zone.day_from(from.max(state.since)), end))
            }
            Source::Hours => self.hours.and_then(|_| whole(HOUR)),
            Source::Quarters => whole(BUCKET),
            Source::Ledger => Some((from, until)),
        }
    }

    /// The longest times first; what they leave at either end is for shorter ones.
    fn split(&self, sources: &[Source], from: Millis, until: Millis, parts: &mut Vec<(Source, Millis, Millis)>) {
        let Some((source, shorter)) = sources.split_first().filter(|_| from < until) else { return };
        match self.whole(*source, from, until) {
            Some((begin, end)) if begin < end => {
                self.split(shorter, from, begin, parts);
                parts.push((*source, begin, end));
                self.split(shorter, end, until, parts);
            }
            _ => self.split(shorter, from, until, parts),
        }
    }
}

/// What is read of each source: from the first instant up to, and without, the second.
#[derive(Clone, Debug)]
pub(super) struct Parts<'a> {
    sources: Sources<'a>,
    parts: Vec<(Source, Millis, Millis)>,
}

impl<'a> Parts<'a> {
    /// `until` none: no end.
    pub(super) fn of(from: Millis, until: Option<Millis>, sources: Sources<'a>) -> Self {
        let mut parts = Vec::new();
        let all = [Source::Months, Source::Days, Source::Hours, Source::Quarters, Source::Ledger];
        sources.split(&all, from, until.unwrap_or(EVER), &mut parts);
        if parts.is_empty() {
            parts.push((Source::Ledger, from, from));
        }
        Self { sources, parts }
    }

    /// Rows of all parts: a `SELECT` of those columns from each.
    pub(super) fn push<DB: Database>(
        &self,
        query: &mut QueryBuilder<DB>,
        columns: impl Fn(Source) -> String,
        filter: &Filter,
    ) where
        for<'t> i64: Encode<'t, DB> + Type<DB>,
        for<'t> String: Encode<'t, DB> + Type<DB>,
    {
        for (number, (source, from, until)) in self.parts.iter().enumerate() {
            if number > 0 {
                query.push(" UNION ALL ");
            }
            query.push(format!("SELECT {} FROM {} WHERE ", columns(*source), source.table()));
            match (source, self.sources) {
                (Source::Months | Source::Days, Sources { days: Some((state, facet)), .. }) => {
                    query.push("generation = ").push_bind(state.generation);
                    query.push(format!(" AND facet = {} AND ", facet as i64));
                }
                (Source::Hours, Sources { hours: Some(facet), .. }) => {
                    query.push(format!("facet = {} AND ", facet as i64));
                }
                _ => {}
            }
            query.push(format!("{} >= ", source.time())).push_bind(from.0);
            if *until < EVER {
                query.push(format!(" AND {} < ", source.time())).push_bind(until.0);
            }
            narrow(query, filter);
        }
    }
}

fn narrow<DB: Database>(query: &mut QueryBuilder<DB>, filter: &Filter)
where
    for<'t> i64: Encode<'t, DB> + Type<DB>,
    for<'t> String: Encode<'t, DB> + Type<DB>,
{
    let Filter { user, key, provider, model, group } = filter;
    let ids = [
        (Dimension::User, user.map(|id| id.0)),
        (Dimension::Key, key.map(|id| id.0)),
        (Dimension::Provider, provider.map(|id| id.0)),
    ];
    for (dimension, id) in ids {
        if let Some(id) = id {
            query.push(format!(" AND {} = ", column(dimension))).push_bind(id);
        }
    }
    for (dimension, name) in [(Dimension::Model, model), (Dimension::Group, group)] {
        if let Some(name) = name {
            query.push(format!(" AND {} = ", column(dimension))).push_bind(name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source::{Days, Hours, Ledger, Months, Quarters};
    use super::*;
    use domain::time::{DAY, HOUR, MINUTE};

    /// 2026-11-20T00:00:00Z.
    const MIDNIGHT: Millis = Millis(1_795_132_800_000);

    fn parts(from: Millis, until: Option<Millis>, zone: &str, since: i64) -> Vec<(Source, i64, i64)> {
        read(from, until, zone, since, None)
    }

    fn read(
        from: Millis,
        until: Option<Millis>,
        zone: &str,
        since: i64,
        hours: Option<Facet>,
    ) -> Vec<(Source, i64, i64)> {
        let state = State { generation: 1, zone: zone.to_owned(), since: Millis(since) };
        let days = Some((&state, Facet::KeyModel));
        minutes(Parts::of(from, until, Sources { months: false, days, hours }))
    }

    /// In minutes from [`MIDNIGHT`].
    fn minutes(Parts { parts, .. }: Parts<'_>) -> Vec<(Source, i64, i64)> {
        let minutes = |at: Millis| if at == EVER { i64::MAX } else { (at - MIDNIGHT) / MINUTE };
        parts.into_iter().map(|(source, from, until)| (source, minutes(from), minutes(until))).collect()
    }

    #[test]
    fn whole_days_are_days() {
        let whole = parts(MIDNIGHT, Some(MIDNIGHT + 2 * DAY), "UTC", i64::MIN);
        assert_eq!(whole, [(Days, 0, 2 * 1_440)]);
        assert_eq!(parts(MIDNIGHT, None, "UTC", i64::MIN), [(Days, 0, i64::MAX)]);
    }

    #[test]
    fn broken_ends_are_read_finer() {
        let broken = parts(MIDNIGHT - 7 * MINUTE, Some(MIDNIGHT + DAY + 50 * MINUTE), "UTC", i64::MIN);
        assert_eq!(broken, [(Ledger, -7, 0), (Days, 0, 1_440), (Quarters, 1_440, 1_485), (Ledger, 1_485, 1_490)]);
        let india = parts(MIDNIGHT, None, "Asia/Kolkata", i64::MIN);
        assert_eq!(india, [(Quarters, 0, 1_110), (Days, 1_110, i64::MAX)]);
        assert_eq!(parts(MIDNIGHT + MINUTE, Some(MIDNIGHT + 9 * MINUTE), "UTC", i64::MIN), [(Ledger, 1, 9)]);
        let two = parts(MIDNIGHT + MINUTE, Some(MIDNIGHT + 16 * MINUTE), "UTC", i64::MIN);
        assert_eq!(two, [(Ledger, 1, 16)]);
    }

    #[test]
    fn hours_stand_between_quarters_and_days() {
        let hours = Some(Facet::UserGroup);
        let ends = (MIDNIGHT - 100 * MINUTE, Some(MIDNIGHT + DAY + 130 * MINUTE));
        let both = read(ends.0, ends.1, "UTC", i64::MIN, hours);
        let want = [
            (Ledger, -100, -90),
            (Quarters, -90, -60),
            (Hours, -60, 0),
            (Days, 0, 1_440),
            (Hours, 1_440, 1_560),
            (Ledger, 1_560, 1_570),
        ];
        assert_eq!(both, want);
        // Where days begin at half past, quarters fill the gap.
        let india = read(MIDNIGHT, None, "Asia/Kolkata", i64::MIN, hours);
        assert_eq!(india, [(Hours, 0, 1_080), (Quarters, 1_080, 1_110), (Days, 1_110, i64::MAX)]);
    }

    #[test]
    fn months_stand_between_days() {
        const DAY_MINUTES: i64 = 1_440;
        let read = |from, until, since| {
            let state = State { generation: 1, zone: "UTC".to_owned(), since };
            let days = Some((&state, Facet::KeyModel));
            minutes(Parts::of(from, until, Sources { months: true, days, hours: None }))
        };
        // From 10 October to 20 January: November and December are whole.
        let ends = (MIDNIGHT - 41 * DAY, Some(MIDNIGHT + 61 * DAY));
        let want = [
            (Days, -41 * DAY_MINUTES, -19 * DAY_MINUTES),
            (Months, -19 * DAY_MINUTES, 42 * DAY_MINUTES),
            (Days, 42 * DAY_MINUTES, 61 * DAY_MINUTES),
        ];
        assert_eq!(read(ends.0, ends.1, Millis(i64::MIN)), want);
        // Of a month that is complete from its second day on, days are read.
        let since = MIDNIGHT - 18 * DAY;
        let want = [
            (Quarters, -41 * DAY_MINUTES, -18 * DAY_MINUTES),
            (Days, -18 * DAY_MINUTES, 11 * DAY_MINUTES),
            (Months, 11 * DAY_MINUTES, i64::MAX),
        ];
        assert_eq!(read(ends.0, None, since), want);
    }

    #[test]
    fn days_that_are_not_complete_are_quarters() {
        let since = (MIDNIGHT + DAY).0;
        assert_eq!(parts(MIDNIGHT, None, "UTC", since), [(Quarters, 0, 1_440), (Days, 1_440, i64::MAX)]);
        assert_eq!(parts(MIDNIGHT, None, "UTC", i64::MAX), [(Quarters, 0, i64::MAX)]);
        assert_eq!(parts(MIDNIGHT, Some(MIDNIGHT + 2 * HOUR), "UTC", since), [(Quarters, 0, 120)]);
    }

    #[test]
    fn nothing_is_a_part_without_rows() {
        assert_eq!(parts(MIDNIGHT, Some(MIDNIGHT), "UTC", i64::MIN), [(Ledger, 0, 0)]);
        assert_eq!(parts(MIDNIGHT, Some(MIDNIGHT - 1), "UTC", i64::MIN), [(Ledger, 0, 0)]);
    }
}
