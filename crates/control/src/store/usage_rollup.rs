//! The ledger's sums by quarter of an hour, in every dimension; `usage_hour`, [`usage_day`] and `usage_month` have them by
//! longer times.

use crate::Result;
use crate::db::{Tx, on};
use crate::store::facet::Facet;
use crate::store::sums::{self, Cell, Tally, column};
use crate::store::{usage_day, usage_hour};
use domain::report::{Dimension, Totals};
use domain::speed::Speed;
use domain::window::Span;
use domain::{KeyId, Millis, ProviderId, UserId};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// Rows of one statement: times 22 columns less than the databases' 32,766 parameters.
const ROWS: usize = 1_000;
/// Speeds are added by appending. One that has become longer than this is written anew, as short as it can be.
const SPEED_CHARS: i64 = 1_500;

/// Adds to the cells of quarters of an hour, and to their hours, days and months; each is there at most once. Nothing else
/// adds to these tables.
pub(crate) async fn add(tx: &mut Tx, cells: &[(Cell, Tally)]) -> Result<()> {
    upsert(tx, &TABLE, cells).await?;
    usage_hour::add(tx, cells).await?;
    usage_day::add(tx, cells).await
}

pub(super) const TABLE: Table<'static> = Table { name: "usage_rollup", time: "bucket", lead: &[] };

/// One of the four tables, and what all rows of a statement have in common.
pub(super) struct Table<'a> {
    pub(super) name: &'static str,
    /// The column of [`Cell::bucket`].
    pub(super) time: &'static str,
    pub(super) lead: &'a [(&'static str, i64)],
}

/// A cell without its time.
#[derive(sqlx::FromRow)]
struct Key {
    user_id: UserId,
    key_id: KeyId,
    provider_id: ProviderId,
    group_name: String,
    model: String,
}

impl Key {
    fn at(self, bucket: Millis) -> Cell {
        let Self { user_id: user, key_id: key, provider_id: provider, group_name: group, model } = self;
        Cell { bucket, user, key, provider, group, model }
    }
}

#[derive(sqlx::FromRow)]
struct Written {
    bucket: Millis,
    #[sqlx(flatten)]
    key: Key,
    chars: i64,
}

pub(super) async fn upsert(tx: &mut Tx, table: &Table<'_>, cells: &[(Cell, Tally)]) -> Result<()> {
    for cells in cells.chunks(ROWS) {
        let written: Vec<Written> = on!(tx, |conn| {
            let mut query = insertion(table, cells);
            query.build_query_as().fetch_all(conn).await?
        });
        for Written { bucket, key, chars } in written {
            if chars > SPEED_CHARS {
                shorten(tx, table, &key.at(bucket)).await?;
            }
        }
    }
    Ok(())
}

