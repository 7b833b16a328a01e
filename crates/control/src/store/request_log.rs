use crate::Result;
use crate::db::{Db, Tx, on};
use crate::store::sums::Sums;
use domain::log::{CallerTag, LogEntry, LogFilter, LogRow, Outcome, ProviderTag, StatusFilter};
use domain::provider::ProviderKind;
use domain::report::Totals;
use domain::time::DAY;
use domain::usage::Usage;
use domain::{KeyId, Millis, Nanos, ProviderId, RequestId, UserId};
use sqlx::{AssertSqlSafe, Database, Encode, QueryBuilder, Type};

/// PostgreSQL keeps a partition for each UTC day. Idempotent, also when several instances make the same one.
pub(crate) async fn ensure_day(db: &Db, at: Millis) -> Result<()> {
    if matches!(db, Db::Sqlite { .. }) {
        return Ok(());
    }
    let from = at.0.div_euclid(DAY) * DAY;
    let name = chrono::DateTime::from_timestamp_millis(from).unwrap_or_default().format("%Y%m%d");
    let until = from + DAY;
    let sql = format!(
        "CREATE TABLE IF NOT EXISTS request_log_{name} PARTITION OF request_log FOR VALUES FROM ({from}) TO ({until})"
    );
    let mut tx = db.write_batch().await?;
    on!(&mut tx, |conn| {
        // `IF NOT EXISTS` looks before it locks: two at once would both create it.
        sqlx::query("SELECT pg_advisory_xact_lock(7233021)").execute(&mut *conn).await?;
        sqlx::query(AssertSqlSafe(sql)).execute(conn).await?;
    });
    tx.commit().await
}

/// Rows that are there already stay as they are.
pub(crate) async fn insert(tx: &mut Tx, entries: &[&LogEntry]) -> Result<()> {
    let rows = entries.iter().map(|entry| Ok((entry, serde_json::to_string(entry)?))).collect::<Result<Vec<_>>>()?;
    on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "INSERT INTO request_log (id, at, user_id, user_name, key_id, key_name, provider_id, provider_name, provider_kind, model,
             session, stream, metered, status, outcome, failed, input, output, cache_write_5m, cache_write_1h, cache_read,
             input_image, output_image, reasoning, cost, unpriced, first_content_ms, duration_ms, attempts, entry) ",
        );
        query.push_values(&rows, |mut values, (entry, json)| {
            let (provider, usage) = (entry.provider(), entry.total_usage());
            values.push_bind(&entry.id).push_bind(entry.at);
            values.push_bind(entry.caller.user_id).push_bind(&entry.caller.user_name);
            values.push_bind(entry.caller.key_id).push_bind(&entry.caller.key_name);
            values.push_bind(provider.map(|tag| tag.id)).push_bind(provider.map(|tag| tag.name.as_str()));
            values.push_bind(provider.map(|tag| tag.kind.as_str()));
            values.push_bind(&entry.model).push_bind(&entry.session).push_bind(entry.stream).push_bind(entry.metered);
            values
                .push_bind(i64::from(entry.status))
                .push_bind(entry.outcome.as_str())
                .push_bind(entry.outcome.is_failure());
            values.push_bind(usage.input).push_bind(usage.output);
            values.push_bind(usage.cache_write_5m).push_bind(usage.cache_write_1h);
            values.push_bind(usage.cache_read);
            values.push_bind(usage.input_image).push_bind(usage.output_image).push_bind(usage.reasoning);
            values.push_bind(entry.total_cost()).push_bind(entry.unpriced);
            values.push_bind(entry.attempts.last().and_then(|attempt| attempt.first_content_ms));
            values.push_bind(entry.duration_ms).push_bind(entry.attempts.len() as i64).push_bind(json);
        });
        query.push(" ON CONFLICT (at, id) DO NOTHING");
        query.build().execute(conn).await?;
    });
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: RequestId,
    at: Millis,
    user_id: UserId,
    user_name: String,
    key_id: KeyId,
    key_name: String,
    provider_id: Option<ProviderId>,
    provider_name: Option<String>,
    provider_kind: Option<String>,
    model: Option<String>,
    session: Option<String>,
    stream: bool,
    metered: bool,
    status: i64,
    #[sqlx(try_from = "String")]
    outcome: Outcome,
    input: i64,
    output: i64,
    cache_write_5m: i64,
    cache_write_1h: i64,
    cache_read: i64,
    input_image: i64,
    output_image: i64,
    reasoning: i64,
    cost: Option<Nanos>,
    unpriced: bool,
    first_content_ms: Option<i64>,
    duration_ms: i64,
    attempts: i64,
}

