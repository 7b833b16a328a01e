//! The audit log: who changed what, and who logged in.

use crate::{Millis, UserId};
use serde::{Deserialize, Serialize};

/// `action` is `<noun>.<verb>` (`provider.update`, `login.failure`); `before` and `after` are JSON without secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditRow {
    pub id: i64,
    pub at: Millis,
    /// None: the admin token, or a stranger.
    pub actor_id: Option<UserId>,
    pub actor_name: String,
    pub ip: String,
    pub action: String,
    pub target_id: Option<i64>,
    pub target_name: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub success: bool,
}
