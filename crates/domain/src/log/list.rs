//! The log as lists show it.

use super::{CallerTag, Outcome, ProviderTag};
use crate::report::Totals;
use crate::usage::Usage;
use crate::{KeyId, Millis, Nanos, ProviderId, RequestId, UserId};
use serde::{Deserialize, Serialize};

/// A request as one line of a list. While it runs, `status` is 0 and `outcome` is `running`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogRow {
    pub id: RequestId,
    pub at: Millis,
    pub caller: CallerTag,
    pub provider: Option<ProviderTag>,
    pub model: Option<String>,
    pub session: Option<String>,
    pub stream: bool,
    pub metered: bool,
    pub status: u16,
    pub outcome: Outcome,
    pub usage: Usage,
    pub cost: Option<Nanos>,
    pub unpriced: bool,
    /// The vendor answered with another model than it was asked for.
    #[serde(default)]
    pub mismatch: bool,
    pub first_content_ms: Option<i64>,
    pub duration_ms: i64,
    pub attempts: i64,
}

/// Which rows a list shows. Absent = all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogFilter {
    pub user: Option<UserId>,
    pub key: Option<KeyId>,
    pub provider: Option<ProviderId>,
    /// Part of the model's name, in any case.
    pub model: Option<String>,
    pub session: Option<String>,
    pub status: Option<StatusFilter>,
    /// Only those that were answered with another model than was sent.
    pub mismatch: bool,
    /// Only those whose model has no price.
    pub unpriced: bool,
    pub from: Option<Millis>,
    pub until: Option<Millis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusFilter {
    Ok,
    NotOk,
}

/// Sums over what a filter finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogTotals {
    #[serde(flatten)]
    pub totals: Totals,
    /// False: there are more rows than are summed up for a list; these are the newest ones.
    pub complete: bool,
}

/// What a cleaning of the log removed, or would remove.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cleaned {
    pub rows: i64,
    /// UTC days that went as a whole, at once. Always 0 on SQLite.
    pub days: i64,
}

/// A page of a list and where the next one begins (`None`: this is the last).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// What the console's event stream carries: everything under way, and what ended since the last message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LiveMessage {
    pub running: Vec<LogRow>,
    pub ended: Vec<LogRow>,
    pub active_sessions: i64,
    /// Redis is away: this instance keeps limits by itself.
    #[serde(default)]
    pub degraded: bool,
}
