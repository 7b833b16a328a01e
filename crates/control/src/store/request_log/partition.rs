//! PostgreSQL keeps a partition of the log for each UTC day.

use crate::Result;
use crate::db::{Db, Tx, on};
use chrono::NaiveDate;
use domain::Millis;
use domain::time::DAY;
use sqlx::AssertSqlSafe;

/// Taken before a partition is made or dropped. `IF NOT EXISTS` looks before it locks: two at once would both create it.
pub(super) const LOCK: &str = "SELECT pg_advisory_xact_lock(7233021)";

const PREFIX: &str = "request_log_";
const FORM: &str = "%Y%m%d";

pub(super) fn name(day: Millis) -> String {
    let day = chrono::DateTime::from_timestamp_millis(day.0).unwrap_or_default();
    format!("{PREFIX}{}", day.format(FORM))
}

/// The start of the day whose partition has this name.
pub(super) fn day(text: &str) -> Option<Millis> {
    let day = NaiveDate::parse_from_str(text.strip_prefix(PREFIX)?, FORM).ok()?;
    let start = Millis(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis());
    (name(start) == text).then_some(start)
}

/// Makes the partition of the day that holds `at`. Idempotent, also when several instances make the same one.
pub(crate) async fn ensure_day(db: &Db, at: Millis) -> Result<()> {
    if matches!(db, Db::Sqlite { .. }) {
        return Ok(());
    }
    let mut tx = db.write_batch().await?;
    make(&mut tx, at).await?;
    tx.commit().await
}

/// The same inside a transaction.
pub(crate) async fn make(tx: &mut Tx, at: Millis) -> Result<()> {
    let Tx::Postgres(tx) = tx else { return Ok(()) };
    let from = at.0.div_euclid(DAY) * DAY;
    let (name, until) = (name(Millis(from)), from + DAY);
    let sql =
        format!("CREATE TABLE IF NOT EXISTS {name} PARTITION OF request_log FOR VALUES FROM ({from}) TO ({until})");
    sqlx::query(LOCK).execute(&mut **tx).await?;
    sqlx::query(AssertSqlSafe(sql)).execute(&mut **tx).await?;
    Ok(())
}

/// The UTC days that have rows.
pub(crate) async fn days(tx: &mut Tx) -> Result<Vec<Millis>> {
    let sql = AssertSqlSafe(format!("SELECT DISTINCT at / {DAY} * {DAY} AS day FROM request_log ORDER BY day"));
    Ok(on!(tx, |conn| sqlx::query_scalar(sql).fetch_all(conn).await)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_name() {
        let noon = Millis(1_795_435_200_000);
        assert_eq!(name(noon), "request_log_20261123");
        assert_eq!(day(&name(noon)), Some(noon - DAY / 2));
        for other in ["request_log_", "request_log_2026112", "request_log_default", "usage_ledger"] {
            assert_eq!(day(other), None, "{other}");
        }
    }
}