fn insertion<DB: Database>(table: &Table<'_>, cells: &[(Cell, Tally)]) -> QueryBuilder<DB>
where
    DB::Arguments: Default,
    for<'t> i64: Encode<'t, DB> + Type<DB>,
    for<'t> String: Encode<'t, DB> + Type<DB>,
{
    let Table { name, time, lead } = table;
    let lead_names: String = lead.iter().flat_map(|(column, _)| [*column, ", "]).collect();
    let key = format!("{lead_names}{time}, user_id, key_id, provider_id, group_name, model");
    let mut query = QueryBuilder::new(format!("INSERT INTO {name} ({key}, {}, speed) ", sums::columns()));
    query.push_values(cells, |mut values, (cell, tally)| {
        for (_, value) in *lead {
            values.push_bind(*value);
        }
        values.push_bind(cell.bucket.0).push_bind(cell.user.0).push_bind(cell.key.0).push_bind(cell.provider.0);
        values.push_bind(cell.group.clone()).push_bind(cell.model.clone());
        sums::bind(&mut values, tally);
    });
    query.push(format!(
        " ON CONFLICT ({key}) DO UPDATE SET {} RETURNING {time} AS bucket, user_id, key_id, provider_id, group_name, model,
         CAST(LENGTH(speed) AS BIGINT) AS chars",
        sums::additions(name)
    ));
    query
}

#[derive(sqlx::FromRow)]
struct Sum {
    #[sqlx(flatten)]
    key: Key,
    #[sqlx(flatten)]
    totals: Totals,
    speed: String,
}

/// Builds the cells of a facet for the longer time that `span` is, out of a table of shorter times.
pub(super) async fn build(tx: &mut Tx, from: &Table<'_>, into: &Table<'_>, facet: Facet, span: Span) -> Result<()> {
    let cells = sum_up(tx, from, facet, span).await?;
    upsert(tx, into, &cells).await
}

async fn sum_up(tx: &mut Tx, table: &Table<'_>, facet: Facet, span: Span) -> Result<Vec<(Cell, Tally)>> {
    let own = |dimension, none| if facet.dimensions().contains(&dimension) { column(dimension) } else { none };
    let keys = [
        (Dimension::User, "CAST(0 AS BIGINT)"),
        (Dimension::Key, "CAST(0 AS BIGINT)"),
        (Dimension::Provider, "CAST(0 AS BIGINT)"),
        (Dimension::Group, "''"),
        (Dimension::Model, "''"),
    ];
    let keys = keys.map(|(dimension, none)| format!("{} AS {}", own(dimension, none), column(dimension)));
    let by: Vec<&str> = facet.dimensions().iter().map(|dimension| column(*dimension)).collect();
    let sums: Vec<Sum> = on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!(
            "SELECT {}, {}, COALESCE(STRING_AGG(speed, ' '), '') AS speed FROM {} WHERE {} >= ",
            keys.join(", "),
            sums::totals(),
            table.name,
            table.time
        ));
        query.push_bind(span.from.0).push(format!(" AND {} < ", table.time)).push_bind(span.until.0);
        for (column, value) in table.lead {
            query.push(format!(" AND {column} = ")).push_bind(*value);
        }
        if !by.is_empty() {
            query.push(format!(" GROUP BY {}", by.join(", ")));
        }
        // Of nothing there is no sum.
        query.push(" HAVING COUNT(*) > 0");
        query.build_query_as().fetch_all(conn).await?
    });
    let cell = |Sum { key, totals, speed }| (key.at(span.from), Tally { totals, speed: Speed::parse(&speed) });
    Ok(sums.into_iter().map(cell).collect())
}

/// The row is this transaction's own already: nobody adds to it in between.
async fn shorten(tx: &mut Tx, table: &Table<'_>, cell: &Cell) -> Result<()> {
    let speed: String = on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!("SELECT speed FROM {}", table.name));
        only(&mut query, table, cell);
        query.build_query_scalar().fetch_one(conn).await?
    });
    on!(tx, |conn| {
        let mut query = QueryBuilder::new(format!("UPDATE {} SET speed = ", table.name));
        query.push_bind(Speed::parse(&speed).to_string());
        only(&mut query, table, cell);
        query.build().execute(conn).await?;
    });
    Ok(())
}

fn only<DB: Database>(query: &mut QueryBuilder<DB>, table: &Table<'_>, cell: &Cell)
where
    for<'t> i64: Encode<'t, DB> + Type<DB>,
    for<'t> String: Encode<'t, DB> + Type<DB>,
{
    query.push(format!(" WHERE {} = ", table.time)).push_bind(cell.bucket.0);
    let ids = [("user_id", cell.user.0), ("key_id", cell.key.0), ("provider_id", cell.provider.0)];
    for (column, value) in table.lead.iter().chain(&ids) {
        query.push(format!(" AND {column} = ")).push_bind(*value);
    }
    query.push(" AND group_name = ").push_bind(cell.group.clone());
    query.push(" AND model = ").push_bind(cell.model.clone());
}

/// The newest quarter of an hour before `until` in which something happened.
pub(super) async fn newest(tx: &mut Tx, until: Millis) -> Result<Option<Millis>> {
    const SQL: &str = "SELECT MAX(bucket) FROM usage_rollup WHERE bucket < $1";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).bind(until).fetch_one(conn).await)?)
}

/// When the first thing happened.
pub(crate) async fn oldest(tx: &mut Tx) -> Result<Option<Millis>> {
    const SQL: &str = "SELECT MIN(bucket) FROM usage_rollup";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).fetch_one(conn).await)?)
}
