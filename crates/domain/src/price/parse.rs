//! A model's entry in LiteLLM's table:
//! <https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json>.
//!
//! A field is named `{what}{_above_Nk_tokens}{tier}`, in USD per token. Read are the fields for what `Usage` counts. Not
//! read is what it does not count: images by the piece, seconds, characters, pages, searches, and audio and video tokens,
//! which count as text.

use super::{Ladder, Price, Rates, Step, Tier};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The fields that are read, without what may follow them.
pub const FIELDS: [&str; 10] = [
    "input_cost_per_token",
    "output_cost_per_token",
    "cache_creation_input_token_cost",
    "cache_creation_input_token_cost_above_1hr",
    "cache_read_input_token_cost",
    "input_cost_per_token_cache_hit",
    "input_cost_per_image_token",
    "output_cost_per_image_token",
    "output_cost_per_reasoning_token",
    REQUEST,
];
const REQUEST: &str = "input_cost_per_request";
/// A list of ranges of context with fields of their own.
const RANGES: &str = "tiered_pricing";
const ABOVE: &str = "_above_";
const K_TOKENS: &str = "k_tokens";

/// More than any price per token or request, in USD.
const DEAREST: f64 = 1_000.0;
const FEMTOS_PER_DOLLAR: f64 = 1e15;

/// Whether a field of an entry has to do with its price, as far as it is read.
pub fn is_read(field: &str) -> bool {
    field == RANGES || base(field).is_some()
}

/// A field's name without threshold and tier, and those.
pub fn split(field: &str) -> Option<(&str, &str)> {
    base(field).map(|(name, _)| field.split_at(name.len()))
}

/// The field without threshold and tier, and the threshold in tokens.
fn base(field: &str) -> Option<(&str, Option<i64>)> {
    let field = Tier::ALL[1..].iter().find_map(|tier| field.strip_suffix(tier.suffix())).unwrap_or(field);
    let stepped = field.strip_suffix(K_TOKENS).and_then(|field| field.rsplit_once(ABOVE));
    let (name, above) = match stepped {
        Some((name, thousands)) => (name, Some(thousands.parse::<u16>().ok()?)),
        None => (field, None),
    };
    FIELDS.contains(&name).then_some((name, above.map(|thousands| i64::from(thousands) * 1_000)))
}

pub(super) fn price(entry: &Value) -> Result<Option<Price>, String> {
    let fields = entry.as_object().ok_or("it is no JSON object")?;
    for (name, value) in fields.iter().filter(|(name, _)| name.as_str() != RANGES && is_read(name)) {
        if !value.is_null() && femtos(value).is_none() {
            return Err(format!("{name} is no price in USD between 0 and {DEAREST}"));
        }
    }
    let request = fields.get(REQUEST).and_then(femtos).unwrap_or_default();
    let mut first = Stated::of(fields, "");
    let mut ranges = ranges(fields)?;
    if ranges.first().is_some_and(|(from, _)| *from == 0) {
        first = first.or(ranges.remove(0).1);
    }
    let embeds = fields.get("mode").and_then(Value::as_str) == Some("embedding");
    let Some(rates) = first.base(request > 0, embeds) else { return Ok(None) };
    let thresholds: BTreeSet<i64> = fields.keys().filter_map(|field| base(field)?.1).collect();
    let mut standard = ladder(fields, Tier::Standard, rates, &thresholds, None);
    for (above, stated) in ranges {
        let before = standard.steps.last().map_or(standard.base, |step| step.rates);
        standard.steps.push(Step { above, rates: stated.over(&before) });
    }
    let tiers = Tier::ALL[1..].iter().filter_map(|tier| {
        let mut steps = thresholds.iter().map(|above| Stated::of(fields, &suffix(Some(*above), *tier)));
        let own = Stated::of(fields, tier.suffix());
        let is_priced = own.is_priced() || steps.any(|step| step.is_priced());
        is_priced.then(|| (*tier, ladder(fields, *tier, own.over(&standard.base), &thresholds, Some(&standard))))
    });
    let tiers: BTreeMap<_, _> = tiers.collect();
    Ok(Some(Price { request, standard, tiers }))
}

fn suffix(above: Option<i64>, tier: Tier) -> String {
    let above = above.map(|tokens| format!("{ABOVE}{}{K_TOKENS}", tokens / 1_000)).unwrap_or_default();
    above + tier.suffix()
}

/// A tier's step that the table does not state is the standard's.
fn ladder(
    fields: &Map<String, Value>,
    tier: Tier,
    base: Rates,
    thresholds: &BTreeSet<i64>,
    standard: Option<&Ladder>,
) -> Ladder {
    let mut ladder = Ladder { base, steps: Vec::new() };
    for above in thresholds {
        let stated = Stated::of(fields, &suffix(Some(*above), tier));
        let normal = standard.and_then(|standard| standard.steps.iter().find(|step| step.above == *above));
        let before = ladder.steps.last().map_or(ladder.base, |step| step.rates);
        let origin = normal.map_or(before, |step| step.rates);
        if normal.is_some() || stated.is_any() {
            ladder.steps.push(Step { above: *above, rates: stated.over(&origin) });
        }
    }
    ladder
}

