//! The rows of one session.

use super::Served;
use super::wanted::Wanted;
use crate::Result;
use crate::db::{Tx, on};
use domain::log::{LogEntry, ProviderTag};
use domain::session::SessionName;
use domain::{Millis, RequestId, UserId};
use sqlx::{FromRow, QueryBuilder};

/// Oldest first, those after `after`. `user`: only if they are theirs.
pub(crate) async fn turns(
    tx: &mut Tx,
    user: Option<UserId>,
    name: &SessionName,
    after: &(Millis, RequestId),
    limit: i64,
) -> Result<Vec<LogEntry>> {
    // The plus keeps the key's index out of it: a session is narrower than its key.
    const SQL: &str = "SELECT entry FROM request_log WHERE session = $1 AND +key_id = $2
        AND (CAST($3 AS BIGINT) IS NULL OR user_id = $3) AND at >= $4 AND (at, id) > ($4, $5) ORDER BY at, id LIMIT $6";
    let (at, id) = after;
    let rows: Vec<String> = on!(tx, |conn| {
        let query = sqlx::query_scalar(SQL).bind(&name.id).bind(name.key_id).bind(user);
        query.bind(at).bind(id).bind(limit).fetch_all(conn).await?
    });
    Ok(rows.iter().map(|json| serde_json::from_str(json)).collect::<Result<_, _>>()?)
}

#[derive(FromRow)]
struct Part {
    #[sqlx(flatten)]
    provider: Served,
    turns: i64,
    last_at: Millis,
}

/// Of the newest `limit` rows: how many each provider served and when the last of them came, most first; without a
/// provider those that none was asked for.
pub(crate) async fn providers(
    tx: &mut Tx,
    wanted: &Wanted,
    limit: i64,
) -> Result<Vec<(Option<ProviderTag>, i64, Millis)>> {
    let rows: Vec<Part> = on!(tx, |conn| {
        let mut query = QueryBuilder::new(
            "SELECT provider_id, MAX(provider_name) AS provider_name, MAX(provider_kind) AS provider_kind, COUNT(*) AS turns,
             MAX(at) AS last_at FROM (SELECT provider_id, provider_name, provider_kind, at FROM request_log WHERE TRUE",
        );
        wanted.narrow(&mut query);
        query.push(" ORDER BY at DESC, id DESC LIMIT ").push_bind(limit);
        query.push(") AS newest GROUP BY provider_id ORDER BY turns DESC, provider_id");
        query.build_query_as().fetch_all(conn).await?
    });
    Ok(rows.into_iter().map(|part| (part.provider.tag(), part.turns, part.last_at)).collect())
}
