//! PostgreSQL keeps a partition of the log for each UTC day.

use crate::Result;
use crate::db::{Db, on};
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
    let from = at.0.div_euclid(DAY) * DAY;
    let (name, until) = (name(Millis(from)), from + DAY);
    let sql =
        format!("CREATE TABLE IF NOT EXISTS {name} PARTITION OF request_log FOR VALUES FROM ({from}) TO ({until})");
    let mut tx = db.write_batch().await?;
    on!(&mut tx, |conn| {
        sqlx::query(LOCK).execute(&mut *conn).await?;
        sqlx::query(AssertSqlSafe(sql)).execute(conn).await?;
    });
    tx.commit().await
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
