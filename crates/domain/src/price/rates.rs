use serde::{Deserialize, Serialize};

/// Femto-dollars per token (nano-dollars a million), one for each billed class of `Usage`. `reasoning` is for the part of
/// the output that `Usage::reasoning` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rates {
    pub input: i64,
    pub output: i64,
    pub cache_write_5m: i64,
    pub cache_write_1h: i64,
    pub cache_read: i64,
    pub input_image: i64,
    pub output_image: i64,
    pub reasoning: i64,
}

/// Rates by the length of the context.
///
/// A context of more tokens than a step's `above` is billed at its rates, every token of it and of the answer:
/// <https://platform.claude.com/docs/en/about-claude/pricing#long-context-pricing>,
/// <https://ai.google.dev/gemini-api/docs/pricing>, <https://platform.openai.com/docs/pricing>.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ladder {
    pub base: Rates,
    /// Upwards.
    pub steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    pub above: i64,
    pub rates: Rates,
}

impl Ladder {
    /// The rates for a context of so many tokens, and the threshold that it has passed.
    pub fn at(&self, context: i64) -> (Option<i64>, &Rates) {
        let step = self.steps.iter().rev().find(|step| context > step.above);
        step.map_or((None, &self.base), |step| (Some(step.above), &step.rates))
    }
}
