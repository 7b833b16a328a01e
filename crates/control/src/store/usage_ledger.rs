use crate::Result;
use crate::db::{Tx, on};
use domain::log::LogEntry;
use domain::{KeyId, Millis, Nanos, ProviderId, RequestId, UserId};
use sqlx::QueryBuilder;

/// The ids that were not there before: only those may be counted. Every entry has an attempt.
pub(crate) async fn insert(tx: &mut Tx, entries: &[&LogEntry]) -> Result<Vec<RequestId>> {
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "INSERT INTO usage_ledger (request_id, at, user_id, key_id, provider_id, model, outcome, failed, unpriced, estimated,
             input, output, cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost) ",
        );
        query.push_values(entries, |mut values, entry| {
            values.push_bind(&entry.id).push_bind(entry.at);
            values.push_bind(entry.caller.user_id).push_bind(entry.caller.key_id);
            values.push_bind(entry.provider().map_or(0, |tag| tag.id.0));
            values.push_bind(entry.model.as_deref().unwrap_or_default());
            values.push_bind(entry.outcome.as_str()).push_bind(entry.outcome.is_failure());
            values.push_bind(entry.unpriced).push_bind(entry.estimated);
            values.push_bind(entry.usage.input).push_bind(entry.usage.output);
            values.push_bind(entry.usage.cache_write_5m).push_bind(entry.usage.cache_write_1h);
            values.push_bind(entry.usage.cache_read);
            values.push_bind(entry.usage.input_image).push_bind(entry.usage.output_image);
            values.push_bind(entry.usage.reasoning);
            values.push_bind(entry.cost.as_ref().map_or(0, |cost| cost.total.0));
        });
        query.push(" ON CONFLICT (request_id) DO NOTHING RETURNING request_id");
        query.build_query_scalar().fetch_all(conn).await?
    }))
}

#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub(crate) struct LedgerRow {
    pub(crate) request_id: RequestId,
    pub(crate) at: Millis,
    pub(crate) user_id: UserId,
    pub(crate) key_id: KeyId,
    pub(crate) provider_id: ProviderId,
    pub(crate) model: String,
    pub(crate) outcome: String,
    pub(crate) failed: bool,
    pub(crate) unpriced: bool,
    pub(crate) estimated: bool,
    pub(crate) input: i64,
    pub(crate) output: i64,
    pub(crate) cache_write_5m: i64,
    pub(crate) cache_write_1h: i64,
    pub(crate) cache_read: i64,
    pub(crate) input_image: i64,
    pub(crate) output_image: i64,
    pub(crate) reasoning: i64,
    pub(crate) cost: Nanos,
}

/// Newest first, from `from` on and before `until`, those before `older` when it is given. `owner`: only this user's.
pub(crate) async fn list(
    tx: &mut Tx,
    owner: Option<UserId>,
    from: Option<Millis>,
    until: Option<Millis>,
    older: Option<&(Millis, RequestId)>,
    limit: i64,
) -> Result<Vec<LedgerRow>> {
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT request_id, at, user_id, key_id, provider_id, model, outcome, failed, unpriced, estimated, input, output,
             cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost FROM usage_ledger WHERE TRUE",
        );
        let numbers = [
            (" AND user_id = ", owner.map(|id| id.0)),
            (" AND at >= ", from.map(|at| at.0)),
            (" AND at < ", until.map(|at| at.0)),
        ];
        for (sql, value) in numbers {
            if let Some(value) = value {
                query.push(sql).push_bind(value);
            }
        }
        if let Some((at, id)) = older {
            query.push(" AND (at, request_id) < (").push_bind(at.0).push(", ").push_bind(id.0.clone()).push(")");
        }
        query.push(" ORDER BY at DESC, request_id DESC LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await?
    }))
}
