//! What the hub changed in a request on its way to the vendor.

use serde::{Deserialize, Serialize};

/// Longer values are shown by their beginning.
const SHOWN_CHARS: usize = 200;

/// Why something was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditRule {
    /// The provider maps the model to another one.
    Redirect,
    /// Usage was asked for, which a Chat stream otherwise leaves out. The client does not see it.
    StreamUsage,
    /// The provider's overrides.
    CacheTtl,
    MaxTokens,
    ThinkingBudget,
    AdaptiveThinking,
    CodexEffort,
    CodexSummary,
    CodexVerbosity,
    CodexParallelTools,
    CodexServiceTier,
    GeminiSearch,
    /// Repairs: see `Rectifier`.
    RepairSignature,
    RepairBudget,
    RepairEffort,
    RepairGeminiIds,
    RepairBillingHeader,
    RepairResponsesInput,
}

/// One change. `path` names the place (`thinking.budget_tokens`, `path` for the URL's); `before` and `after` are JSON,
/// and absent when nothing was or is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Edit {
    pub rule: EditRule,
    pub path: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Edit {
    pub fn new(rule: EditRule, path: &str, before: Option<&str>, after: Option<&str>) -> Self {
        let shown = |text: &str| match text.char_indices().nth(SHOWN_CHARS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        };
        Self { rule, path: path.to_owned(), before: before.map(shown), after: after.map(shown) }
    }
}
