//! Log entries as the data plane makes them.

use control::Db;
use domain::breaker::BreakerState;
use domain::edit::{Edit, EditRule};
use domain::log::{Attempt, CallerTag, LogEntry, Outcome, ProviderTag, Selection, VERSION};
use domain::price::Cost;
use domain::provider::ProviderKind;
use domain::session::{BindingAction, SessionSource};
use domain::usage::Usage;
use domain::{Dialect, KeyId, Millis, Nanos, ProviderId, RequestId, UserId};
use sqlx::AssertSqlSafe;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

/// 2026-11-23T12:00:00Z.
pub(crate) const NOON: Millis = Millis(1_795_435_200_000);

pub(crate) fn entry(id: &str, at: Millis, user: i64) -> LogEntry {
    LogEntry {
        version: VERSION,
        id: RequestId(id.into()),
        at,
        caller: CallerTag {
            user_id: UserId(user),
            user_name: format!("user {user}"),
            key_id: KeyId(user),
            key_name: "laptop".into(),
        },
        path: "/v1/messages".into(),
        dialect: Dialect::Anthropic,
        session: Some("session-1".into()),
        session_source: Some(SessionSource::Header),
        binding: Some(BindingAction::Kept),
        client: "claude-cli/2".into(),
        client_ip: "192.0.2.7".into(),
        stream: true,
        metered: true,
        model: Some("claude-sonnet-5".into()),
        sent_model: Some("claude-sonnet-5".into()),
        answered_model: Some("claude-sonnet-5".into()),
        request_bytes: 100,
        response_bytes: 200,
        status: 200,
        outcome: Outcome::Ok,
        error: None,
        stop_reason: Some("end_turn".into()),
        service_tier: Some("standard".into()),
        requested_tier: None,
        admitted_us: 900,
        duration_ms: 1_500,
        unserved: None,
        attempts: vec![attempt(1, Outcome::Ok)],
        usage: Usage {
            input: 10,
            output: 20,
            cache_write_5m: 3,
            cache_write_1h: 4,
            cache_read: 50,
            input_image: 8,
            output_image: 9,
            reasoning: 6,
        },
        estimated: false,
        cost: Some(Cost { total: Nanos(1_000_000), ..Cost::default() }),
        unpriced: false,
        pending: None,
    }
}

pub(crate) fn attempt(provider: i64, outcome: Outcome) -> Attempt {
    Attempt {
        provider: ProviderTag {
            id: ProviderId(provider),
            name: format!("provider {provider}"),
            kind: ProviderKind::ClaudeAuth,
        },
        group: "default".into(),
        selection: Selection::default(),
        url: "https://api.anthropic.com/v1/messages".into(),
        edits: vec![Edit::new(EditRule::Redirect, "model", Some("\"a\""), Some("\"b\""))],
        proxy: Some("socks5://ann:…@192.0.2.9:1080".into()),
        without_proxy: true,
        breaker: BreakerState::Closed,
        paused_ms: 0,
        sent_ms: 1,
        headers_ms: Some(300),
        first_byte_ms: Some(350),
        first_content_ms: Some(400),
        end_ms: Some(1_400),
        status: Some(200),
        outcome,
        class: None,
        drilled: false,
        retry_after_ms: None,
        vendor_request_id: Some("req_1".into()),
        error: None,
        usage: Usage::default(),
        cost: None,
        pending: None,
    }
}

/// What plain SQL says.
pub(crate) async fn rows<T>(db: &Db, sql: &str) -> Vec<T>
where
    T: for<'r> sqlx::FromRow<'r, SqliteRow> + for<'r> sqlx::FromRow<'r, PgRow> + Send + Unpin,
{
    let sql = AssertSqlSafe(sql.to_owned());
    match db {
        Db::Sqlite { read, .. } => sqlx::query_as(sql).fetch_all(read).await.unwrap(),
        Db::Postgres { pool, .. } => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
    }
}
