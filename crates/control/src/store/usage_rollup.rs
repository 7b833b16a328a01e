use crate::Result;
use crate::db::{Tx, on};
use domain::report::{Dimension, Totals};
use domain::usage::Usage;
use domain::{KeyId, Millis, Nanos, ProviderId, UserId};
use sqlx::{Database, Encode, QueryBuilder, Type};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) bucket: Millis,
    pub(crate) user: UserId,
    pub(crate) key: KeyId,
    pub(crate) provider: ProviderId,
    pub(crate) model: String,
}

/// Adds to the cells; each is there at most once.
pub(crate) async fn add(tx: &mut Tx, cells: &[(Cell, Totals)]) -> Result<()> {
    on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "INSERT INTO usage_rollup (bucket, user_id, key_id, provider_id, model, requests, failures, unpriced, input, output,
             cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost) ",
        );
        query.push_values(cells, |mut values, (cell, sums)| {
            values.push_bind(cell.bucket).push_bind(cell.user).push_bind(cell.key).push_bind(cell.provider);
            values.push_bind(&cell.model);
            values.push_bind(sums.requests).push_bind(sums.failures).push_bind(sums.unpriced);
            values.push_bind(sums.usage.input).push_bind(sums.usage.output);
            values.push_bind(sums.usage.cache_write_5m).push_bind(sums.usage.cache_write_1h);
            values.push_bind(sums.usage.cache_read);
            values.push_bind(sums.usage.input_image).push_bind(sums.usage.output_image);
            values.push_bind(sums.usage.reasoning).push_bind(sums.cost);
        });
        query.push(
            " ON CONFLICT (bucket, user_id, key_id, provider_id, model) DO UPDATE SET
              requests = usage_rollup.requests + excluded.requests,
              failures = usage_rollup.failures + excluded.failures,
              unpriced = usage_rollup.unpriced + excluded.unpriced,
              input = usage_rollup.input + excluded.input,
              output = usage_rollup.output + excluded.output,
              cache_write_5m = usage_rollup.cache_write_5m + excluded.cache_write_5m,
              cache_write_1h = usage_rollup.cache_write_1h + excluded.cache_write_1h,
              cache_read = usage_rollup.cache_read + excluded.cache_read,
              input_image = usage_rollup.input_image + excluded.input_image,
              output_image = usage_rollup.output_image + excluded.output_image,
              reasoning = usage_rollup.reasoning + excluded.reasoning,
              cost = usage_rollup.cost + excluded.cost",
        );
        query.build().execute(conn).await?;
    });
    Ok(())
}

const SUMS: &str = "CAST(COALESCE(SUM(r.requests), 0) AS BIGINT) AS requests,
    CAST(COALESCE(SUM(r.failures), 0) AS BIGINT) AS failures,
    CAST(COALESCE(SUM(r.unpriced), 0) AS BIGINT) AS unpriced,
    CAST(COALESCE(SUM(r.input), 0) AS BIGINT) AS input,
    CAST(COALESCE(SUM(r.output), 0) AS BIGINT) AS output,
    CAST(COALESCE(SUM(r.cache_write_5m), 0) AS BIGINT) AS cache_write_5m,
    CAST(COALESCE(SUM(r.cache_write_1h), 0) AS BIGINT) AS cache_write_1h,
    CAST(COALESCE(SUM(r.cache_read), 0) AS BIGINT) AS cache_read,
    CAST(COALESCE(SUM(r.input_image), 0) AS BIGINT) AS input_image,
    CAST(COALESCE(SUM(r.output_image), 0) AS BIGINT) AS output_image,
    CAST(COALESCE(SUM(r.reasoning), 0) AS BIGINT) AS reasoning,
    CAST(COALESCE(SUM(r.cost), 0) AS BIGINT) AS cost";

#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Sums {
    requests: i64,
    failures: i64,
    unpriced: i64,
    input: i64,
    output: i64,
    cache_write_5m: i64,
    cache_write_1h: i64,
    cache_read: i64,
    input_image: i64,
    output_image: i64,
    reasoning: i64,
    cost: Nanos,
}

impl From<Sums> for Totals {
    fn from(sums: Sums) -> Self {
        Self {
            requests: sums.requests,
            failures: sums.failures,
            unpriced: sums.unpriced,
            usage: Usage {
                input: sums.input,
                output: sums.output,
                cache_write_5m: sums.cache_write_5m,
                cache_write_1h: sums.cache_write_1h,
                cache_read: sums.cache_read,
                input_image: sums.input_image,
                output_image: sums.output_image,
                reasoning: sums.reasoning,
            },
            cost: sums.cost,
        }
    }
}

