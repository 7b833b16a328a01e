use crate::Result;
use crate::db::{Tx, on};
use domain::Millis;

pub(crate) async fn insert(tx: &mut Tx, token: &str, body: &str, expires_at: Millis) -> Result<()> {
    const SQL: &str = "INSERT INTO provider_undos (token, body, expires_at) VALUES ($1, $2, $3)";
    on!(tx, |conn| sqlx::query(SQL).bind(token).bind(body).bind(expires_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Its body, once, unless it has expired.
pub(crate) async fn take(tx: &mut Tx, token: &str, now: Millis) -> Result<Option<String>> {
    const SQL: &str = "DELETE FROM provider_undos WHERE token = $1 AND expires_at > $2 RETURNING body";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).bind(token).bind(now).fetch_optional(conn).await)?)
}

pub(crate) async fn delete_expired(tx: &mut Tx, now: Millis) -> Result<()> {
    const SQL: &str = "DELETE FROM provider_undos WHERE expires_at <= $1";
    on!(tx, |conn| sqlx::query(SQL).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
