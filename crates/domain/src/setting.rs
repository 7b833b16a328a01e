//! What an admin sets for the whole hub at run time. Stored by name; a name that is not stored has its default.

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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_title: "Claude Code Hub".to_owned(),
            time_zone: "UTC".to_owned(),
            rectifiers_off: Vec::new(),
            leaderboard_public: false,
            limit_warn_percents: vec![80, 95],
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
    pub limit_warn_percents: Option<Vec<i64>>,
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
