use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::audit::{AuditFilter, AuditRow, FieldChange};
use domain::log::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Lines on a page of the list.
#[cfg(feature = "ssr")]
const ROWS: i64 = 100;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_audit(filter: AuditFilter, cursor: Option<String>) -> Result<Page<AuditRow>, Refusal> {
    Ok(state().control.audit().list(&caller().await?, &filter, cursor.as_deref(), ROWS).await?)
}

/// A line, and what the action made different.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditStory {
    pub row: AuditRow,
    pub changes: Vec<FieldChange>,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_audit_entry(id: i64) -> Result<AuditStory, Refusal> {
    let (caller, control) = (caller().await?, state().control);
    let entry = control.audit().get(&caller, id).await?;
    Ok(AuditStory { changes: control.audit().changes(&entry), row: entry.row })
}
