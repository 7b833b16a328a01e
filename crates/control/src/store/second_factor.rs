use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;

/// `user_id`: 0 for the admin token. `secret` is sealed. `step`: of the last code that was taken.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) secret: String,
    pub(crate) confirmed_at: Option<Millis>,
    pub(crate) step: i64,
}

pub(crate) async fn get(tx: &mut Tx, user: i64) -> Result<Option<Row>> {
    const SQL: &str = "SELECT secret, confirmed_at, step FROM second_factors WHERE user_id = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(user).fetch_optional(conn).await)?)
}

/// In place of one that was not confirmed. False: one is in force.
pub(crate) async fn begin(tx: &mut Tx, user: i64, secret: &str, now: Millis) -> Result<bool> {
    const SQL: &str = "INSERT INTO second_factors (user_id, secret, created_at, step) VALUES ($1, $2, $3, 0)
        ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
        WHERE second_factors.confirmed_at IS NULL";
    let made = on!(tx, |conn| sqlx::query(SQL).bind(user).bind(secret).bind(now).execute(conn).await?.rows_affected());
    Ok(made > 0)
}

pub(crate) async fn confirm(tx: &mut Tx, user: i64, now: Millis) -> Result<()> {
    const SQL: &str = "UPDATE second_factors SET confirmed_at = $2 WHERE user_id = $1 AND confirmed_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL).bind(user).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// False: that code, or a later one, was taken before.
pub(crate) async fn take(tx: &mut Tx, user: i64, step: i64) -> Result<bool> {
    const SQL: &str = "UPDATE second_factors SET step = $2 WHERE user_id = $1 AND step < $2";
    Ok(on!(tx, |conn| sqlx::query(SQL).bind(user).bind(step).execute(conn).await?.rows_affected()) > 0)
}

/// False: there is none.
pub(crate) async fn delete(tx: &mut Tx, user: i64) -> Result<bool> {
    const SQL: &str = "DELETE FROM second_factors WHERE user_id = $1";
    Ok(on!(tx, |conn| sqlx::query(SQL).bind(user).execute(conn).await?.rows_affected()) > 0)
}
