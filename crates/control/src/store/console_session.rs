use crate::Result;
use crate::db::{Tx, on};
use domain::{KeyId, Millis};

/// `hash`: of the cookie. `credential`: hash of what was typed at login. `key_id`: none for the admin token.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) hash: String,
    pub(crate) credential: String,
    pub(crate) key_id: Option<KeyId>,
    pub(crate) ip: String,
    pub(crate) user_agent: String,
    pub(crate) created_at: Millis,
    pub(crate) expires_at: Millis,
}

pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    const SQL: &str = "INSERT INTO console_sessions (hash, credential, key_id, ip, user_agent, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(tx, |conn| sqlx::query(SQL)
        .bind(&row.hash)
        .bind(&row.credential)
        .bind(row.key_id)
        .bind(&row.ip)
        .bind(&row.user_agent)
        .bind(row.created_at)
        .bind(row.expires_at)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Unless it has expired.
pub(crate) async fn get(tx: &mut Tx, hash: &str, now: Millis) -> Result<Option<Row>> {
    const SQL: &str = "SELECT hash, credential, key_id, ip, user_agent, created_at, expires_at FROM console_sessions
        WHERE hash = $1 AND expires_at > $2";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(hash).bind(now).fetch_optional(conn).await)?)
}

pub(crate) async fn delete(tx: &mut Tx, hash: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM console_sessions WHERE hash = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete_expired(tx: &mut Tx, now: Millis) -> Result<u64> {
    const SQL: &str = "DELETE FROM console_sessions WHERE expires_at <= $1";
    Ok(on!(tx, |conn| sqlx::query(SQL).bind(now).execute(conn).await.map(|done| done.rows_affected()))?)
}
