//! Rows of the ledger whose model had no price, and their price when it comes.

use crate::Result;
use crate::db::{Tx, on};
use domain::price::Unpriced;
use domain::usage::Usage;
use domain::{KeyId, Millis, Nanos, ProviderId, RequestId, UserId};

/// A row that has no price yet.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Waiting {
    pub(crate) request_id: RequestId,
    pub(crate) at: Millis,
    pub(crate) user_id: UserId,
    pub(crate) key_id: KeyId,
    pub(crate) provider_id: ProviderId,
    pub(crate) group_name: String,
    pub(crate) model: String,
    pub(crate) unpriced_model: String,
    #[sqlx(flatten)]
    pub(crate) usage: Usage,
}

/// Whose price is missing, at which provider.
pub(crate) async fn models(tx: &mut Tx) -> Result<Vec<(String, ProviderId)>> {
    const SQL: &str = "SELECT DISTINCT unpriced_model, provider_id FROM usage_ledger WHERE unpriced = TRUE";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

/// Oldest first, after the row of that time and id.
pub(crate) async fn waiting(
    tx: &mut Tx,
    model: &str,
    provider: ProviderId,
    after: Option<&(Millis, RequestId)>,
    limit: i64,
) -> Result<Vec<Waiting>> {
    const SQL: &str =
        "SELECT request_id, at, user_id, key_id, provider_id, group_name, model, unpriced_model, input, output,
        cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning FROM usage_ledger
        WHERE unpriced = TRUE AND unpriced_model = $1 AND provider_id = $2 AND (at, request_id) > ($3, $4)
        ORDER BY at, request_id LIMIT $5";
    let (at, id) = after.map_or((i64::MIN, ""), |(at, id)| (at.0, id.as_str()));
    Ok(on!(tx, |conn| {
        sqlx::query_as(SQL).bind(model).bind(provider).bind(at).bind(id).bind(limit).fetch_all(conn).await
    })?)
}

/// False: it has a price already.
pub(crate) async fn price(tx: &mut Tx, id: &RequestId, cost: Nanos) -> Result<bool> {
    const SQL: &str = "UPDATE usage_ledger SET cost = $1, unpriced = FALSE, unpriced_model = ''
        WHERE request_id = $2 AND unpriced = TRUE";
    let rows = on!(tx, |conn| sqlx::query(SQL).bind(cost).bind(id).execute(conn).await?.rows_affected());
    Ok(rows > 0)
}

/// By model, those with most requests first.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Unpriced>> {
    const SQL: &str = "SELECT unpriced_model AS model, MIN(at) AS since, MAX(at) AS last, COUNT(*) AS requests,
        CAST(SUM(input + output + cache_write_5m + cache_write_1h + cache_read + input_image + output_image) AS BIGINT) AS tokens
        FROM usage_ledger WHERE unpriced = TRUE GROUP BY unpriced_model ORDER BY requests DESC, model LIMIT 500";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}
