//! Prices in LiteLLM's format, and what a request costs at them.
//!
//! A price per token is kept as whole femto-dollars (1e-15 USD), so that a cost is a sum of integer products, rounded
//! once, at the end.

use crate::usage::Usage;
use crate::{Millis, Nanos, Ratio};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Above this context the `_above_200k_tokens` fields hold, for every token of the request.
/// <https://platform.claude.com/docs/en/about-claude/pricing>
const LONG_CONTEXT: i64 = 200_000;

/// Femto-dollars per token, one for each billed class of `Usage`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    pub input: i64,
    pub output: i64,
    pub cache_write_5m: i64,
    pub cache_write_1h: i64,
    pub cache_read: i64,
    pub input_image: i64,
    pub output_image: i64,
}

/// What a model costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    pub base: Rates,
    pub long: Option<Rates>,
}

impl Price {
    /// From one entry of a LiteLLM table; `None` when it has no price per token.
    pub fn parse(entry: &Value) -> Option<Self> {
        let base = rates(entry, "", None)?;
        Some(Self { base, long: rates(entry, "_above_200k_tokens", Some(base)) })
    }

    fn rates(&self, usage: &Usage) -> Rates {
        self.long.filter(|_| usage.context() > LONG_CONTEXT).unwrap_or(self.base)
    }
}

/// A model's price as it is stored. `source`: `seed`, or `manual` when an admin entered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelPrice {
    pub model: String,
    pub source: String,
    pub price: Price,
    pub updated_at: Millis,
}

/// Cache classes without a price of their own follow the input price: writes 1.25 and 2 times, reads a tenth of it
/// (<https://platform.claude.com/docs/en/build-with-claude/prompt-caching#pricing>). Image tokens cost what text does
/// unless the table says otherwise; a model that only makes images may have no price for text.
fn rates(entry: &Value, suffix: &str, base: Option<Rates>) -> Option<Rates> {
    let field = |name: &str| femtos(entry.get(format!("{name}{suffix}"))?);
    let whole = |name: &str| femtos(entry.get(name)?);
    let (input_image, output_image) = (field("input_cost_per_image_token"), field("output_cost_per_image_token"));
    let (input, output) = (field("input_cost_per_token"), field("output_cost_per_token").or(output_image));
    let (input, output) = match base {
        Some(base) => (input.or(output.map(|_| base.input))?, output.unwrap_or(base.output)),
        None => (input?, output?),
    };
    let long_hour = entry.get(format!("cache_creation_input_token_cost_above_1hr{suffix}")).and_then(femtos);
    Some(Rates {
        input,
        output,
        cache_write_5m: field("cache_creation_input_token_cost").unwrap_or(input * 5 / 4),
        cache_write_1h: long_hour.unwrap_or(input * 2),
        cache_read: field("cache_read_input_token_cost").unwrap_or(input / 10),
        input_image: input_image.or(whole("input_cost_per_image_token")).unwrap_or(input),
        output_image: output_image.or(whole("output_cost_per_image_token")).unwrap_or(output),
    })
}

fn femtos(value: &Value) -> Option<i64> {
    let dollars = value.as_f64().or_else(|| value.as_str()?.parse().ok())?;
    (0.0..1_000.0).contains(&dollars).then(|| (dollars * 1e15).round() as i64)
}

/// One line of a cost: `tokens` x `rate` femto-dollars, before the multipliers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostLine {
    pub class: TokenClass,
    pub tokens: i64,
    pub rate: i64,
    pub cost: Nanos,
}

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
}

/// What a request cost, with the numbers it came from: the drawer shows exactly these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cost {
    pub lines: Vec<CostLine>,
    pub provider_multiplier: Ratio,
    pub group_multiplier: Ratio,
    pub total: Nanos,
}

