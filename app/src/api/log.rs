use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::log::{Cleaned, LogFilter, LogRow, LogTotals, Page};
use domain::{KeyId, Millis, ProviderId, RequestId, UserId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Rows on a page of the log.
#[cfg(feature = "ssr")]
const ROWS: i64 = 100;

/// A page of the log, newest first; `cursor` is the `next` of the page before.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_logs(filter: LogFilter, cursor: Option<String>) -> Result<Page<LogRow>, Refusal> {
    Ok(state().control.logs().list(&caller().await?, &filter, cursor.as_deref(), ROWS).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_log_totals(filter: LogFilter) -> Result<LogTotals, Refusal> {
    Ok(state().control.logs().summary(&caller().await?, &filter).await?)
}

/// Removes the rows before `before`, or counts them.
#[server(prefix = "/api/console", input = Json)]
pub async fn clean_logs(before: Millis, dry_run: bool) -> Result<Cleaned, Refusal> {
    Ok(state().control.logs().clean(&caller().await?, before, dry_run).await?)
}

/// Whom and what the log can be narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    pub users: Vec<(UserId, String)>,
    pub keys: Vec<(KeyId, UserId, String)>,
    /// Empty for people who are not admins.
    pub providers: Vec<(ProviderId, String)>,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_log_names() -> Result<Names, Refusal> {
    let (caller, control) = (caller().await?, state().control);
    let mut names = Names::default();
    for person in control.users().list(&caller).await? {
        names.users.push((person.user.id, person.user.name));
        names.keys.extend(person.keys.into_iter().map(|key| (key.id, key.user_id, key.name)));
    }
    if caller.is_admin() {
        let providers = control.providers().list(&caller).await?;
        names.providers = providers.into_iter().map(|provider| (provider.id, provider.name)).collect();
    }
    Ok(names)
}

/// One request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    pub row: LogRow,
    /// All of it: a [`LogEntry`](domain::log::LogEntry) as JSON, which only the part of the code that tells the story
    /// has to read.
    pub entry: String,
}

/// `None`: there is no such request, or it is not stored yet, which is no failure of anybody's.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_log_entry(id: RequestId) -> Result<Option<Found>, Refusal> {
    match state().control.logs().get(&caller().await?, &id).await {
        Ok(entry) => {
            let text = serde_json::to_string(&entry).map_err(control::Error::Json)?;
            Ok(Some(Found { row: entry.row(), entry: text }))
        }
        Err(control::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
