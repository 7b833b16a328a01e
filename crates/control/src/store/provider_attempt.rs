//! How attempts at providers ended, by quarter of an hour. The sums of the ledger know requests: of one that went on to
//! another provider they do not tell who failed it.

use crate::Result;
use crate::db::{Tx, on};
use domain::log::{Attempt, Class, LogEntry};
use domain::{Millis, ProviderId};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Rows of one statement.
const ROWS: usize = 1_000;

/// Adds the attempts of requests that are stored for the first time.
pub(crate) async fn add(tx: &mut Tx, entries: impl Iterator<Item = &LogEntry>) -> Result<()> {
    // In one order everywhere, as all sums are.
    let mut cells: BTreeMap<(Millis, ProviderId), (i64, i64)> = BTreeMap::new();
    for entry in entries {
        let own = |attempt: &&Attempt| attempt.class != Some(Class::ClientFault) && !attempt.drilled;
        for attempt in entry.attempts.iter().filter(own) {
            let cell = cells.entry((entry.at.bucket(), attempt.provider.id)).or_default();
            cell.0 += 1;
            cell.1 += i64::from(attempt.outcome.is_failure());
        }
    }
    let cells: Vec<_> = cells.into_iter().collect();
    for cells in cells.chunks(ROWS) {
        on!(&mut *tx, |conn| {
            let mut query =
                QueryBuilder::new("INSERT INTO provider_attempts (bucket, provider_id, attempts, failures) ");
            query.push_values(cells, |mut values, ((bucket, provider), (attempts, failures))| {
                values.push_bind(bucket).push_bind(provider).push_bind(attempts).push_bind(failures);
            });
            query.push(
                " ON CONFLICT (bucket, provider_id) DO UPDATE SET
                attempts = provider_attempts.attempts + excluded.attempts,
                failures = provider_attempts.failures + excluded.failures",
            );
            query.build().execute(conn).await?;
        });
    }
    Ok(())
}

/// (provider, start, attempts, failures) since `from`, by times of that length.
pub(crate) async fn lanes(tx: &mut Tx, from: Millis, length: i64) -> Result<Vec<(ProviderId, Millis, i64, i64)>> {
    const SQL: &str =
        "SELECT provider_id, bucket - bucket % $2, CAST(SUM(attempts) AS BIGINT), CAST(SUM(failures) AS BIGINT)
        FROM provider_attempts WHERE bucket >= $1 GROUP BY 1, 2";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(from).bind(length).fetch_all(conn).await)?)
}

pub(crate) async fn forget(tx: &mut Tx, before: Millis) -> Result<()> {
    const SQL: &str = "DELETE FROM provider_attempts WHERE bucket < $1";
    on!(tx, |conn| sqlx::query(SQL).bind(before).execute(conn).await.map(|_| ()))?;
    Ok(())
}