impl From<Row> for LogRow {
    fn from(row: Row) -> Self {
        let provider = row.provider_id.map(|id| ProviderTag {
            id,
            name: row.provider_name.unwrap_or_default(),
            kind: row.provider_kind.and_then(|kind| ProviderKind::try_from(kind).ok()).unwrap_or_default(),
        });
        Self {
            id: row.id,
            at: row.at,
            caller: CallerTag {
                user_id: row.user_id,
                user_name: row.user_name,
                key_id: row.key_id,
                key_name: row.key_name,
            },
            provider,
            model: row.model,
            session: row.session,
            stream: row.stream,
            metered: row.metered,
            status: u16::try_from(row.status).unwrap_or_default(),
            outcome: row.outcome,
            usage: Usage {
                input: row.input,
                output: row.output,
                cache_write_5m: row.cache_write_5m,
                cache_write_1h: row.cache_write_1h,
                cache_read: row.cache_read,
                input_image: row.input_image,
                output_image: row.output_image,
                reasoning: row.reasoning,
            },
            cost: row.cost,
            unpriced: row.unpriced,
            first_content_ms: row.first_content_ms,
            duration_ms: row.duration_ms,
            attempts: row.attempts,
        }
    }
}

/// Newest first, those before `older` when it is given. `owner`: only this user's.
pub(crate) async fn list(
    tx: &mut Tx,
    owner: Option<UserId>,
    filter: &LogFilter,
    older: Option<&(Millis, RequestId)>,
    limit: i64,
) -> Result<Vec<LogRow>> {
    let rows: Vec<Row> = on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT id, at, user_id, user_name, key_id, key_name, provider_id, provider_name, provider_kind, model, session, stream,
             metered, status, outcome, input, output, cache_write_5m, cache_write_1h, cache_read, input_image, output_image, reasoning, cost,
             unpriced, first_content_ms, duration_ms, attempts FROM request_log WHERE TRUE",
        );
        narrow(&mut query, owner, filter);
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

/// Sums over the rows of [`list`] that count in money and statistics.
pub(crate) async fn sum(tx: &mut Tx, owner: Option<UserId>, filter: &LogFilter) -> Result<Totals> {
    let sums: Sums = on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT COUNT(*) AS requests, COUNT(*) FILTER (WHERE failed) AS failures, COUNT(*) FILTER (WHERE unpriced) AS unpriced,
             CAST(COALESCE(SUM(attempts - 1), 0) AS BIGINT) AS retries, CAST(COALESCE(SUM(input), 0) AS BIGINT) AS input, CAST(COALESCE(SUM(output), 0) AS BIGINT) AS output,
             CAST(COALESCE(SUM(cache_write_5m), 0) AS BIGINT) AS cache_write_5m,
             CAST(COALESCE(SUM(cache_write_1h), 0) AS BIGINT) AS cache_write_1h,
             CAST(COALESCE(SUM(cache_read), 0) AS BIGINT) AS cache_read,
             CAST(COALESCE(SUM(input_image), 0) AS BIGINT) AS input_image,
             CAST(COALESCE(SUM(output_image), 0) AS BIGINT) AS output_image,
             CAST(COALESCE(SUM(reasoning), 0) AS BIGINT) AS reasoning,
             CAST(COALESCE(SUM(cost), 0) AS BIGINT) AS cost
             FROM request_log WHERE metered AND attempts > 0",
        );
        narrow(&mut query, owner, filter);
        query.build_query_as().fetch_one(conn).await?
    });
    Ok(sums.into())
}

/// `owner`: only if it is this user's.
pub(crate) async fn get(tx: &mut Tx, owner: Option<UserId>, id: &RequestId) -> Result<Option<LogEntry>> {
    const SQL: &str = "SELECT entry FROM request_log WHERE id = $1 AND (CAST($2 AS BIGINT) IS NULL OR user_id = $2)";
    let json: Option<String> = on!(tx, |conn| sqlx::query_scalar(SQL).bind(id).bind(owner).fetch_optional(conn).await)?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

fn narrow<DB: Database>(query: &mut QueryBuilder<DB>, owner: Option<UserId>, filter: &LogFilter)
where
    for<'t> i64: Encode<'t, DB> + Type<DB>,
    for<'t> String: Encode<'t, DB> + Type<DB>,
{
    let numbers = [
        (" AND user_id = ", owner.map(|id| id.0)),
        (" AND user_id = ", filter.user.map(|id| id.0)),
        (" AND key_id = ", filter.key.map(|id| id.0)),
        (" AND provider_id = ", filter.provider.map(|id| id.0)),
        (" AND at >= ", filter.from.map(|at| at.0)),
        (" AND at < ", filter.until.map(|at| at.0)),
    ];
    for (sql, value) in numbers {
        if let Some(value) = value {
            query.push(sql).push_bind(value);
        }
    }
    if let Some(session) = &filter.session {
        query.push(" AND session = ").push_bind(session.clone());
    }
    if let Some(model) = &filter.model {
        let plain = model.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        query.push(" AND LOWER(model) LIKE LOWER(").push_bind(format!("%{plain}%")).push(r") ESCAPE '\'");
    }
    match filter.status {
        Some(StatusFilter::Ok) => query.push(" AND outcome = 'ok'"),
        Some(StatusFilter::NotOk) => query.push(" AND outcome <> 'ok'"),
        None => query,
    };
}
