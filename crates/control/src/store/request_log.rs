pub(crate) mod cleaning;
pub(crate) mod partition;
pub(crate) mod session;
pub(crate) mod wanted;

use crate::Result;
use crate::db::{Tx, on, statements};
use crate::store::logged_model;
use domain::log::{CallerTag, LogEntry, LogRow, Outcome, ProviderTag};
use domain::provider::ProviderKind;
use domain::report::Totals;
use domain::usage::Usage;
use domain::{KeyId, Millis, Nanos, Owner, ProviderId, RequestId, UserId};
use sqlx::{FromRow, QueryBuilder, Row as _};
use wanted::Wanted;

/// Rows that are there already stay as they are.
pub(crate) async fn insert(tx: &mut Tx, entries: &[&LogEntry]) -> Result<()> {
    let models = entries.iter().filter_map(|entry| Some((entry.model.as_deref()?, entry.at)));
    logged_model::note(tx, models).await?;
    let rows = entries.iter().map(|entry| Ok((entry, serde_json::to_string(entry)?))).collect::<Result<Vec<_>>>()?;
    for rows in statements(&rows) {
        on!(&mut *tx, |conn| {
            let mut query = QueryBuilder::new(
            "INSERT INTO request_log (id, at, user_id, user_name, key_id, key_name, provider_id, provider_name, provider_kind, model,
             session, stream, metered, status, outcome, failed, input, output, cache_write_5m, cache_write_1h, cache_read,
             input_image, output_image, reasoning, cost, unpriced, mismatch, first_content_ms, duration_ms, attempts, entry) ",
        );
            query.push_values(rows, |mut values, (entry, json)| {
                let (provider, usage) = (entry.provider(), entry.total_usage());
                values.push_bind(&entry.id).push_bind(entry.at);
                values.push_bind(entry.caller.user_id).push_bind(&entry.caller.user_name);
                values.push_bind(entry.caller.key_id).push_bind(&entry.caller.key_name);
                values.push_bind(provider.map(|tag| tag.id)).push_bind(provider.map(|tag| tag.name.as_str()));
                values.push_bind(provider.map(|tag| tag.kind.as_str()));
                values
                    .push_bind(&entry.model)
                    .push_bind(&entry.session)
                    .push_bind(entry.stream)
                    .push_bind(entry.metered);
                values
                    .push_bind(i64::from(entry.status))
                    .push_bind(entry.outcome.as_str())
                    .push_bind(entry.outcome.is_failure());
                for tokens in usage.classes() {
                    values.push_bind(tokens);
                }
                values.push_bind(entry.total_cost()).push_bind(entry.unpriced).push_bind(entry.is_mismatched());
                values.push_bind(entry.attempts.last().and_then(|attempt| attempt.first_content_ms));
                values.push_bind(entry.duration_ms).push_bind(entry.attempts.len() as i64).push_bind(json);
            });
            query.push(" ON CONFLICT (at, id) DO NOTHING");
            query.build().execute(conn).await?;
        });
    }
    Ok(())
}

/// Who served it; nothing where no provider was asked.
#[derive(sqlx::FromRow)]
struct Served {
    provider_id: Option<ProviderId>,
    provider_name: Option<String>,
    provider_kind: Option<String>,
}

impl Served {
    fn tag(self) -> Option<ProviderTag> {
        self.provider_id.map(|id| ProviderTag {
            id,
            name: self.provider_name.unwrap_or_default(),
            kind: self.provider_kind.and_then(|kind| ProviderKind::try_from(kind).ok()).unwrap_or_default(),
        })
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: RequestId,
    at: Millis,
    user_id: UserId,
    user_name: String,
    key_id: KeyId,
    key_name: String,
    #[sqlx(flatten)]
    provider: Served,
    model: Option<String>,
    session: Option<String>,
    stream: bool,
    metered: bool,
    status: i64,
    #[sqlx(try_from = "String")]
    outcome: Outcome,
    #[sqlx(flatten)]
    usage: Usage,
    cost: Option<Nanos>,
    unpriced: bool,
    mismatch: bool,
    first_content_ms: Option<i64>,
    duration_ms: i64,
    attempts: i64,
}

impl From<Row> for LogRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            at: row.at,
            caller: CallerTag {
                user_id: row.user_id,
                user_name: row.user_name,
                key_id: row.key_id,
                key_name: row.key_name,
            },
            provider: row.provider.tag(),
            model: row.model,
            session: row.session,
            stream: row.stream,
            metered: row.metered,
            status: u16::try_from(row.status).unwrap_or_default(),
            outcome: row.outcome,
            usage: row.usage,
            cost: row.cost,
            unpriced: row.unpriced,
            mismatch: row.mismatch,
            first_content_ms: row.first_content_ms,
            duration_ms: row.duration_ms,
            attempts: row.attempts,
        }
    }
}

