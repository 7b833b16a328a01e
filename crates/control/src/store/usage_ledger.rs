use crate::Result;
use crate::db::{Tx, on};
use domain::limit::LimitOwner;
use domain::log::LogEntry;
use domain::price::Unpriced;
use domain::usage::Usage;
use domain::{KeyId, Millis, Nanos, ProviderId, RequestId, UserId};
use sqlx::QueryBuilder;

/// Stores them at `settled_at`. The ids that were not there before: only those may be counted. Every entry has an attempt.
pub(crate) async fn insert(tx: &mut Tx, entries: &[&LogEntry], settled_at: Millis) -> Result<Vec<RequestId>> {
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "INSERT INTO usage_ledger (request_id, at, settled_at, user_id, key_id, provider_id, group_name, model, outcome, failed,
             unpriced, estimated, retries, speed, input, output, cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost, unpriced_model) ",
        );
        query.push_values(entries, |mut values, entry| {
            values.push_bind(&entry.id).push_bind(entry.at).push_bind(settled_at);
            values.push_bind(entry.caller.user_id).push_bind(entry.caller.key_id);
            values.push_bind(entry.provider().map_or(0, |tag| tag.id.0));
            values.push_bind(entry.group());
            values.push_bind(entry.model.as_deref().unwrap_or_default());
            values.push_bind(entry.outcome.as_str()).push_bind(entry.outcome.is_failure());
            values.push_bind(entry.unpriced).push_bind(entry.estimated);
            values.push_bind(entry.retries()).push_bind(entry.speed().to_string());
            values.push_bind(entry.usage.input).push_bind(entry.usage.output);
            values.push_bind(entry.usage.cache_write_5m).push_bind(entry.usage.cache_write_1h);
            values.push_bind(entry.usage.cache_read);
            values.push_bind(entry.usage.input_image).push_bind(entry.usage.output_image);
            values.push_bind(entry.usage.reasoning);
            values.push_bind(entry.cost.as_ref().map_or(0, |cost| cost.total.0));
            values.push_bind(missing(entry));
        });
        query.push(" ON CONFLICT (request_id) DO NOTHING RETURNING request_id");
        query.build_query_scalar().fetch_all(conn).await?
    }))
}

/// The rows of an owner that were stored at `since` or later.
pub(crate) async fn settled_since(tx: &mut Tx, owner: LimitOwner, since: Millis) -> Result<Vec<RequestId>> {
    let (column, id) = match owner {
        LimitOwner::User(id) => ("user_id", id.0),
        LimitOwner::Key(id) => ("key_id", id.0),
        LimitOwner::Provider(id) => ("provider_id", id.0),
    };
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new("SELECT request_id FROM usage_ledger WHERE settled_at >= ");
        query.push_bind(since.0).push(" AND ").push(column).push(" = ").push_bind(id);
        query.build_query_scalar().fetch_all(conn).await?
    }))
}

/// Whose price is missing.
fn missing(entry: &LogEntry) -> &str {
    let model = entry.pending.as_ref().map(|pending| pending.model.as_str()).or(entry.model.as_deref());
    model.filter(|_| entry.unpriced).unwrap_or_default()
}

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
    input: i64,
    output: i64,
    cache_write_5m: i64,
    cache_write_1h: i64,
    cache_read: i64,
    input_image: i64,
    output_image: i64,
    reasoning: i64,
}

impl Waiting {
    pub(crate) fn usage(&self) -> Usage {
        Usage {
            input: self.input,
            output: self.output,
            cache_write_5m: self.cache_write_5m,
            cache_write_1h: self.cache_write_1h,
            cache_read: self.cache_read,
            input_image: self.input_image,
            output_image: self.output_image,
            reasoning: self.reasoning,
        }
    }
}

/// Whose price is missing, at which provider.
pub(crate) async fn unpriced_models(tx: &mut Tx) -> Result<Vec<(String, ProviderId)>> {
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
pub(crate) async fn unpriced(tx: &mut Tx) -> Result<Vec<Unpriced>> {
    const SQL: &str = "SELECT unpriced_model AS model, MIN(at) AS since, MAX(at) AS last, COUNT(*) AS requests,
        CAST(SUM(input + output + cache_write_5m + cache_write_1h + cache_read + input_image + output_image) AS BIGINT) AS tokens
        FROM usage_ledger WHERE unpriced = TRUE GROUP BY unpriced_model ORDER BY requests DESC, model LIMIT 500";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}
