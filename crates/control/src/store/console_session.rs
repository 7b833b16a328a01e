use crate::Result;
use crate::db::{Tx, on};
use domain::{KeyId, Millis, Owner};

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

/// Of the hash: enough to tell sessions apart, and of no use without the rest.
const ID_CHARS: usize = 16;

pub(crate) fn id(hash: &str) -> String {
    hash.chars().take(ID_CHARS).collect()
}

#[derive(sqlx::FromRow)]
pub(crate) struct Open {
    pub(crate) hash: String,
    pub(crate) name: String,
    pub(crate) ip: String,
    pub(crate) user_agent: String,
    pub(crate) created_at: Millis,
    pub(crate) expires_at: Millis,
}

/// The newest first; of one owner, if one is named. Those of an admin token that is no longer the one are over.
pub(crate) async fn list(tx: &mut Tx, owner: Option<Owner>, admin: &str, now: Millis) -> Result<Vec<Open>> {
    const SQL: &str = "SELECT s.hash,
        CASE WHEN k.id IS NULL THEN 'admin' WHEN k.can_login = TRUE THEN u.name ELSE u.name || ' · ' || k.name END AS name,
        s.ip, s.user_agent, s.created_at, s.expires_at
        FROM console_sessions s LEFT JOIN keys k ON k.id = s.key_id LEFT JOIN users u ON u.id = k.user_id
        WHERE s.expires_at > $1
        AND CASE WHEN s.key_id IS NULL THEN s.credential = $2 ELSE k.deleted_at IS NULL AND u.deleted_at IS NULL END
        AND (CAST($3 AS BIGINT) IS NULL OR k.user_id = $3) AND (CAST($4 AS BIGINT) IS NULL OR k.id = $4)
        ORDER BY s.created_at DESC, s.hash";
    let (user, key) = Owner::ids(owner);
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(now).bind(admin).bind(user).bind(key).fetch_all(conn).await)?)
}