/// The cost of `usage`; classes without tokens have no line. The total is rounded once, half up, to a nano-dollar.
pub fn cost(price: &Price, usage: &Usage, provider: Ratio, group: Ratio) -> Cost {
    let rates = price.rates(usage);
    let classes = [
        (TokenClass::Input, usage.input, rates.input),
        (TokenClass::CacheWrite5m, usage.cache_write_5m, rates.cache_write_5m),
        (TokenClass::CacheWrite1h, usage.cache_write_1h, rates.cache_write_1h),
        (TokenClass::CacheRead, usage.cache_read, rates.cache_read),
        (TokenClass::InputImage, usage.input_image, rates.input_image),
        (TokenClass::Output, usage.output, rates.output),
        (TokenClass::OutputImage, usage.output_image, rates.output_image),
    ];
    let product = |tokens: i64, rate: i64| i128::from(tokens) * i128::from(rate);
    let sum: i128 = classes.iter().map(|(_, tokens, rate)| product(*tokens, *rate)).sum();
    let scaled = sum * i128::from(provider.0) * i128::from(group.0);
    let unit = FEMTOS_PER_NANO * i128::from(Ratio::SCALE) * i128::from(Ratio::SCALE);
    let lines = classes.into_iter().filter(|(_, tokens, _)| *tokens != 0);
    Cost {
        lines: lines
            .map(|(class, tokens, rate)| CostLine {
                class,
                tokens,
                rate,
                cost: round(product(tokens, rate), FEMTOS_PER_NANO),
            })
            .collect(),
        provider_multiplier: provider,
        group_multiplier: group,
        total: round(scaled, unit),
    }
}

const FEMTOS_PER_NANO: i128 = 1_000_000;

fn round(value: i128, unit: i128) -> Nanos {
    Nanos(i64::try_from((value + unit / 2).div_euclid(unit)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sonnet() -> Price {
        Price::parse(&json!({
            "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
            "cache_creation_input_token_cost": 3.75e-06, "cache_read_input_token_cost": 3e-07,
            "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05
        }))
        .unwrap()
    }

    #[test]
    fn prices_every_class_apart() {
        let usage = Usage {
            input: 2_104,
            output: 912,
            cache_write_5m: 3_226,
            cache_write_1h: 100,
            cache_read: 18_870,
            reasoning: 500,
            ..Usage::default()
        };
        let cost = cost(&sonnet(), &usage, Ratio::ONE, Ratio::ONE);
        // 2104x3 + 3226x3.75 + 100x6 + 18870x0.3 + 912x15 micro-dollars
        assert_eq!(cost.total, Nanos(38_350_500));
        assert_eq!(cost.lines.iter().map(|line| line.cost).sum::<Nanos>(), cost.total);
        assert_eq!(cost.lines.len(), 5);
    }

    #[test]
    fn multiplies_and_rounds_once() {
        let price = Price::parse(&json!({"input_cost_per_token": 2.5e-08, "output_cost_per_token": 1e-10})).unwrap();
        let usage = Usage { input: 1, output: 1, ..Usage::default() };
        // 25 nano + 0.1 nano, x 1.5 x 0.5 = 18.825
        assert_eq!(cost(&price, &usage, Ratio(15_000), Ratio(5_000)).total, Nanos(19));
    }

    #[test]
    fn long_context_reprices_every_token() {
        let usage = Usage { input: 150_000, cache_read: 50_001, output: 10, ..Usage::default() };
        let cost = cost(&sonnet(), &usage, Ratio::ONE, Ratio::ONE);
        // 150000x6 + 50001x0.6 + 10x22.5 micro-dollars
        assert_eq!(cost.total, Nanos(930_225_600));
    }

    #[test]
    fn image_tokens_have_their_own_price() {
        let entry = json!({
            "input_cost_per_token": 5e-06, "input_cost_per_image_token": 1e-05, "output_cost_per_image_token": 4e-05
        });
        let usage = Usage { input: 100, input_image: 10, output_image: 1_000, ..Usage::default() };
        // 100x5 + 10x10 + 1000x40 micro-dollars
        assert_eq!(cost(&Price::parse(&entry).unwrap(), &usage, Ratio::ONE, Ratio::ONE).total, Nanos(40_600_000));
        // Without one they cost what text does.
        assert_eq!(cost(&sonnet(), &usage, Ratio::ONE, Ratio::ONE).total, Nanos(110 * 3_000 + 1_000 * 15_000));
    }

    #[test]
    fn an_entry_without_token_prices_is_no_price() {
        assert_eq!(Price::parse(&json!({"output_cost_per_image": 0.04})), None);
    }
}
