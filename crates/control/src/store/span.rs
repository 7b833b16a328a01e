//! A span of time as its parts: whole days, whole quarters of an hour, and of the ledger itself what is left at the ends.
//! Every row of the ledger is in exactly one part, so that sums over the parts are the ledger's own.

use super::sums::column;
use super::usage_day::{Facet, State};
use domain::report::Filter;
use domain::time::BUCKET;
use domain::{Millis, report::Dimension};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// No end.
const EVER: Millis = Millis(i64::MAX);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Days,
    Quarters,
    Ledger,
}

impl Source {
    fn table(self) -> &'static str {
        match self {
            Self::Days => "usage_day",
            Self::Quarters => "usage_rollup",
            Self::Ledger => "usage_ledger",
        }
    }

    /// Its column of time.
    pub(super) fn time(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::Quarters => "bucket",
            Self::Ledger => "at",
        }
    }
}

/// What is read of each source: from the first instant up to, and without, the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    parts: Vec<(Source, Millis, Millis)>,
    /// Of the days.
    rows: Option<(i64, Facet)>,
}

impl Parts {
    /// `days`: those that may be read, and the facet that knows what is asked for. `until` none: no end.
    pub(super) fn of(from: Millis, until: Option<Millis>, days: Option<(&State, Facet)>) -> Self {
        let until = until.unwrap_or(EVER).max(from);
        let first = Millis(from.0.div_euclid(BUCKET).saturating_add(i64::from(from.bucket() < from)) * BUCKET);
        let last = if until == EVER { EVER } else { until.bucket() };
        if first > last {
            return Self { parts: vec![(Source::Ledger, from, until)], rows: None };
        }
        let (begin, end) = match days {
            Some((state, _)) => {
                let zone = state.zone();
                let complete = |at: Millis| if state.since.0 == i64::MIN { at } else { at.max(state.since) };
                let end = if last == EVER { EVER } else { zone.day_start(last, 0) };
                let begin = if state.since == EVER { EVER } else { zone.day_from(complete(first)) };
                if begin < end { (begin, end) } else { (last, last) }
            }
            None => (last, last),
        };
        let parts = [
            (Source::Ledger, from, first),
            (Source::Quarters, first, begin),
            (Source::Days, begin, end),
            (Source::Quarters, end, last),
            (Source::Ledger, last, until),
        ];
        let mut parts: Vec<_> = parts.into_iter().filter(|(_, from, until)| from < until).collect();
        if parts.is_empty() {
            parts.push((Source::Ledger, from, from));
        }
        Self { parts, rows: days.map(|(state, facet)| (state.generation, facet)) }
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
            if let (Source::Days, Some((generation, facet))) = (source, self.rows) {
                query.push("generation = ").push_bind(generation);
                query.push(format!(" AND facet = {} AND ", facet as i64));
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
    use super::Source::{Days, Ledger, Quarters};
    use super::*;
    use domain::time::{DAY, HOUR, MINUTE};

    /// 2026-11-20T00:00:00Z.
    const MIDNIGHT: Millis = Millis(1_795_132_800_000);

    fn parts(from: Millis, until: Option<Millis>, zone: &str, since: i64) -> Vec<(Source, i64, i64)> {
        let state = State { generation: 1, zone: zone.to_owned(), since: Millis(since) };
        let Parts { parts, .. } = Parts::of(from, until, Some((&state, Facet::KeyModel)));
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
        assert_eq!(two, [(Ledger, 1, 15), (Ledger, 15, 16)]);
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
