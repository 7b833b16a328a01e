//! What an admin sets for the whole hub at run time. Stored by name; a name that is not stored has its default.

use crate::Patch;
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
    /// Log rows are kept for so many days; none: for ever. Sums, ledger and limits never depend on it.
    pub log_days: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_title: "Claude Code Hub".to_owned(),
            time_zone: "UTC".to_owned(),
            rectifiers_off: Vec::new(),
            log_days: None,
        }
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
    /// `null`: for ever.
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u32>))]
    pub log_days: Patch<u32>,
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
