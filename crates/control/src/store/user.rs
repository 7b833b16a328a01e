use crate::Result;
use crate::db::{Tx, on};
use domain::user::{NewUser, User};
use domain::{Millis, UserId};

/// By name; deleted ones are gone.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<User>> {
    const SQL: &str =
        "SELECT id, name, note, role, groups, allowed_models, enabled, expires_at, limits, usage_reset_at,
        created_at, updated_at FROM users WHERE deleted_at IS NULL ORDER BY name, id";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, id: UserId) -> Result<Option<User>> {
    const SQL: &str =
        "SELECT id, name, note, role, groups, allowed_models, enabled, expires_at, limits, usage_reset_at,
        created_at, updated_at FROM users WHERE id = $1 AND deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewUser, now: Millis) -> Result<UserId> {
    const SQL: &str =
        "INSERT INTO users (name, note, role, groups, allowed_models, enabled, expires_at, limits, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, TRUE, $6, $7, $8, $8) RETURNING id";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(&new.name)
        .bind(&new.note)
        .bind(new.role.as_str())
        .bind(new.groups.to_json())
        .bind(new.allowed_models.to_json())
        .bind(new.expires_at)
        .bind(new.limits.to_json())
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

pub(crate) async fn update(tx: &mut Tx, user: &User) -> Result<()> {
    const SQL: &str =
        "UPDATE users SET name = $2, note = $3, role = $4, groups = $5, allowed_models = $6, enabled = $7,
        expires_at = $8, limits = $9, usage_reset_at = $10, updated_at = $11 WHERE id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL)
        .bind(user.id)
        .bind(&user.name)
        .bind(&user.note)
        .bind(user.role.as_str())
        .bind(user.groups.to_json())
        .bind(user.allowed_models.to_json())
        .bind(user.enabled)
        .bind(user.expires_at)
        .bind(user.limits.to_json())
        .bind(user.usage_reset_at)
        .bind(user.updated_at)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: UserId, now: Millis) -> Result<()> {
    const SQL: &str = "UPDATE users SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL).bind(id).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
