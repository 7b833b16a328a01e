//! What is told of a backup.

use crate::{Millis, Nanos};
use serde::{Deserialize, Serialize};

/// A backup that was restored for a try, and compared with what was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BackupCheck {
    /// What it shows is as of then.
    pub made_at: Millis,
    /// Of the hub that wrote it.
    pub version: String,
    /// Rows of all tables.
    pub rows: u64,
    /// Tables that are not in it.
    pub left: Vec<String>,
    /// Requests in its ledger.
    pub requests: i64,
    /// What they cost.
    pub cost: Nanos,
    /// Its audit log is as it was written.
    pub audit_holds: bool,
}
