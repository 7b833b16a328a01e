//! The audit log: who changed what, and who logged in.

use crate::{Millis, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A line of it. `action` is `<category>.<verb>`, such as `provider.update` or `login.failure`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditRow {
    pub id: i64,
    pub at: Millis,
    /// None: the admin token, the hub itself, or a stranger.
    pub actor_id: Option<UserId>,
    pub actor_name: String,
    pub ip: String,
    pub action: String,
    pub target_id: Option<i64>,
    pub target_name: String,
    pub success: bool,
}

impl AuditRow {
    /// `provider` of `provider.update`.
    pub fn category(&self) -> &str {
        self.action.split_once('.').map_or(self.action.as_str(), |(category, _)| category)
    }
}

/// With what it was about before and after; neither has a secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    #[serde(flatten)]
    pub row: AuditRow,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl From<AuditRow> for AuditEntry {
    /// Of what has no state before and after.
    fn from(row: AuditRow) -> Self {
        Self { row, before: None, after: None }
    }
}

/// Whether the log is as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditCheck {
    /// Lines that are there.
    pub lines: i64,
    /// Lines that were written.
    pub written: i64,
    /// Of the last line. Kept elsewhere, it proves later that nothing up to it was changed.
    pub hash: String,
    /// The last line is the one that was written last.
    pub ends: bool,
    /// Lines that were changed, slipped in, or whose predecessor is gone; the first hundred.
    pub broken: Vec<AuditRow>,
}

impl AuditCheck {
    pub fn holds(&self) -> bool {
        self.ends && self.broken.is_empty() && self.lines == self.written
    }
}

/// Only what fits all of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    pub category: Option<String>,
    /// The operator's name.
    pub actor: Option<String>,
    /// The id of what was changed; it means something together with the category.
    pub target: Option<i64>,
    pub success: Option<bool>,
    /// From this instant on.
    pub from: Option<Millis>,
    /// Before this instant.
    pub until: Option<Millis>,
}

/// A field that an action made different. Values are as people read them, and none where there was nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// `limits.usd_per_day`
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}
