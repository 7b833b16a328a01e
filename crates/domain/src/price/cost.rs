use super::{ModelSource, Price, PriceSource, Tier};
use crate::usage::Usage;
use crate::{Nanos, Ratio};
use serde::{Deserialize, Serialize};

/// One line of a cost: `tokens` x `rate` femto-dollars, before the multipliers. The lines' costs sum to `Cost::base`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostLine {
    pub class: TokenClass,
    pub tokens: i64,
    pub rate: i64,
    pub cost: Nanos,
}

/// `request` is no token but the fee for the request as a whole, counted as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TokenClass {
    Input,
    #[serde(rename = "cache_write_5m")]
    CacheWrite5m,
    #[serde(rename = "cache_write_1h")]
    CacheWrite1h,
    CacheRead,
    InputImage,
    Output,
    OutputImage,
    /// The part of the output that was thought, where it has a price of its own.
    Reasoning,
    Request,
}

/// At which terms a request is billed, besides its model's price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Terms {
    pub tier: Tier,
    pub provider: Ratio,
    pub group: Ratio,
    /// Of the model, at this provider.
    pub model: Ratio,
}

/// What a request cost, with the numbers it came from: the drawer shows exactly these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cost {
    pub lines: Vec<CostLine>,
    /// The tier whose prices were taken, and the threshold that the context has passed.
    #[serde(default)]
    pub tier: Tier,
    #[serde(default)]
    pub above: Option<i64>,
    /// Before the multipliers.
    #[serde(default)]
    pub base: Nanos,
    pub provider_multiplier: Ratio,
    pub group_multiplier: Ratio,
    #[serde(default)]
    pub model_multiplier: Ratio,
    pub total: Nanos,
    #[serde(default)]
    pub basis: Option<Basis>,
}

/// Whose price it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Basis {
    /// The name in the price table.
    pub model: String,
    /// Which of the request's models led to it.
    pub named: ModelSource,
    pub source: PriceSource,
    /// It holds for the provider alone.
    pub of_provider: bool,
}

/// The cost of `usage`; classes without tokens have no line. Base and total are rounded once each, half up, to a
/// nano-dollar, from the exact sum.
pub fn cost(price: &Price, usage: &Usage, terms: Terms) -> Cost {
    let (tier, above, rates) = price.rates(terms.tier, usage);
    let thought = match rates.reasoning == rates.output {
        true => 0,
        false => usage.reasoning.clamp(0, usage.output.max(0)),
    };
    let billed = [
        (TokenClass::Input, usage.input, rates.input),
        (TokenClass::CacheWrite5m, usage.cache_write_5m, rates.cache_write_5m),
        (TokenClass::CacheWrite1h, usage.cache_write_1h, rates.cache_write_1h),
        (TokenClass::CacheRead, usage.cache_read, rates.cache_read),
        (TokenClass::InputImage, usage.input_image, rates.input_image),
        (TokenClass::Output, usage.output - thought, rates.output),
        (TokenClass::OutputImage, usage.output_image, rates.output_image),
        (TokenClass::Reasoning, thought, rates.reasoning),
        (TokenClass::Request, i64::from(price.request > 0), price.request),
    ];
    let lines = lines(billed.into_iter().filter(|(_, tokens, _)| *tokens != 0));
    let sum = sum(&lines);
    Cost {
        tier,
        above,
        base: nanos(sum),
        provider_multiplier: terms.provider,
        group_multiplier: terms.group,
        model_multiplier: terms.model,
        total: total(sum, [terms.provider, terms.group, terms.model]),
        basis: None,
        lines,
    }
}

impl Cost {
    /// The total anew, of a request's usage and the rates and multipliers that stand here. `None`: a class has tokens but
    /// no line.
    pub fn recompute(&self, usage: &Usage) -> Option<Nanos> {
        let line = |class: TokenClass| self.lines.iter().find(|line| line.class == class);
        let rate = |class: TokenClass, tokens: i64| match (line(class), tokens) {
            (Some(line), _) => Some(i128::from(line.rate) * i128::from(tokens)),
            (None, 0) => Some(0),
            (None, _) => None,
        };
        let thought = line(TokenClass::Reasoning).map_or(0, |_| usage.reasoning.clamp(0, usage.output.max(0)));
        let parts = [
            (TokenClass::Input, usage.input),
            (TokenClass::CacheWrite5m, usage.cache_write_5m),
            (TokenClass::CacheWrite1h, usage.cache_write_1h),
            (TokenClass::CacheRead, usage.cache_read),
            (TokenClass::InputImage, usage.input_image),
            (TokenClass::Output, usage.output - thought),
            (TokenClass::OutputImage, usage.output_image),
            (TokenClass::Reasoning, thought),
            (TokenClass::Request, i64::from(line(TokenClass::Request).is_some())),
        ];
        let sum = parts.into_iter().map(|(class, tokens)| rate(class, tokens)).sum::<Option<i128>>()?;
        Some(total(sum, [self.provider_multiplier, self.group_multiplier, self.model_multiplier]))
    }
}

/// Each line is what it adds to the rounded sum of those before it: so they sum to the rounded whole.
fn lines(billed: impl Iterator<Item = (TokenClass, i64, i64)>) -> Vec<CostLine> {
    let mut before = 0;
    billed
        .map(|(class, tokens, rate)| {
            let after = before + i128::from(tokens) * i128::from(rate);
            let cost = Nanos(nanos(after).0 - nanos(before).0);
            before = after;
            CostLine { class, tokens, rate, cost }
        })
        .collect()
}

fn sum(lines: &[CostLine]) -> i128 {
    lines.iter().map(|line| i128::from(line.tokens) * i128::from(line.rate)).sum()
}

const FEMTOS_PER_NANO: i128 = 1_000_000;

pub(super) fn nanos(femtos: i128) -> Nanos {
    round(femtos, FEMTOS_PER_NANO)
}

/// What overflows here overflows nano-dollars, too.
fn total(sum: i128, multipliers: [Ratio; 3]) -> Nanos {
    let scaled = multipliers.iter().fold(sum, |sum, ratio| sum.saturating_mul(i128::from(ratio.0)));
    round(scaled, FEMTOS_PER_NANO * i128::from(Ratio::SCALE).pow(3))
}

fn round(value: i128, unit: i128) -> Nanos {
    Nanos(i64::try_from(value.saturating_add(unit / 2).div_euclid(unit)).unwrap_or(i64::MAX))
}
