use crate::Result;
use crate::db::{Tx, on};
use domain::provider::Provider;
use domain::{Millis, ProviderId};
use serde::{Deserialize, Serialize};

/// $1 to $22 of a statement that writes a whole provider.
macro_rules! columns {
    ($query:expr, $provider:expr, $sealed:expr) => {
        $query
            .bind(&$provider.name)
            .bind($provider.kind.as_str())
            .bind(&$provider.url)
            .bind(&$provider.key_hint)
            .bind($provider.weight)
            .bind($provider.priority)
            .bind($provider.multiplier)
            .bind($provider.groups.to_json())
            .bind($provider.allowed_models.to_json())
            .bind($provider.redirects.to_json())
            .bind($provider.overrides.to_json())
            .bind(&$provider.proxy_hint)
            .bind($provider.proxy_fallback)
            .bind($provider.preserve_client_ip)
            .bind($provider.routing.to_json())
            .bind($provider.limits.to_json())
            .bind($provider.usage_reset_at)
            .bind(&$provider.note)
            .bind($provider.enabled)
            .bind($provider.updated_at)
            .bind(&$sealed.credential)
            .bind(&$sealed.proxy)
    };
}
/// In the order of their ids; deleted ones are gone.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Provider>> {
    const SQL: &str =
        "SELECT id, name, kind, url, key_hint, weight, priority, multiplier, groups, allowed_models, redirects, overrides,
        proxy_hint, proxy_fallback, preserve_client_ip, routing, limits, usage_reset_at, note, enabled, created_at, updated_at
        FROM providers WHERE deleted_at IS NULL ORDER BY id";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, id: ProviderId) -> Result<Option<Provider>> {
    const SQL: &str =
        "SELECT id, name, kind, url, key_hint, weight, priority, multiplier, groups, allowed_models, redirects, overrides,
        proxy_hint, proxy_fallback, preserve_client_ip, routing, limits, usage_reset_at, note, enabled, created_at, updated_at
        FROM providers WHERE id = $1 AND deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

/// A provider's secrets, sealed. An empty `proxy` is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize, sqlx::FromRow)]
pub(crate) struct Sealed {
    pub(crate) credential: String,
    pub(crate) proxy: String,
}

pub(crate) async fn all_sealed(tx: &mut Tx) -> Result<Vec<(ProviderId, Sealed)>> {
    const SQL: &str = "SELECT id, credential, proxy FROM providers WHERE deleted_at IS NULL";
    let rows: Vec<(ProviderId, String, String)> = on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(id, credential, proxy)| (id, Sealed { credential, proxy })).collect())
}

pub(crate) async fn sealed(tx: &mut Tx, id: ProviderId) -> Result<Option<Sealed>> {
    const SQL: &str = "SELECT credential, proxy FROM providers WHERE id = $1 AND deleted_at IS NULL";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

/// `provider` as it shall be, but for its id, which the database gives.
pub(crate) async fn insert(tx: &mut Tx, provider: &Provider, sealed: &Sealed) -> Result<ProviderId> {
    const SQL: &str =
        "INSERT INTO providers (name, kind, url, key_hint, weight, priority, multiplier, groups, allowed_models, redirects,
        overrides, proxy_hint, proxy_fallback, preserve_client_ip, routing, limits, usage_reset_at, note, enabled, updated_at,
        credential, proxy, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
        $19, $20, $21, $22, $20) RETURNING id";
    Ok(on!(tx, |conn| columns!(sqlx::query_scalar(SQL), provider, sealed).fetch_one(conn).await)?)
}

pub(crate) async fn update(tx: &mut Tx, provider: &Provider, sealed: &Sealed) -> Result<()> {
    const SQL: &str = "UPDATE providers SET name = $1, kind = $2, url = $3, key_hint = $4, weight = $5, priority = $6,
        multiplier = $7, groups = $8, allowed_models = $9, redirects = $10, overrides = $11, proxy_hint = $12,
        proxy_fallback = $13, preserve_client_ip = $14, routing = $15, limits = $16, usage_reset_at = $17,
        note = $18, enabled = $19, updated_at = $20, credential = $21, proxy = $22 WHERE id = $23 AND deleted_at IS NULL";
    on!(tx, |conn| columns!(sqlx::query(SQL), provider, sealed).bind(provider.id).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The secrets go with it.
pub(crate) async fn delete(tx: &mut Tx, id: ProviderId, now: Millis) -> Result<()> {
    const SQL: &str =
        "UPDATE providers SET deleted_at = $2, credential = '', proxy = '' WHERE id = $1 AND deleted_at IS NULL";
    on!(tx, |conn| sqlx::query(SQL).bind(id).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// One that was deleted at `deleted_at` is there again, without its secrets. False: there is none.
pub(crate) async fn restore(tx: &mut Tx, id: ProviderId, deleted_at: Millis) -> Result<bool> {
    const SQL: &str = "UPDATE providers SET deleted_at = NULL WHERE id = $1 AND deleted_at = $2";
    let restored = on!(tx, |conn| sqlx::query(SQL).bind(id).bind(deleted_at).execute(conn).await?.rows_affected());
    Ok(restored > 0)
}
