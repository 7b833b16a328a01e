//! Sums of any span by any dimension, for pages: from whole months and days where a facet of them knows enough, from quarters of an
//! hour otherwise, and exact to the millisecond at the ends.

use super::facet::Facet;
use super::span::{Parts, Source, Sources};
use super::sums::{self, column};
use super::usage_day::State;
use crate::Result;
use crate::db::{Tx, on};
use domain::report::{Dimension, Filter, Totals};
use domain::speed::Speed;
use domain::time::BUCKET;
use domain::{Millis, UserId};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::collections::HashMap;

/// What is asked for. `until` none: up to now and beyond.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'a> {
    /// The days that may be read.
    pub(crate) state: &'a State,
    pub(crate) filter: &'a Filter,
    pub(crate) from: Millis,
    pub(crate) until: Option<Millis>,
}

impl Scope<'_> {
    fn parts(&self, by: &[Dimension], step: Step) -> Parts<'_> {
        let dimensions: Vec<Dimension> = by.iter().copied().chain(self.filter.dimensions()).collect();
        let hours = Facet::hourly_covering(&dimensions).filter(|_| step != Step::Quarter);
        let long = matches!(step, Step::Month | Step::Day);
        let days = Facet::covering(&dimensions).filter(|_| long).map(|facet| (self.state, facet));
        Parts::of(self.from, self.until, Sources { months: step == Step::Month, days, hours })
    }
}

/// One user, key, provider, model or group. `id` is 0 for models and groups, `owner` the name of a key's user.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Named {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) owner: String,
    #[sqlx(flatten)]
    pub(crate) totals: Totals,
}

/// Everyone that has anything in the span, or those of them, in no order; of the figures only `numbers`.
pub(crate) async fn board(
    tx: &mut Tx,
    scope: Scope<'_>,
    by: Dimension,
    of: Option<&[Part]>,
    numbers: &[&str],
) -> Result<Vec<Named>> {
    let (id, name, owner, join) = names(by);
    let part = column(by);
    let of = of.map_or(Of::Each(by), |parts| Of::These(by, parts));
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!(
            "SELECT {id} AS id, {name} AS name, {owner} AS owner, s.* FROM (SELECT {part} AS part, {} FROM (",
            sums::some_totals(numbers)
        ));
        let columns = |source| some_columns(source, part, numbers);
        scope.parts(&[by], Step::Month).push(&mut query, columns, scope.filter);
        query.push(") r");
        of.push(&mut query, None);
        query.push(format!(") s {join}"));
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// The sums of it all.
pub(crate) async fn total(tx: &mut Tx, scope: Scope<'_>) -> Result<Totals> {
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!("SELECT {} FROM (", sums::totals()));
        scope.parts(&[], Step::Month).push(&mut query, |source| columns(source, "0"), scope.filter);
        query.push(") r");
        query.build_query_as().fetch_one(conn).await?
    }))
}

/// The histograms of those whom [`board`] lists, by id and name, or of these alone.
pub(crate) async fn speeds(tx: &mut Tx, scope: Scope<'_>, of: Of<'_>) -> Result<HashMap<Part, Speed>> {
    let Selected { by, id, name } = of.selected();
    let rows: Vec<(i64, String, String)> = on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!("SELECT {id}, {name}, COALESCE(STRING_AGG(speed, ' '), '') FROM ("));
        let keys = by.map_or("0 AS nobody", column);
        scope.parts(by.as_slice(), Step::Month).push(&mut query, |_| format!("{keys}, speed"), scope.filter);
        query.push(") r");
        of.push(&mut query, None);
        query.build_query_as().fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(|(id, name, text)| ((id, name), Speed::parse(&text))).collect())
}

/// Sums of one of those whom [`board`] lists, of the day, hour or quarter of an hour that begins at `at`.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Point {
    pub(crate) at: Millis,
    pub(crate) id: i64,
    pub(crate) name: String,
    #[sqlx(flatten)]
    pub(crate) totals: Totals,
}

/// How fine the sums have to be: no longer times are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Month,
    Day,
    /// Of UTC.
    Hour,
    Quarter,
}

/// Who is looked at: all together, all of one dimension apart, or these.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of<'a> {
    All,
    Each(Dimension),
    These(Dimension, &'a [Part]),
}

/// What tells those of one dimension apart: an id, or a name.
pub(crate) type Part = (i64, String);

pub(crate) fn part(by: Dimension, id: i64, name: &str) -> Part {
    if by.is_named() { (0, name.to_owned()) } else { (id, String::new()) }
}

struct Selected {
    by: Option<Dimension>,
    id: &'static str,
    name: &'static str,
}

