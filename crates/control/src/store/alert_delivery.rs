use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;
use domain::alert::DeliveryState;

#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) target_id: i64,
    pub(crate) target_name: String,
    pub(crate) at: Millis,
    /// JSON.
    pub(crate) alert: String,
    #[sqlx(try_from = "String")]
    pub(crate) state: DeliveryState,
    pub(crate) attempts: i64,
    pub(crate) error: Option<String>,
    pub(crate) ended_at: Option<Millis>,
}

/// What is told of somebody.
pub(crate) struct New<'a> {
    pub(crate) target: (i64, &'a str),
    pub(crate) key: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) event: &'a str,
    pub(crate) at: Millis,
    pub(crate) alert: &'a str,
    /// Nothing else was told of the same since then, or this is not told either.
    pub(crate) quiet_since: Millis,
}

/// False: it was told already, or something like it a moment ago.
pub(crate) async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO alert_deliveries (target_id, target_name, key, subject, event, at, alert, state, attempts,
        next_at) SELECT $1, $2, $3, $4, $5, $6, $7, 'waiting', 0, $6 WHERE NOT EXISTS (SELECT 1 FROM alert_deliveries
        WHERE target_id = $1 AND subject = $4 AND event = $5 AND at > $8) ON CONFLICT (target_id, key) DO NOTHING";
    Ok(on!(tx, |conn| sqlx::query(SQL)
        .bind(new.target.0)
        .bind(new.target.1)
        .bind(new.key)
        .bind(new.subject)
        .bind(new.event)
        .bind(new.at)
        .bind(new.alert)
        .bind(new.quiet_since)
        .execute(conn)
        .await?
        .rows_affected()
        > 0))
}

pub(crate) async fn due(tx: &mut Tx, now: Millis, limit: i64) -> Result<Vec<Row>> {
    const SQL: &str = "SELECT id, target_id, target_name, at, alert, state, attempts, error, ended_at
        FROM alert_deliveries WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(now).bind(limit).fetch_all(conn).await)?)
}

/// False: another instance has taken it. `until`: it is tried again by then if nothing more is heard of it.
pub(crate) async fn take(tx: &mut Tx, row: &Row, until: Millis) -> Result<bool> {
    const SQL: &str = "UPDATE alert_deliveries SET attempts = attempts + 1, next_at = $3
        WHERE id = $1 AND state = 'waiting' AND attempts = $2";
    Ok(on!(tx, |conn| {
        sqlx::query(SQL).bind(row.id).bind(row.attempts).bind(until).execute(conn).await?.rows_affected() > 0
    }))
}

pub(crate) async fn end(tx: &mut Tx, id: i64, state: DeliveryState, error: Option<&str>, at: Millis) -> Result<()> {
    const SQL: &str = "UPDATE alert_deliveries SET state = $2, error = $3, ended_at = $4 WHERE id = $1";
    on!(tx, |conn| {
        sqlx::query(SQL).bind(id).bind(state.as_str()).bind(error).bind(at).execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

pub(crate) async fn postpone(tx: &mut Tx, id: i64, error: &str, next_at: Millis) -> Result<()> {
    const SQL: &str = "UPDATE alert_deliveries SET error = $2, next_at = $3 WHERE id = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(id).bind(error).bind(next_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Newest first, older than `before`.
pub(crate) async fn list(tx: &mut Tx, before: (Millis, i64), limit: i64) -> Result<Vec<Row>> {
    const SQL: &str = "SELECT id, target_id, target_name, at, alert, state, attempts, error, ended_at
        FROM alert_deliveries WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(before.0).bind(before.1).bind(limit).fetch_all(conn).await)?)
}

/// How many there were.
pub(crate) async fn delete_before(tx: &mut Tx, at: Millis) -> Result<i64> {
    const SQL: &str = "DELETE FROM alert_deliveries WHERE at < $1 AND state <> 'waiting'";
    Ok(on!(tx, |conn| sqlx::query(SQL).bind(at).execute(conn).await?.rows_affected() as i64))
}
