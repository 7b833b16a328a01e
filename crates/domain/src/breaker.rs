//! Circuit breakers as an admin sees and sets them. What makes them move is the data plane's.

use crate::error::ApiError;
use crate::log::Class;
use crate::time::{DAY, MINUTE, SECOND};
use crate::{Millis, ProviderId, RequestId};
use serde::{Deserialize, Serialize};

/// How many of its last failures a breaker remembers.
pub const CAUSES: usize = 5;

/// When a provider's breakers open and close again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct BreakerRule {
    /// Failures in a row that open it; 0 = never.
    pub threshold: i64,
    /// How long it stays open, in milliseconds.
    pub open_ms: i64,
    /// Good probes in a row that close it again.
    pub successes: i64,
}

impl Default for BreakerRule {
    fn default() -> Self {
        Self { threshold: 5, open_ms: 30 * MINUTE, successes: 2 }
    }
}

impl BreakerRule {
    /// # Errors
    /// When a figure is out of its range.
    pub fn check(&self) -> Result<(), ApiError> {
        let told = |message: &str| Err(ApiError::invalid("breaker", message.to_owned()));
        match () {
            () if !(0..=1_000).contains(&self.threshold) => told("The threshold must be between 0 (off) and 1000."),
            () if !(SECOND..=DAY).contains(&self.open_ms) => told("Open must last between a second and a day."),
            () if !(1..=100).contains(&self.successes) => told("The successes must be between 1 and 100."),
            () => Ok(()),
        }
    }

    pub fn is_off(&self) -> bool {
        self.threshold <= 0
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BreakerState {
    #[default]
    Closed,
    Open,
    /// Lets one probe at a time through.
    HalfOpen,
}

/// A failure that counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cause {
    pub at: Millis,
    pub class: Class,
    pub error: String,
    pub request: RequestId,
}

/// One breaker as it stands now. Only those are listed that have something to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreakerReport {
    pub provider: ProviderId,
    /// The model family it is for; none = the provider as a whole.
    pub model: Option<String>,
    pub state: BreakerState,
    /// Failures in a row.
    pub failures: i64,
    /// Good probes in a row, while half open.
    pub successes: i64,
    /// When the next probe may go; none = not before it is closed by hand.
    pub until: Option<Millis>,
    /// An admin opened it.
    pub by_hand: bool,
    /// The last failures, newest first.
    pub causes: Vec<Cause>,
}

/// The models that share a breaker: one model under its names with and without a date or a context suffix
/// (`claude-opus-4-5-20251101`, `claude-opus-4-5[1m]`).
pub fn model_family(model: &str) -> &str {
    let model = model.split_once('[').map_or(model, |(name, _)| name);
    let model = model.strip_suffix("-latest").unwrap_or(model);
    match model.rsplit_once(['-', '@']) {
        Some((name, date)) if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => model,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_one_model_by_all_its_names() {
        for (model, family) in [
            ("claude-opus-4-5-20251101", "claude-opus-4-5"),
            ("claude-opus-4-5@20251101", "claude-opus-4-5"),
            ("claude-opus-4-5[1m]", "claude-opus-4-5"),
            ("claude-3-5-sonnet-latest", "claude-3-5-sonnet"),
            ("claude-sonnet-4-5", "claude-sonnet-4-5"),
            ("gpt-5.1-codex", "gpt-5.1-codex"),
            ("", ""),
        ] {
            assert_eq!(model_family(model), family);
        }
    }
}
