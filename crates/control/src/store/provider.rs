use crate::Result;
use crate::db::{Tx, on};
use domain::provider::{NewProvider, Provider};
use domain::{Millis, ProviderId};

/// In the order of their ids; deleted ones are gone.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Provider>> {
    const SQL: &str =
        "SELECT id, name, kind, url, key_hint, weight, priority, multiplier, groups, allowed_models, note, enabled,
        created_at, updated_at FROM providers WHERE deleted_at IS NULL ORDER BY id";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, id: ProviderId) -> Result<Option<Provider>> {
    const SQL: &str =
        "SELECT id, name, kind, url, key_hint, weight, priority, multiplier, groups, allowed_models, note, enabled,
        created_at, updated_at FROM providers WHERE id = $1 AND deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

/// The sealed credentials.
pub(crate) async fn credentials(tx: &mut Tx) -> Result<Vec<(ProviderId, String)>> {
    const SQL: &str = "SELECT id, credential FROM providers WHERE deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn credential(tx: &mut Tx, id: ProviderId) -> Result<Option<String>> {
    const SQL: &str = "SELECT credential FROM providers WHERE id = $1 AND deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).bind(id).fetch_optional(conn).await)?)
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewProvider, sealed: &str, now: Millis) -> Result<ProviderId> {
    const SQL: &str =
        "INSERT INTO providers (name, kind, url, credential, key_hint, weight, priority, multiplier, groups,
        allowed_models, note, enabled, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) RETURNING id";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL)
        .bind(&new.name)
        .bind(new.kind.as_str())
        .bind(&new.url)
        .bind(sealed)
        .bind(new.credential.hint())
        .bind(new.weight)
        .bind(new.priority)
        .bind(new.multiplier)
        .bind(new.groups.to_json())
        .bind(new.allowed_models.to_json())
        .bind(&new.note)
        .bind(new.enabled)
        .bind(now)
        .fetch_one(conn)
        .await)?)
}

/// `sealed`: the new credential, when there is one.
pub(crate) async fn update(tx: &mut Tx, provider: &Provider, sealed: Option<&str>) -> Result<()> {
    const SQL: &str = "UPDATE providers SET name = $2, kind = $3, url = $4, key_hint = $5, weight = $6, priority = $7,
        multiplier = $8, groups = $9, allowed_models = $10, note = $11, enabled = $12, updated_at = $13,
        credential = COALESCE($14, credential) WHERE id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL)
        .bind(provider.id)
        .bind(&provider.name)
        .bind(provider.kind.as_str())
        .bind(&provider.url)
        .bind(&provider.key_hint)
        .bind(provider.weight)
        .bind(provider.priority)
        .bind(provider.multiplier)
        .bind(provider.groups.to_json())
        .bind(provider.allowed_models.to_json())
        .bind(&provider.note)
        .bind(provider.enabled)
        .bind(provider.updated_at)
        .bind(sealed)
        .execute(conn)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The credential goes with it.
pub(crate) async fn delete(tx: &mut Tx, id: ProviderId, now: Millis) -> Result<()> {
    const SQL: &str = "UPDATE providers SET deleted_at = $2, credential = '' WHERE id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL).bind(id).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
