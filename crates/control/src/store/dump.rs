//! Any table's rows as a backup has them. The databases write and read them by themselves: a row is the JSON array of its
//! columns, in which whole numbers, flags, text and nothing mean the same to both.

use crate::Result;
use crate::db::{Tx, on};
use crate::store::sums;
use domain::report::Totals;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use sqlx::AssertSqlSafe;

/// sqlx's own: which migrations were done.
pub(crate) const MIGRATIONS: &str = "_sqlx_migrations";

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// As the database calls it.
    pub(crate) kind: String,
    /// Its place in the primary key from 1 on; 0 = none.
    pub(crate) key: i64,
    /// The database counts it up.
    pub(crate) counted: bool,
}

/// In their order; none where there is no such table.
pub(crate) async fn columns(tx: &mut Tx, table: &str) -> Result<Vec<Column>> {
    const SQLITE: &str = "SELECT name, type AS kind, CAST(pk AS BIGINT) AS key, FALSE AS counted
        FROM pragma_table_info($1) ORDER BY cid";
    const POSTGRES: &str = "SELECT CAST(a.attname AS TEXT) AS name, format_type(a.atttypid, a.atttypmod) AS kind,
            CAST(COALESCE(array_position(CAST(i.indkey AS SMALLINT[]), a.attnum) + 1, 0) AS BIGINT) AS key,
            a.attidentity <> '' AS counted
        FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
        WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";
    Ok(match tx {
        Tx::Sqlite(tx) => sqlx::query_as(SQLITE).bind(table).fetch_all(&mut **tx).await?,
        Tx::Postgres(tx) => sqlx::query_as(POSTGRES).bind(table).fetch_all(&mut **tx).await?,
    })
}

/// Every row in the order of the primary key, as they are read.
pub(crate) fn rows<'a>(tx: &'a mut Tx, table: &str, columns: &[Column]) -> BoxStream<'a, Result<String>> {
    let mut key: Vec<_> = columns.iter().filter(|column| column.key > 0).collect();
    key.sort_by_key(|column| column.key);
    let (all, order) = (names(columns.iter()), names(key.into_iter()));
    match tx {
        Tx::Sqlite(tx) => {
            let sql = AssertSqlSafe(format!("SELECT json_array({all}) FROM \"{table}\" ORDER BY {order}"));
            sqlx::query_scalar(sql).fetch(&mut **tx).err_into().boxed()
        }
        Tx::Postgres(tx) => {
            let sql = format!("SELECT CAST(json_build_array({all}) AS TEXT) FROM \"{table}\" ORDER BY {order}");
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch(&mut **tx).err_into().boxed()
        }
    }
}

/// `rows`: a JSON array of rows with these columns.
pub(crate) async fn insert(tx: &mut Tx, table: &str, columns: &[Column], rows: &str) -> Result<()> {
    let all = names(columns.iter());
    let numbered = columns.iter().enumerate();
    match tx {
        Tx::Sqlite(tx) => {
            let values: Vec<_> = numbered.map(|(n, _)| format!("value ->> {n}")).collect();
            let sql = format!("INSERT INTO \"{table}\" ({all}) SELECT {} FROM json_each($1)", values.join(", "));
            sqlx::query(AssertSqlSafe(sql)).bind(rows).execute(&mut **tx).await?;
        }
        Tx::Postgres(tx) => {
            let values: Vec<_> = numbered.map(|(n, c)| format!("CAST(value ->> {n} AS {})", c.kind)).collect();
            let sql = format!(
                "INSERT INTO \"{table}\" ({all}) SELECT {} FROM jsonb_array_elements(CAST($1 AS JSONB))",
                values.join(", ")
            );
            sqlx::query(AssertSqlSafe(sql)).bind(rows).execute(&mut **tx).await?;
        }
    }
    Ok(())
}

fn names<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    columns.map(|column| format!("\"{}\"", column.name)).collect::<Vec<_>>().join(", ")
}

pub(crate) async fn count(tx: &mut Tx, table: &str) -> Result<i64> {
    let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{table}\""));
    Ok(on!(tx, |conn| sqlx::query_scalar(sql).fetch_one(conn).await)?)
}

pub(crate) async fn clear(tx: &mut Tx, table: &str) -> Result<()> {
    let sql = AssertSqlSafe(format!("DELETE FROM \"{table}\""));
    on!(tx, |conn| sqlx::query(sql).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// With its indices, triggers and partitions.
pub(crate) async fn drop(tx: &mut Tx, table: &str) -> Result<()> {
    let sql = AssertSqlSafe(format!("DROP TABLE IF EXISTS \"{table}\""));
    on!(tx, |conn| sqlx::query(sql).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// What the triggers of dropped tables called; SQLite has no such thing.
pub(crate) async fn drop_functions(tx: &mut Tx) -> Result<()> {
    if let Tx::Postgres(tx) = tx {
        sqlx::query("DROP FUNCTION IF EXISTS audit_log_is_append_only()").execute(&mut **tx).await?;
    }
    Ok(())
}

/// The next row gets a number beyond all that are there, and the planner learns how many there are.
pub(crate) async fn settle(tx: &mut Tx, table: &str) -> Result<()> {
    let counted: Vec<_> = columns(tx, table).await?.into_iter().filter(|column| column.counted).collect();
    if let Tx::Postgres(tx) = tx {
        for Column { name, .. } in counted {
            let sql = AssertSqlSafe(format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{name}'), MAX({name})) FROM \"{table}\""
            ));
            sqlx::query(sql).execute(&mut **tx).await?;
        }
    }
    let sql = AssertSqlSafe(format!("ANALYZE \"{table}\""));
    on!(tx, |conn| sqlx::query(sql).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// What the ledger comes to.
pub(crate) async fn ledger(tx: &mut Tx) -> Result<Totals> {
    let rows = sums::NUMBERS.map(sums::of_ledger).join(", ");
    totals(tx, &format!("(SELECT {rows} FROM usage_ledger) AS ledger")).await
}

/// What its sums come to: the same.
pub(crate) async fn rollup(tx: &mut Tx) -> Result<Totals> {
    totals(tx, "usage_rollup").await
}

async fn totals(tx: &mut Tx, from: &str) -> Result<Totals> {
    let sql = AssertSqlSafe(format!("SELECT {} FROM {from}", sums::totals()));
    Ok(on!(tx, |conn| sqlx::query_as(sql).fetch_one(conn).await)?)
}

/// The version of the newest migration that was done here; 0 = none.
pub(crate) async fn schema(tx: &mut Tx) -> Result<i64> {
    if columns(tx, MIGRATIONS).await?.is_empty() {
        return Ok(0);
    }
    let sql = AssertSqlSafe(format!("SELECT COALESCE(MAX(version), 0) FROM {MIGRATIONS}"));
    Ok(on!(tx, |conn| sqlx::query_scalar(sql).fetch_one(conn).await)?)
}

/// Whether other instances are connected. SQLite does not know; its hubs hold their journal.
pub(crate) async fn is_shared(tx: &mut Tx) -> Result<bool> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'cch' AND pid <> pg_backend_pid())";
    Ok(match tx {
        Tx::Sqlite(_) => false,
        Tx::Postgres(tx) => sqlx::query_scalar(SQL).fetch_one(&mut **tx).await?,
    })
}
