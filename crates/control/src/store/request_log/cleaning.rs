//! Removing old rows. PostgreSQL takes the partitions of whole days out of the log at once, and drops them afterwards, when
//! nobody is in the way any more; the rest of a day, and everything on SQLite, goes in short transactions, so that the
//! writer comes in between.

use super::partition;
use crate::db::{Db, Tx, on};
use crate::{Error, Result};
use domain::Millis;
use domain::time::DAY;
use sqlx::AssertSqlSafe;

/// What the names of partitions that were taken out begin with.
const GONE: &str = "request_log_gone_";

/// PostgreSQL's answer about a partition that another instance has taken out.
const UNDEFINED_TABLE: &str = "42P01";

/// Free pages that SQLite gives back to the file system in one step.
const PAGES: i64 = 500;

/// Rows to remove in one transaction. On SQLite the writer waits for it, some ten milliseconds; on PostgreSQL it does not.
pub(crate) fn batch(db: &Db) -> i64 {
    match db {
        Db::Sqlite { .. } => 500,
        Db::Postgres { .. } => 20_000,
    }
}

/// How many rows are older than `before`.
pub(crate) async fn count(tx: &mut Tx, before: Millis) -> Result<i64> {
    const SQL: &str = "SELECT COUNT(*) FROM request_log WHERE at < $1";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).bind(before).fetch_one(conn).await)?)
}

/// How many rows the partition of a day has; none when another instance has taken it out. The partition is asked, and not
/// the whole log: whoever reads that is in the way of taking out the days beside.
pub(crate) async fn count_day(db: &Db, day: Millis) -> Result<i64> {
    let Db::Postgres { pool, .. } = db else { return Ok(0) };
    let sql = format!("SELECT COUNT(*) FROM {}", partition::name(day));
    match sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await {
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(UNDEFINED_TABLE) => Ok(0),
        counted => Ok(counted?),
    }
}

/// The starts of the UTC days that end by `before` and have a partition, oldest first. None on SQLite.
pub(crate) async fn whole_days(db: &Db, before: Millis) -> Result<Vec<Millis>> {
    const SQL: &str = "SELECT c.relname::TEXT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'request_log'::regclass ORDER BY c.relname";
    let Db::Postgres { pool, .. } = db else { return Ok(Vec::new()) };
    let names: Vec<String> = sqlx::query_scalar(SQL).fetch_all(pool).await?;
    let days = names.iter().filter_map(|name| partition::day(name));
    Ok(days.filter(|day| *day + DAY <= before).collect())
}

/// Takes a day's partition out of the log with all its rows, however many. `Ok(false)`: something reads or writes there for
/// so long that everybody else would have to wait behind; ask again.
pub(crate) async fn detach_day(db: &Db, day: Millis) -> Result<bool> {
    let Tx::Postgres(mut tx) = db.write().await? else { return Ok(true) };
    // Whoever waits for the table's lock makes all who come after it wait, too.
    sqlx::query("SET LOCAL lock_timeout = '300ms'").execute(&mut *tx).await?;
    let name = partition::name(day);
    let detached = async {
        sqlx::query(partition::LOCK).execute(&mut *tx).await?;
        let detach = format!("ALTER TABLE request_log DETACH PARTITION {name}");
        sqlx::query(AssertSqlSafe(detach)).execute(&mut *tx).await?;
        let table = sqlx::query_scalar("SELECT CAST(CAST(to_regclass($1) AS OID) AS BIGINT)").bind(&name);
        let table: i64 = table.fetch_one(&mut *tx).await?;
        // A row of that day that comes late makes the day anew.
        let rename = format!("ALTER TABLE {name} RENAME TO {GONE}{table}");
        sqlx::query(AssertSqlSafe(rename)).execute(&mut *tx).await.map(|_| ())
    };
    match detached.await {
        Ok(()) => tx.commit().await.map(|()| true).map_err(Error::from),
        Err(sqlx::Error::Database(error)) => match error.code().as_deref() {
            // lock_not_available, and deadlock_detected, which the same wait can end in.
            Some("55P03" | "40P01") => Ok(false),
            Some(UNDEFINED_TABLE) => Ok(true),
            _ => Err(sqlx::Error::Database(error).into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Removes the oldest rows before `before`, about `limit` of them; how many there were.
pub(crate) async fn delete(tx: &mut Tx, before: Millis, limit: i64) -> Result<i64> {
    const LAST: &str = "SELECT at FROM request_log WHERE at < $1 ORDER BY at, id LIMIT 1 OFFSET $2";
    const DELETE: &str = "DELETE FROM request_log WHERE at <= $1";
    let last: Option<i64> =
        on!(tx, |conn| sqlx::query_scalar(LAST).bind(before).bind(limit - 1).fetch_optional(conn).await)?;
    let last = last.unwrap_or(before.0 - 1);
    Ok(on!(tx, |conn| sqlx::query(DELETE).bind(last).execute(conn).await?.rows_affected()) as i64)
}

/// One step of giving the space of removed rows back to the file system; false when there is no more to give.
pub(crate) async fn shrink(db: &Db) -> Result<bool> {
    const SQL: &str = "SELECT relname::TEXT FROM pg_class
        WHERE starts_with(relname, $1) AND relkind = 'r' AND pg_table_is_visible(oid) LIMIT 1";
    let write = match db {
        Db::Sqlite { write, .. } => write,
        Db::Postgres { pool, .. } => {
            let name: Option<String> = sqlx::query_scalar(SQL).bind(GONE).fetch_optional(pool).await?;
            let Some(name) = name else { return Ok(false) };
            sqlx::query(AssertSqlSafe(format!("DROP TABLE IF EXISTS {name}"))).execute(pool).await?;
            return Ok(true);
        }
    };
    let mut connection = write.acquire().await?;
    let free: i64 = sqlx::query_scalar("PRAGMA freelist_count").fetch_one(&mut *connection).await?;
    sqlx::query(AssertSqlSafe(format!("PRAGMA incremental_vacuum({PAGES})"))).fetch_all(&mut *connection).await?;
    let left: i64 = sqlx::query_scalar("PRAGMA freelist_count").fetch_one(&mut *connection).await?;
    // A file that was made without the feature stays as it is.
    Ok(left > 0 && left < free)
}
