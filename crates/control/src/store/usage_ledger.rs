use crate::Result;
use crate::db::{Tx, on, statements};
use domain::limit::LimitOwner;
use domain::log::LogEntry;
use domain::usage::Usage;
use domain::{KeyId, Millis, Nanos, Owner, ProviderId, RequestId, UserId};
use sqlx::QueryBuilder;

/// Stores them at `settled_at`. The ids that were not there before: only those may be counted. Every entry has an attempt.
pub(crate) async fn insert(tx: &mut Tx, entries: &[&LogEntry], settled_at: Millis) -> Result<Vec<RequestId>> {
    let mut new = Vec::new();
    for entries in statements(entries) {
        let stored: Vec<RequestId> = on!(&mut *tx, |conn| {
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
                for tokens in entry.usage.classes() {
                    values.push_bind(tokens);
                }
                values.push_bind(entry.cost.as_ref().map_or(0, |cost| cost.total.0));
                values.push_bind(missing(entry));
            });
            query.push(" ON CONFLICT (request_id) DO NOTHING RETURNING request_id");
            query.build_query_scalar().fetch_all(conn).await?
        });
        new.extend(stored);
    }
    Ok(new)
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
        // The plus keeps databases from the index of an owner's whole past, the end tells SQLite that few are asked for.
        query
            .push_bind(since.0)
            .push(" AND settled_at < ")
            .push_bind(i64::MAX)
            .push(" AND +")
            .push(column)
            .push(" = ")
            .push_bind(id);
        query.build_query_scalar().fetch_all(conn).await?
    }))
}

/// Whose price is missing.
fn missing(entry: &LogEntry) -> &str {
    let model = entry.pending.as_ref().map(|pending| pending.model.as_str()).or(entry.model.as_deref());
    model.filter(|_| entry.unpriced).unwrap_or_default()
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
    #[sqlx(flatten)]
    pub(crate) usage: Usage,
    pub(crate) cost: Nanos,
}

/// Newest first, from `from` on and before `until`, those before `older` when it is given. `owner`: only theirs.
pub(crate) async fn list(
    tx: &mut Tx,
    owner: Option<Owner>,
    from: Option<Millis>,
    until: Option<Millis>,
    older: Option<&(Millis, RequestId)>,
    limit: i64,
) -> Result<Vec<LedgerRow>> {
    let (user, key) = Owner::ids(owner);
    Ok(on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT request_id, at, user_id, key_id, provider_id, model, outcome, failed, unpriced, estimated, input, output,
             cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost FROM usage_ledger WHERE TRUE",
        );
        let numbers = [
            (" AND user_id = ", user.map(|id| id.0)),
            (" AND key_id = ", key.map(|id| id.0)),
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
