use crate::Result;
use crate::db::{Tx, on};
use domain::key::{Key, NewKey};
use domain::{KeyId, Millis, UserId};

/// In the order they were made; deleted ones are gone.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Key>> {
    const SQL: &str = "SELECT id, user_id, name, hint, groups, can_login, enabled, expires_at, limits, usage_reset_at,
        created_at, updated_at FROM keys WHERE deleted_at IS NULL ORDER BY id";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn list_of(tx: &mut Tx, user: UserId) -> Result<Vec<Key>> {
    const SQL: &str = "SELECT id, user_id, name, hint, groups, can_login, enabled, expires_at, limits, usage_reset_at,
        created_at, updated_at FROM keys WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(user).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, id: KeyId) -> Result<Option<Key>> {
    const SQL: &str = "SELECT id, user_id, name, hint, groups, can_login, enabled, expires_at, limits, usage_reset_at,
        created_at, updated_at FROM keys WHERE id = $1 AND deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

/// Whose it is, or was before it was deleted. A key never changes its user.
pub(crate) async fn owner(tx: &mut Tx, id: KeyId) -> Result<Option<UserId>> {
    const SQL: &str = "SELECT user_id FROM keys WHERE id = $1";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).bind(id).fetch_optional(conn).await)?)
}

/// By the hex of its hash.
pub(crate) async fn find(tx: &mut Tx, hash: &str) -> Result<Option<Key>> {
    const SQL: &str = "SELECT id, user_id, name, hint, groups, can_login, enabled, expires_at, limits, usage_reset_at,
        created_at, updated_at FROM keys WHERE hash = $1 AND deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(hash).fetch_optional(conn).await)?)
}

/// By the hex of its hash, and whether it was deleted: no text is ever two keys.
pub(crate) async fn with_hash(tx: &mut Tx, hash: &str) -> Result<Option<(KeyId, bool)>> {
    const SQL: &str = "SELECT id, deleted_at IS NOT NULL FROM keys WHERE hash = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(hash).fetch_optional(conn).await)?)
}

pub(crate) async fn hashes(tx: &mut Tx) -> Result<Vec<(KeyId, String)>> {
    const SQL: &str = "SELECT id, hash FROM keys WHERE deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

/// Deleted keys no longer hold this text, so that a new one may have it.
pub(crate) async fn forget_text(tx: &mut Tx, hash: &str) -> Result<()> {
    const SQL: &str =
        "UPDATE keys SET hash = hash || '.' || CAST(id AS TEXT) WHERE hash = $1 AND deleted_at IS NOT NULL";
    on!(tx, |conn| sqlx::query(SQL).bind(hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn insert(
    tx: &mut Tx,
    user: UserId,
    new: &NewKey,
    hash: &str,
    hint: &str,
    now: Millis,
) -> Result<KeyId> {
    const SQL: &str =
        "INSERT INTO keys (user_id, name, hash, hint, groups, can_login, enabled, expires_at, limits, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7, $8, $9, $9) RETURNING id";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(user)
        .bind(&new.name)
        .bind(hash)
        .bind(hint)
        .bind(new.groups.to_json())
        .bind(new.can_login)
        .bind(new.expires_at)
        .bind(new.limits.to_json())
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

pub(crate) async fn update(tx: &mut Tx, key: &Key) -> Result<()> {
    const SQL: &str =
        "UPDATE keys SET name = $2, groups = $3, can_login = $4, enabled = $5, expires_at = $6, limits = $7,
        usage_reset_at = $8, updated_at = $9 WHERE id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL)
        .bind(key.id)
        .bind(&key.name)
        .bind(key.groups.to_json())
        .bind(key.can_login)
        .bind(key.enabled)
        .bind(key.expires_at)
        .bind(key.limits.to_json())
        .bind(key.usage_reset_at)
        .bind(key.updated_at)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: KeyId, now: Millis) -> Result<()> {
    const SQL: &str = "UPDATE keys SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL).bind(id).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete_of(tx: &mut Tx, user: UserId, now: Millis) -> Result<()> {
    const SQL: &str = "UPDATE keys SET deleted_at = $2 WHERE user_id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL).bind(user).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
