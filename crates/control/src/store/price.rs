use crate::Result;
use crate::db::{Tx, containing, on};
use domain::price::{PriceFilter, PriceKey, PriceSource};
use domain::{Millis, ProviderId};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

/// Rows of one INSERT.
const CHUNK: usize = 1_000;

#[derive(Clone, Debug, Serialize, Deserialize, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) model: String,
    /// 0: every provider.
    pub(crate) provider_id: i64,
    #[sqlx(try_from = "String")]
    pub(crate) source: PriceSource,
    /// The model's entry in LiteLLM's format.
    pub(crate) entry: String,
    pub(crate) updated_at: Millis,
}

impl Row {
    pub(crate) fn provider(&self) -> Option<ProviderId> {
        (self.provider_id != 0).then_some(ProviderId(self.provider_id))
    }
}

/// By model and provider; of one place, the price that counts first.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by(|a, b| (&a.model, a.provider_id, a.source).cmp(&(&b.model, b.provider_id, b.source)));
    rows
}

fn provider_id(key: &PriceKey) -> i64 {
    key.provider.map_or(0, |id| id.0)
}

/// By model and provider; of one place, the price that counts first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Row>> {
    const SQL: &str = "SELECT model, provider_id, source, entry, updated_at FROM prices";
    Ok(in_order(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?))
}

pub(crate) async fn of_source(tx: &mut Tx, source: PriceSource) -> Result<Vec<Row>> {
    const SQL: &str =
        "SELECT model, provider_id, source, entry, updated_at FROM prices WHERE source = $1 ORDER BY model";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(source.as_str()).fetch_all(conn).await)?)
}

/// Every price at one place, the one that counts first.
pub(crate) async fn of(tx: &mut Tx, key: &PriceKey) -> Result<Vec<Row>> {
    const SQL: &str =
        "SELECT model, provider_id, source, entry, updated_at FROM prices WHERE model = $1 AND provider_id = $2";
    let mut rows: Vec<Row> =
        on!(tx, |conn| sqlx::query_as(SQL).bind(&key.model).bind(provider_id(key)).fetch_all(conn).await)?;
    rows.sort_by_key(|row| row.source);
    Ok(rows)
}

/// The prices of places where an admin's own stands before another.
pub(crate) async fn doubled(tx: &mut Tx) -> Result<Vec<Row>> {
    const SQL: &str = "SELECT p.model, p.provider_id, p.source, p.entry, p.updated_at
        FROM prices m JOIN prices p ON p.model = m.model AND p.provider_id = m.provider_id
        WHERE m.source = 'manual'";
    Ok(in_order(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?))
}

/// The prices that count, by model and provider, after `after`.
pub(crate) async fn page(tx: &mut Tx, filter: &PriceFilter, after: Option<&PriceKey>, limit: i64) -> Result<Vec<Row>> {
    const RANK: &str = "CASE .source WHEN 'manual' THEN 0 WHEN 'synced' THEN 1 ELSE 2 END";
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT p.model, p.provider_id, p.source, p.entry, p.updated_at FROM prices p
             WHERE NOT EXISTS (SELECT 1 FROM prices b WHERE b.model = p.model AND b.provider_id = p.provider_id AND ",
        );
        query.push(RANK.replace('.', "b.")).push(" < ").push(RANK.replace('.', "p.")).push(")");
        if let Some(text) = &filter.search {
            query.push(" AND LOWER(p.model) LIKE LOWER(").push_bind(containing(text)).push(r") ESCAPE '\'");
        }
        if let Some(source) = filter.source {
            query.push(" AND p.source = ").push_bind(source.as_str());
        }
        if filter.of_providers {
            query.push(" AND p.provider_id <> 0");
        }
        if let Some(key) = after {
            query.push(" AND (p.model, p.provider_id) > (").push_bind(key.model.clone());
            query.push(", ").push_bind(provider_id(key)).push(")");
        }
        query.push(" ORDER BY p.model, p.provider_id LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// (place, entry), each place once.
pub(crate) async fn put(tx: &mut Tx, source: PriceSource, prices: &[(PriceKey, String)], now: Millis) -> Result<()> {
    for chunk in prices.chunks(CHUNK) {
        on!(&mut *tx, |conn| {
            let mut query = QueryBuilder::new("INSERT INTO prices (model, provider_id, source, entry, updated_at) ");
            query.push_values(chunk, |mut values, (key, entry)| {
                values.push_bind(&key.model).push_bind(provider_id(key)).push_bind(source.as_str());
                values.push_bind(entry).push_bind(now);
            });
            query.push(
                " ON CONFLICT (model, provider_id, source) DO UPDATE SET entry = excluded.entry, updated_at = excluded.updated_at",
            );
            query.build().execute(conn).await?;
        });
    }
    Ok(())
}

/// False: there is none.
pub(crate) async fn delete(tx: &mut Tx, key: &PriceKey, source: PriceSource) -> Result<bool> {
    const SQL: &str = "DELETE FROM prices WHERE model = $1 AND provider_id = $2 AND source = $3";
    let (id, source) = (provider_id(key), source.as_str());
    let deleted = on!(tx, |conn| {
        sqlx::query(SQL).bind(&key.model).bind(id).bind(source).execute(conn).await?.rows_affected()
    });
    Ok(deleted > 0)
}

/// Those for one provider alone.
pub(crate) async fn of_provider(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Row>> {
    const SQL: &str = "SELECT model, provider_id, source, entry, updated_at FROM prices WHERE provider_id = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(provider).fetch_all(conn).await)?)
}

/// The provider is gone.
pub(crate) async fn forget(tx: &mut Tx, provider: ProviderId) -> Result<()> {
    const SQL: &str = "DELETE FROM prices WHERE provider_id = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(provider).execute(conn).await.map(|_| ()))?;
    Ok(())
}