impl Of<'_> {
    fn selected(self) -> Selected {
        const NO_ID: &str = "CAST(0 AS BIGINT)";
        match self {
            Self::All => Selected { by: None, id: NO_ID, name: "''" },
            Self::Each(by) | Self::These(by, _) if by.is_named() => {
                Selected { by: Some(by), id: NO_ID, name: column(by) }
            }
            Self::Each(by) | Self::These(by, _) => Selected { by: Some(by), id: column(by), name: "''" },
        }
    }

    /// `WHERE` it is one of those, `GROUP BY` what tells them apart, and `moment`.
    fn push<DB: Database>(self, query: &mut QueryBuilder<DB>, moment: Option<&str>)
    where
        for<'t> i64: Encode<'t, DB> + Type<DB>,
        for<'t> String: Encode<'t, DB> + Type<DB>,
    {
        match self {
            Self::All | Self::Each(_) => {}
            Self::These(by, parts) if by.is_named() => within(query, by, parts.iter().map(|(_, name)| name.clone())),
            Self::These(by, parts) => within(query, by, parts.iter().map(|(id, _)| *id)),
        }
        let by = self.selected().by.map(column);
        let keys: Vec<&str> = by.into_iter().chain(moment).collect();
        if !keys.is_empty() {
            query.push(format!(" GROUP BY {}", keys.join(", ")));
        }
    }
}

fn within<DB: Database, T>(query: &mut QueryBuilder<DB>, by: Dimension, list: impl Iterator<Item = T>)
where
    for<'t> T: Encode<'t, DB> + Type<DB>,
{
    query.push(format!(" WHERE {} IN (", column(by)));
    let mut items = query.separated(", ");
    for item in list {
        items.push_bind(item);
    }
    query.push(")");
}

/// The sums over time, in no order. Of ledger rows `at` is their quarter of an hour, which may begin before the span.
pub(crate) async fn series(tx: &mut Tx, scope: Scope<'_>, of: Of<'_>, step: Step) -> Result<Vec<Point>> {
    let Selected { by, id, name } = of.selected();
    let parts = scope.parts(by.as_slice(), step);
    let dimension = by.map_or("0 AS nobody", column);
    let columns = |source: Source| columns(source, &format!("{} AS moment, {dimension}", moment(source)));
    Ok(on!(tx, |conn| {
        let mut query =
            QueryBuilder::new(format!("SELECT moment AS at, {id} AS id, {name} AS name, {} FROM (", sums::totals()));
        parts.push(&mut query, columns, scope.filter);
        query.push(") r");
        of.push(&mut query, Some("moment"));
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// The histograms over time of all together, in no order; `at` as in [`series`].
pub(crate) async fn speed_series(tx: &mut Tx, scope: Scope<'_>, step: Step) -> Result<Vec<(Millis, Speed)>> {
    let columns = |source: Source| format!("{} AS moment, speed", moment(source));
    let rows: Vec<(Millis, String)> = on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT moment, COALESCE(STRING_AGG(speed, ' '), '') FROM (");
        scope.parts(&[], step).push(&mut query, columns, scope.filter);
        query.push(") r GROUP BY moment");
        query.build_query_as().fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(|(at, text)| (at, Speed::parse(&text))).collect())
}

/// When a row of a source begins.
fn moment(source: Source) -> String {
    match source {
        Source::Ledger => format!("at - at % {BUCKET}"),
        _ => source.time().to_owned(),
    }
}

/// What one user used in one group.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Share {
    pub(crate) user_id: UserId,
    pub(crate) user_name: String,
    pub(crate) group_name: String,
    #[sqlx(flatten)]
    pub(crate) totals: Totals,
}

/// By user and group, in the order of their names.
pub(crate) async fn shares(tx: &mut Tx, scope: Scope<'_>) -> Result<Vec<Share>> {
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!(
            "SELECT s.*, COALESCE(n.name, '') AS user_name FROM (SELECT user_id, group_name, {} FROM (",
            sums::totals()
        ));
        let parts = scope.parts(&[Dimension::User, Dimension::Group], Step::Month);
        parts.push(&mut query, |source| columns(source, "user_id, group_name"), scope.filter);
        query.push(") r GROUP BY user_id, group_name) s LEFT JOIN users n ON n.id = s.user_id");
        query.push(" ORDER BY user_name, s.user_id, s.group_name");
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// The columns that are summed, behind those that are grouped by.
fn columns(source: Source, keys: &str) -> String {
    some_columns(source, keys, &sums::NUMBERS)
}

fn some_columns(source: Source, keys: &str, numbers: &[&str]) -> String {
    let numbers = numbers.iter().map(|name| match source {
        Source::Ledger => sums::of_ledger(name),
        Source::Months | Source::Days | Source::Hours | Source::Quarters => name,
    });
    std::iter::once(keys).chain(numbers).collect::<Vec<_>>().join(", ")
}

/// How a part's id, name and owner are found, and where.
fn names(by: Dimension) -> (&'static str, &'static str, &'static str, &'static str) {
    match by {
        Dimension::User => ("s.part", "COALESCE(n.name, '')", "''", "LEFT JOIN users n ON n.id = s.part"),
        Dimension::Provider => ("s.part", "COALESCE(n.name, '')", "''", "LEFT JOIN providers n ON n.id = s.part"),
        Dimension::Key => (
            "s.part",
            "COALESCE(n.name, '')",
            "COALESCE(u.name, '')",
            "LEFT JOIN keys n ON n.id = s.part LEFT JOIN users u ON u.id = n.user_id",
        ),
        Dimension::Model | Dimension::Group => ("CAST(0 AS BIGINT)", "s.part", "''", ""),
    }
}