/// (where it begins, what it says), upwards.
fn ranges(fields: &Map<String, Value>) -> Result<Vec<(i64, Stated)>, String> {
    let Some(list) = fields.get(RANGES).filter(|list| !list.is_null()) else { return Ok(Vec::new()) };
    let told = || format!("{RANGES} is no list of ranges with prices");
    let mut ranges = Vec::new();
    for range in list.as_array().ok_or_else(told)? {
        let fields = range.as_object().ok_or_else(told)?;
        let from = fields.get("range").and_then(|range| range.get(0)?.as_f64()).ok_or_else(told)?;
        let stated = Stated::of(fields, "");
        if !stated.is_priced() || !(0.0..1e12).contains(&from) {
            return Err(told());
        }
        ranges.push((from as i64, stated));
    }
    ranges.sort_by_key(|(from, _)| *from);
    Ok(ranges)
}

/// What the table says at one place, in femto-dollars.
#[derive(Clone, Copy, Default)]
struct Stated {
    input: Option<i64>,
    output: Option<i64>,
    cache_write_5m: Option<i64>,
    cache_write_1h: Option<i64>,
    cache_read: Option<i64>,
    input_image: Option<i64>,
    output_image: Option<i64>,
    reasoning: Option<i64>,
}

impl Stated {
    fn of(fields: &Map<String, Value>, suffix: &str) -> Self {
        let field = |name: &str| fields.get(&format!("{name}{suffix}")).and_then(femtos);
        Self {
            input: field("input_cost_per_token"),
            output: field("output_cost_per_token"),
            cache_write_5m: field("cache_creation_input_token_cost"),
            cache_write_1h: field("cache_creation_input_token_cost_above_1hr"),
            cache_read: field("cache_read_input_token_cost").or_else(|| field("input_cost_per_token_cache_hit")),
            input_image: field("input_cost_per_image_token"),
            output_image: field("output_cost_per_image_token"),
            reasoning: field("output_cost_per_reasoning_token"),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            input: self.input.or(other.input),
            output: self.output.or(other.output),
            cache_write_5m: self.cache_write_5m.or(other.cache_write_5m),
            cache_write_1h: self.cache_write_1h.or(other.cache_write_1h),
            cache_read: self.cache_read.or(other.cache_read),
            input_image: self.input_image.or(other.input_image),
            output_image: self.output_image.or(other.output_image),
            reasoning: self.reasoning.or(other.reasoning),
        }
    }

    fn is_priced(&self) -> bool {
        self.input.or(self.output).or(self.output_image).is_some()
    }

    fn is_any(&self) -> bool {
        self.is_priced()
            || self.cache_write_5m.or(self.cache_write_1h).or(self.cache_read).is_some()
            || self.input_image.or(self.reasoning).is_some()
    }

    /// The first rates of all. A model that only makes images may have no price for text, one that embeds has none for
    /// output.
    ///
    /// Cache classes without a price of their own follow the input price: writes 1.25 and 2 times, reads a tenth of it
    /// (<https://platform.claude.com/docs/en/build-with-claude/prompt-caching#pricing>). Image and reasoning tokens cost
    /// what text does unless the table says otherwise.
    fn base(&self, has_fee: bool, embeds: bool) -> Option<Rates> {
        let nothing = (has_fee || embeds).then_some(0);
        let input = self.input.or(nothing)?;
        let output = self.output.or(self.output_image).or(nothing)?;
        Some(Rates {
            input,
            output,
            cache_write_5m: self.cache_write_5m.unwrap_or(input * 5 / 4),
            cache_write_1h: self.cache_write_1h.unwrap_or(input * 2),
            cache_read: self.cache_read.unwrap_or(input / 10),
            input_image: self.input_image.unwrap_or(input),
            output_image: self.output_image.unwrap_or(output),
            reasoning: self.reasoning.unwrap_or(output),
        })
    }

    /// The rates of a step or tier that is like `origin` but for what it states. Cache classes keep their ratio to the
    /// input price, as vendors describe them by it: "these multipliers stack with other pricing modifiers"
    /// (<https://platform.claude.com/docs/en/about-claude/pricing#prompt-caching>).
    fn over(&self, origin: &Rates) -> Rates {
        let input = self.input.unwrap_or(origin.input);
        let output = self.output.unwrap_or(origin.output);
        let cache = |stated: Option<i64>, rate: i64| stated.unwrap_or_else(|| scaled(rate, input, origin.input));
        // A price of its own stays where nothing else is stated; without one it follows text.
        let apart = |stated: Option<i64>, rate: i64, text: i64, new: i64| {
            stated.unwrap_or(if rate == text { new } else { rate })
        };
        Rates {
            input,
            output,
            cache_write_5m: cache(self.cache_write_5m, origin.cache_write_5m),
            cache_write_1h: cache(self.cache_write_1h, origin.cache_write_1h),
            cache_read: cache(self.cache_read, origin.cache_read),
            input_image: apart(self.input_image, origin.input_image, origin.input, input),
            output_image: apart(self.output_image, origin.output_image, origin.output, output),
            reasoning: apart(self.reasoning, origin.reasoning, origin.output, output),
        }
    }
}

/// `rate` x `new` / `old`, half up.
fn scaled(rate: i64, new: i64, old: i64) -> i64 {
    if old == 0 || new == old {
        return rate;
    }
    let (product, old) = (i128::from(rate) * i128::from(new), i128::from(old));
    i64::try_from((product + old / 2) / old).unwrap_or(i64::MAX)
}

fn femtos(value: &Value) -> Option<i64> {
    let dollars = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    (0.0..=DEAREST).contains(&dollars).then(|| (dollars * FEMTOS_PER_DOLLAR).round() as i64)
}
