//! What a provider sets in the requests that go to it, whatever the client asked for.

use crate::Names;
use crate::error::ApiError;
use serde::{Deserialize, Serialize};

/// The vendor's own least: <https://platform.claude.com/docs/en/build-with-claude/extended-thinking>
pub const LEAST_THINKING: i64 = 1_024;

/// A closed list of words: the enum, its words, and the way back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $(#[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }

        // Its derive macro does not see through a macro's literals.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let words = utoipa::openapi::ObjectBuilder::new().enum_values(Some([$($word),+]));
                words.schema_type(utoipa::openapi::schema::Type::String).into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

words!(
    /// How long a cache entry lives: <https://platform.claude.com/docs/en/build-with-claude/prompt-caching>
    CacheTtl { FiveMinutes = "5m", OneHour = "1h" }
);
words!(
    /// `output_config.effort` of the Messages API.
    Effort { Low = "low", Medium = "medium", High = "high", Xhigh = "xhigh", Max = "max" }
);
words!(
    /// `reasoning.effort` of the Responses API.
    CodexEffort {
        None = "none",
        Minimal = "minimal",
        Low = "low",
        Medium = "medium",
        High = "high",
        Xhigh = "xhigh",
        Max = "max",
    }
);
words!(
    /// `reasoning.summary` of the Responses API.
    CodexSummary { Auto = "auto", Concise = "concise", Detailed = "detailed" }
);
words!(
    /// `text.verbosity` of the Responses API.
    CodexVerbosity { Low = "low", Medium = "medium", High = "high" }
);
words!(
    /// `service_tier` of the Responses API.
    CodexServiceTier { Auto = "auto", Default = "default", Flex = "flex", Priority = "priority" }
);

/// The model decides how long to think; `models` empty = every model, else those and their dated versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdaptiveThinking {
    pub effort: Effort,
    #[serde(default)]
    pub models: Names,
}

impl AdaptiveThinking {
    pub fn is_for(&self, model: &str) -> bool {
        let dated = |name: &String| model.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('-'));
        self.models.is_empty() || self.models.iter().any(|name| name == model || dated(name))
    }
}

/// Absent = the client's own word counts. Fields of another dialect than the provider's do nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Overrides {
    /// Anthropic: the lifetime of every cache breakpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache_ttl: Option<CacheTtl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<i64>,
    /// Anthropic: tokens for thinking, at most `max_tokens` - 1. Gives way to `adaptive_thinking`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking_budget: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adaptive_thinking: Option<AdaptiveThinking>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codex_effort: Option<CodexEffort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codex_summary: Option<CodexSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codex_verbosity: Option<CodexVerbosity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codex_parallel_tools: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codex_service_tier: Option<CodexServiceTier>,
    /// Gemini: puts the search tool in, or takes it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemini_search: Option<bool>,
}

impl Overrides {
    /// # Errors
    /// When a number is out of its range.
    pub fn check(&self) -> Result<(), ApiError> {
        let told = |message: String| Err(ApiError::invalid("overrides", message));
        match () {
            () if self.max_tokens.is_some_and(|most| most < 1) => told("`max_tokens` must be at least 1.".to_owned()),
            () if self.thinking_budget.is_some_and(|budget| budget < LEAST_THINKING) => {
                told(format!("`thinking_budget` must be at least {LEAST_THINKING}, the vendor's own least."))
            }
            () => Ok(()),
        }
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

/// The column's text.
impl TryFrom<String> for Overrides {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_not_stored() {
        let overrides = Overrides { cache_ttl: Some(CacheTtl::OneHour), ..Overrides::default() };
        assert_eq!(overrides.to_json(), r#"{"cache_ttl":"1h"}"#);
        assert_eq!(Overrides::try_from(overrides.to_json()).unwrap(), overrides);
        assert_eq!(Overrides::try_from("{}".to_owned()).unwrap(), Overrides::default());
    }

    #[test]
    fn a_listed_model_means_its_dated_versions_too() {
        let some = AdaptiveThinking { effort: Effort::High, models: vec!["claude-opus-4-6".to_owned()].into() };
        assert!(some.is_for("claude-opus-4-6") && some.is_for("claude-opus-4-6-20260101"));
        assert!(!some.is_for("claude-opus-4-60"));
        assert!(AdaptiveThinking { models: Names::default(), ..some }.is_for("anything"));
    }
}
