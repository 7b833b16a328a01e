use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::RequestId;
use domain::log::{LogEntry, LogFilter, LogRow, Page};
use domain::report::Totals;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Rows on a page of the log.
#[cfg(feature = "ssr")]
const ROWS: i64 = 100;

/// A page of the log, newest first; `cursor` is the `next` of the page before.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_logs(filter: LogFilter, cursor: Option<String>) -> Result<Page<LogRow>, Refusal> {
    Ok(state().control.logs().list(&caller().await?, &filter, cursor.as_deref(), ROWS).await?)
}

/// The newest few rows.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_recent_logs() -> Result<Vec<LogRow>, Refusal> {
    Ok(state().control.logs().list(&caller().await?, &LogFilter::default(), None, 10).await?.items)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_log_totals(filter: LogFilter) -> Result<Totals, Refusal> {
    Ok(state().control.logs().summary(&caller().await?, &filter).await?)
}

/// `None`: there is no such request, or it is not stored yet, which is no failure of anybody's.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_log_entry(id: RequestId) -> Result<Option<LogEntry>, Refusal> {
    match state().control.logs().get(&caller().await?, &id).await {
        Ok(entry) => Ok(Some(entry)),
        Err(control::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