/// Newest first, those before `older` when it is given.
pub(crate) async fn list(
    tx: &mut Tx,
    wanted: &Wanted,
    older: Option<&(Millis, RequestId)>,
    limit: i64,
) -> Result<Vec<LogRow>> {
    let rows: Vec<Row> = on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT id, at, user_id, user_name, key_id, key_name, provider_id, provider_name, provider_kind, model, session, stream,
             metered, status, outcome, input, output, cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost,
             unpriced, mismatch, first_content_ms, duration_ms, attempts FROM request_log WHERE TRUE",
        );
        wanted.narrow(&mut query);
        if let Some((at, id)) = older {
            // The first half is for PostgreSQL, which leaves out younger partitions by it.
            query.push(" AND at <= ").push_bind(at.0);
            query.push(" AND (at, id) < (").push_bind(at.0).push(", ").push_bind(id.0.clone()).push(")");
        }
        query.push(" ORDER BY at DESC, id DESC LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(LogRow::from).collect())
}

/// When the oldest row came.
pub(crate) async fn oldest(tx: &mut Tx) -> Result<Option<Millis>> {
    const SQL: &str = "SELECT at FROM request_log ORDER BY at, id LIMIT 1";
    Ok(on!(tx, |conn| sqlx::query_scalar(SQL).fetch_optional(conn).await)?)
}

/// Sums over the newest `limit` rows of [`list`], as far as they count in money and statistics; true when that is all.
pub(crate) async fn sum(tx: &mut Tx, wanted: &Wanted, limit: i64) -> Result<(Totals, bool)> {
    let (sums, rows): (Totals, i64) = on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT COUNT(*) FILTER (WHERE counts) AS requests, COUNT(*) FILTER (WHERE counts AND failed) AS failures,
             COUNT(*) FILTER (WHERE counts AND unpriced) AS unpriced,
             CAST(COALESCE(SUM(attempts - 1) FILTER (WHERE counts), 0) AS BIGINT) AS retries,
             CAST(COALESCE(SUM(input) FILTER (WHERE counts), 0) AS BIGINT) AS input,
             CAST(COALESCE(SUM(output) FILTER (WHERE counts), 0) AS BIGINT) AS output,
             CAST(COALESCE(SUM(cache_write_5m) FILTER (WHERE counts), 0) AS BIGINT) AS cache_write_5m,
             CAST(COALESCE(SUM(cache_write_1h) FILTER (WHERE counts), 0) AS BIGINT) AS cache_write_1h,
             CAST(COALESCE(SUM(cache_read) FILTER (WHERE counts), 0) AS BIGINT) AS cache_read,
             CAST(COALESCE(SUM(input_image) FILTER (WHERE counts), 0) AS BIGINT) AS input_image,
             CAST(COALESCE(SUM(output_image) FILTER (WHERE counts), 0) AS BIGINT) AS output_image,
             CAST(COALESCE(SUM(reasoning) FILTER (WHERE counts), 0) AS BIGINT) AS reasoning,
             CAST(COALESCE(SUM(cost) FILTER (WHERE counts), 0) AS BIGINT) AS cost, COUNT(*) AS seen
             FROM (SELECT metered AND attempts > 0 AS counts, failed, unpriced, input, output, cache_write_5m, cache_write_1h,
             cache_read, input_image, output_image, reasoning, cost, attempts FROM request_log WHERE TRUE",
        );
        wanted.narrow(&mut query);
        query.push(" ORDER BY at DESC, id DESC LIMIT ").push_bind(limit).push(") AS newest");
        let row = query.build().fetch_one(conn).await?;
        (Totals::from_row(&row)?, row.try_get("seen")?)
    });
    Ok((sums, rows < limit))
}

/// `owner`: only if it is theirs.
pub(crate) async fn get(tx: &mut Tx, owner: Option<Owner>, id: &RequestId) -> Result<Option<LogEntry>> {
    const SQL: &str = "SELECT entry FROM request_log WHERE id = $1 AND (CAST($2 AS BIGINT) IS NULL OR user_id = $2)
        AND (CAST($3 AS BIGINT) IS NULL OR key_id = $3)";
    let (user, key) = Owner::ids(owner);
    let json: Option<String> =
        on!(tx, |conn| sqlx::query_scalar(SQL).bind(id).bind(user).bind(key).fetch_optional(conn).await)?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// Whoever changes entries next waits until this transaction has ended. (SQLite has one writer anyway.)
pub(crate) async fn lock_entries(tx: &mut Tx) -> Result<()> {
    if let Tx::Postgres(tx) = tx {
        sqlx::query("SELECT pg_advisory_xact_lock(7233022)").execute(&mut **tx).await?;
    }
    Ok(())
}

/// Stores what the request and its attempts cost now.
pub(crate) async fn reprice(tx: &mut Tx, entry: &LogEntry) -> Result<()> {
    const SQL: &str = "UPDATE request_log SET entry = $1, cost = $2, unpriced = $3 WHERE at = $4 AND id = $5";
    let json = serde_json::to_string(entry)?;
    on!(tx, |conn| {
        let update = sqlx::query(SQL).bind(json).bind(entry.total_cost()).bind(entry.unpriced);
        update.bind(entry.at).bind(&entry.id).execute(conn).await.map(|_| ())
    })?;
    Ok(())
}
