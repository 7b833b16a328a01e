use crate::Result;
use crate::db::{Tx, on};
use domain::token::{ApiToken, NewApiToken};
use domain::{Millis, TokenId, UserId};

/// In the order they were made; those of one person only, if one is named.
pub(crate) async fn list(tx: &mut Tx, user: Option<UserId>) -> Result<Vec<ApiToken>> {
    const SQL: &str = "SELECT t.id, t.name, t.hint, t.user_id, COALESCE(u.name, 'admin') AS owner, t.scopes, t.created_at,
        t.expires_at, t.used_at FROM api_tokens t LEFT JOIN users u ON u.id = t.user_id
        WHERE (t.user_id IS NULL OR u.deleted_at IS NULL) AND (CAST($1 AS BIGINT) IS NULL OR t.user_id = $1) ORDER BY t.id";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(user).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, id: TokenId) -> Result<Option<ApiToken>> {
    const SQL: &str =
        "SELECT t.id, t.name, t.hint, t.user_id, COALESCE(u.name, 'admin') AS owner, t.scopes, t.created_at,
        t.expires_at, t.used_at FROM api_tokens t LEFT JOIN users u ON u.id = t.user_id WHERE t.id = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

/// By the hex of its hash.
pub(crate) async fn find(tx: &mut Tx, hash: &str) -> Result<Option<ApiToken>> {
    const SQL: &str =
        "SELECT t.id, t.name, t.hint, t.user_id, COALESCE(u.name, 'admin') AS owner, t.scopes, t.created_at,
        t.expires_at, t.used_at FROM api_tokens t LEFT JOIN users u ON u.id = t.user_id WHERE t.hash = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(hash).fetch_optional(conn).await)?)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    owner: Option<UserId>,
    new: &NewApiToken,
    hash: &str,
    hint: &str,
    now: Millis,
) -> Result<TokenId> {
    const SQL: &str = "INSERT INTO api_tokens (hash, hint, name, user_id, scopes, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(hash)
        .bind(hint)
        .bind(&new.name)
        .bind(owner)
        .bind(new.scopes.to_json())
        .bind(now)
        .bind(new.expires_at)
        .fetch_one(conn)
        .await)?)
}

pub(crate) async fn used(tx: &mut Tx, id: TokenId, now: Millis) -> Result<()> {
    const SQL: &str = "UPDATE api_tokens SET used_at = $2 WHERE id = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(id).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: TokenId) -> Result<()> {
    const SQL: &str = "DELETE FROM api_tokens WHERE id = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(id).execute(conn).await.map(|_| ()))?;
    Ok(())
}