/// Sums under the name of a user, provider or model. `id` is 0 for models.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Named {
    /// Start of the column that the sums belong to.
    pub(crate) lo: Millis,
    pub(crate) id: i64,
    pub(crate) name: String,
    #[sqlx(flatten)]
    pub(crate) sums: Sums,
}

/// The sums of each column (`from`, `until`) by one dimension. `owner`: only this user's.
pub(crate) async fn chart(
    tx: &mut Tx,
    owner: Option<UserId>,
    dimension: Dimension,
    columns: &[(Millis, Millis)],
) -> Result<Vec<Named>> {
    let (select, join, group) = match dimension {
        Dimension::Provider => (
            "r.provider_id AS id, COALESCE(MAX(p.name), '') AS name",
            " LEFT JOIN providers p ON p.id = r.provider_id",
            "r.provider_id",
        ),
        Dimension::User => (
            "r.user_id AS id, COALESCE(MAX(u.name), '') AS name",
            " LEFT JOIN users u ON u.id = r.user_id",
            "r.user_id",
        ),
        Dimension::Model => ("CAST(0 AS BIGINT) AS id, r.model AS name", "", "r.model"),
    };
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new("WITH c (lo, hi) AS (");
        query.push_values(columns, |mut values, (from, until)| {
            values.push_bind(from.0).push_bind(until.0);
        });
        query.push(") SELECT c.lo AS lo, ").push(select).push(", ").push(SUMS);
        query
            .push(" FROM c JOIN usage_rollup r ON r.bucket >= c.lo AND r.bucket < c.hi")
            .push(join)
            .push(" WHERE TRUE");
        owned(&mut query, owner);
        query.push(" GROUP BY c.lo, ").push(group);
        query.build_query_as().fetch_all(conn).await?
    }))
}

pub(crate) async fn sum(tx: &mut Tx, owner: Option<UserId>, from: Millis, until: Millis) -> Result<Totals> {
    let sums: Sums = on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT ");
        query.push(SUMS).push(" FROM usage_rollup r WHERE r.bucket >= ").push_bind(from.0);
        query.push(" AND r.bucket < ").push_bind(until.0);
        owned(&mut query, owner);
        query.build_query_as().fetch_one(conn).await?
    });
    Ok(sums.into())
}

/// Who spent most.
pub(crate) async fn leaders(
    tx: &mut Tx,
    owner: Option<UserId>,
    from: Millis,
    until: Millis,
    limit: i64,
) -> Result<Vec<Named>> {
    Ok(on!(tx, |conn| {
        let mut query =
            QueryBuilder::new("SELECT MIN(r.bucket) AS lo, r.user_id AS id, COALESCE(MAX(u.name), '') AS name, ");
        query.push(SUMS).push(" FROM usage_rollup r LEFT JOIN users u ON u.id = r.user_id WHERE r.bucket >= ");
        query.push_bind(from.0).push(" AND r.bucket < ").push_bind(until.0);
        owned(&mut query, owner);
        query.push(" GROUP BY r.user_id ORDER BY cost DESC, requests DESC, id LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// By provider.
pub(crate) async fn providers(tx: &mut Tx, from: Millis, until: Millis) -> Result<Vec<Named>> {
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT MIN(r.bucket) AS lo, r.provider_id AS id, '' AS name, ");
        query.push(SUMS).push(" FROM usage_rollup r WHERE r.bucket >= ").push_bind(from.0);
        query.push(" AND r.bucket < ").push_bind(until.0).push(" GROUP BY r.provider_id");
        query.build_query_as().fetch_all(conn).await?
    }))
}

/// (provider, bucket, requests, failures) since `from`.
pub(crate) async fn lanes(tx: &mut Tx, from: Millis) -> Result<Vec<(ProviderId, Millis, i64, i64)>> {
    const SQL: &str = "SELECT provider_id, bucket, CAST(SUM(requests) AS BIGINT), CAST(SUM(failures) AS BIGINT)
        FROM usage_rollup WHERE bucket >= $1 GROUP BY provider_id, bucket";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(from).fetch_all(conn).await)?)
}

fn owned<DB: Database>(query: &mut QueryBuilder<DB>, owner: Option<UserId>)
where
    for<'t> i64: Encode<'t, DB> + Type<DB>,
{
    if let Some(id) = owner {
        query.push(" AND r.user_id = ").push_bind(id.0);
    }
}
