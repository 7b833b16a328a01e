//! What an admin sets for the whole hub at run time. Stored by name; a name that is not stored has its default.

mod known;

pub use known::{KnownSettings, Origin, Setting};

use crate::Patch;
use crate::price::{ModelSource, TierSource};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Settings {
    /// Shown in the console's title.
    pub site_title: String,
    /// IANA name: where a day begins.
    pub time_zone: String,
    /// Repairs that are switched off.
    pub rectifiers_off: Vec<Rectifier>,
    /// Everybody who is signed in sees the names and sums of all users.
    pub leaderboard_public: bool,
    /// Percentages of a limit at which people hear of it.
    pub limit_warn_percents: Vec<i64>,
    /// Which of a request's models is billed; the others when it has no price.
    pub billing_model_source: ModelSource,
    /// Whose word on the service tier is billed.
    pub billing_tier_source: TierSource,
    /// Address of a price table in LiteLLM's format; empty = none.
    pub price_sync_url: String,
    /// Hours between two syncs; 0 = only by hand.
    pub price_sync_hours: i64,
    /// Log rows are kept for so many days; none: for ever. Sums, ledger and limits never depend on it.
    pub log_days: Option<u32>,
    /// What the hub writes to its own log; none: what it was started with.
    pub log_level: Option<LogLevel>,
}

/// Each tells what those before it tell, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl LogLevel {
    pub const ALL: [Self; 5] = [Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// A month.
pub const PRICE_SYNC_HOURS_MAX: i64 = 744;

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_title: "Claude Code Hub".to_owned(),
            time_zone: "UTC".to_owned(),
            rectifiers_off: Vec::new(),
            leaderboard_public: false,
            limit_warn_percents: vec![80, 95],
            billing_model_source: ModelSource::default(),
            billing_tier_source: TierSource::default(),
            price_sync_url: String::new(),
            price_sync_hours: 0,
            log_days: None,
            log_level: None,
        }
    }
}

impl Settings {
    /// Percentages that `limit_warn_percents` may be: ascending ones between 1 and 99, at most five.
    pub fn are_warn_percents(percents: &[i64]) -> bool {
        percents.len() <= 5
            && percents.iter().all(|percent| (1..100).contains(percent))
            && percents.is_sorted_by(|one, next| one < next)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct SettingsPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rectifiers_off: Option<Vec<Rectifier>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaderboard_public: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_warn_percents: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_model_source: Option<ModelSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_tier_source: Option<TierSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_sync_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_sync_hours: Option<i64>,
    /// `null`: for ever.
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u32>))]
    pub log_days: Patch<u32>,
    /// `null`: what the hub was started with.
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<LogLevel>))]
    pub log_level: Patch<LogLevel>,
    /// Settings that go back to what holds while nothing is set; before the other fields of this change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reset: Vec<Setting>,
}

/// A repair of what a vendor is known to refuse: done at most once for a request and provider, and noted on its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rectifier {
    /// After the vendor refused them: thinking blocks that another account has signed are taken out.
    ThinkingSignature,
    /// After the vendor refused it: a thinking budget below the least is raised.
    ThinkingBudget,
    /// After the vendor refused it: an effort that contradicts switched-off thinking is taken out.
    EffortConflict,
    /// After the vendor refused them: ids in Gemini's function calls and answers are taken out.
    GeminiIds,
    /// Always: Claude Code's billing line in the system prompt is taken out.
    BillingHeader,
    /// Always: an `input` of the Responses API that is no list becomes one.
    ResponsesInput,
}

impl Rectifier {
    pub const ALL: [Self; 6] = [
        Self::ThinkingSignature,
        Self::ThinkingBudget,
        Self::EffortConflict,
        Self::GeminiIds,
        Self::BillingHeader,
        Self::ResponsesInput,
    ];

    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ThinkingSignature => "thinking_signature",
            Self::ThinkingBudget => "thinking_budget",
            Self::EffortConflict => "effort_conflict",
            Self::GeminiIds => "gemini_ids",
            Self::BillingHeader => "billing_header",
            Self::ResponsesInput => "responses_input",
        }
    }
}
