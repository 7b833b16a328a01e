//! Sums of any span by any dimension, for pages: from whole days where a facet of them knows enough, from quarters of an
//! hour otherwise, and exact to the millisecond at the ends.

use super::span::{Parts, Source};
use super::sums::{self, Sums, column};
use super::usage_day::{Facet, State};
use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use domain::report::{Dimension, Filter, Totals};
use domain::speed::Speed;
use domain::time::BUCKET;
use sqlx::{Database, QueryBuilder};

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
    fn parts(&self, by: Option<Dimension>) -> Parts {
        let dimensions: Vec<Dimension> = by.into_iter().chain(self.filter.dimensions()).collect();
        Parts::of(self.from, self.until, Facet::covering(&dimensions).map(|facet| (self.state, facet)))
    }
}

/// One user, key, provider, model or group. `id` is 0 for models and groups, `owner` the name of a key's user.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Named {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) owner: String,
    #[sqlx(flatten)]
    sums: Sums,
    speed: Option<String>,
}

impl Named {
    pub(crate) fn totals(&self) -> Totals {
        self.sums.into()
    }

    pub(crate) fn speed(&self) -> Speed {
        self.speed.as_deref().map(Speed::parse).unwrap_or_default()
    }
}

/// Everyone that has anything in the span, in no order. `speed`: with their histograms.
pub(crate) async fn board(tx: &mut Tx, scope: Scope<'_>, by: Dimension, speed: bool) -> Result<Vec<Named>> {
    let (id, name, owner, join) = names(by);
    let histogram = if speed { "STRING_AGG(speed, ' ')" } else { "CAST(NULL AS TEXT)" };
    let of = column(by);
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!(
            "SELECT {id} AS id, {name} AS name, {owner} AS owner, s.* FROM (SELECT {of} AS part, {}, {histogram} AS speed FROM (",
            sums::totals()
        ));
        scope.parts(Some(by)).push(&mut query, |source| columns(source, of, speed), scope.filter);
        query.push(format!(") r GROUP BY {of}) s {join}"));
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// The sums of it all.
pub(crate) async fn total(tx: &mut Tx, scope: Scope<'_>) -> Result<(Totals, Speed)> {
    let (sums, speed): (Sums, Option<String>) = on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!("SELECT {}, STRING_AGG(speed, ' ') AS speed FROM (", sums::totals()));
        scope.parts(None).push(&mut query, |source| columns(source, "0", true), scope.filter);
        query.push(") r");
        let row: Whole = query.build_query_as().fetch_one(conn).await?;
        (row.sums, row.speed)
    });
    Ok((sums.into(), speed.as_deref().map(Speed::parse).unwrap_or_default()))
}

#[derive(sqlx::FromRow)]
struct Whole {
    #[sqlx(flatten)]
    sums: Sums,
    speed: Option<String>,
}

/// Sums of one of those whom [`board`] lists, of the day or quarter of an hour that begins at `at`.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Point {
    pub(crate) at: Millis,
    pub(crate) id: i64,
    pub(crate) name: String,
    #[sqlx(flatten)]
    sums: Sums,
}

impl Point {
    pub(crate) fn totals(&self) -> Totals {
        self.sums.into()
    }
}

/// How fine a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Day,
    Quarter,
}

/// Who a series is of: all together, or these apart.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of<'a> {
    All,
    Ids(Dimension, &'a [i64]),
    Names(Dimension, &'a [String]),
}

/// The sums over time, in no order. Of ledger rows `at` is their quarter of an hour, which may begin before the span.
pub(crate) async fn series(tx: &mut Tx, scope: Scope<'_>, of: Of<'_>, step: Step) -> Result<Vec<Point>> {
    let (by, id, name) = match of {
        Of::All => (None, "CAST(0 AS BIGINT)", "''"),
        Of::Ids(by, _) => (Some(by), column(by), "''"),
        Of::Names(by, _) => (Some(by), "CAST(0 AS BIGINT)", column(by)),
    };
    let parts = match step {
        Step::Day => scope.parts(by),
        Step::Quarter => Parts::of(scope.from, scope.until, None),
    };
    let dimension = by.map_or("0 AS nobody", column);
    let columns = |source: Source| {
        let at = match source {
            Source::Ledger => format!("at - at % {BUCKET}"),
            _ => source.time().to_owned(),
        };
        columns(source, &format!("{at} AS moment, {dimension}"), false)
    };
    Ok(on!(tx, |conn| {
        let mut query =
            QueryBuilder::new(format!("SELECT moment AS at, {id} AS id, {name} AS name, {} FROM (", sums::totals()));
        parts.push(&mut query, columns, scope.filter);
        query.push(") r");
        match of {
            Of::All => drop(query.push(" GROUP BY moment")),
            Of::Ids(by, ids) => within(&mut query, by, ids.iter().copied()),
            Of::Names(by, names) => within(&mut query, by, names.iter().cloned()),
        }
        query.build_query_as().fetch_all(conn).await?
    }))
}

fn within<DB: Database, T>(query: &mut QueryBuilder<DB>, by: Dimension, list: impl Iterator<Item = T>)
where
    for<'t> T: sqlx::Encode<'t, DB> + sqlx::Type<DB>,
{
    query.push(format!(" WHERE {} IN (", column(by)));
    let mut items = query.separated(", ");
    for item in list {
        items.push_bind(item);
    }
    query.push(format!(") GROUP BY moment, {}", column(by)));
}

/// The columns that are summed, behind those that are grouped by.
fn columns(source: Source, keys: &str, speed: bool) -> String {
    let numbers = match source {
        Source::Ledger => sums::of_ledger(),
        Source::Days | Source::Quarters => sums::columns(),
    };
    format!("{keys}, {numbers}{}", if speed { ", speed" } else { "" })
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
