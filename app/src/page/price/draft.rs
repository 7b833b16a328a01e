//! A price as the form has it: the fields of LiteLLM's table, in dollars a million tokens.

use domain::price::{FIELDS, split};
use domain::{Nanos, decimal};
use serde_json::{Map, Value};

/// What a request costs is per request.
pub(super) const REQUEST: &str = "input_cost_per_request";
/// Another name for the cache read price.
const HIT: &str = "input_cost_per_token_cache_hit";
/// Dollars that no price exceeds.
const MOST: i64 = 1_000_000_000;
const PER_TOKEN: f64 = 1e15;
const PER_REQUEST: f64 = 1e9;

/// The fields that the form shows of each variant.
pub(super) fn shown(suffix: &str) -> impl Iterator<Item = &'static str> {
    let whole = suffix.is_empty();
    FIELDS.into_iter().filter(move |name| *name != HIT && (whole || *name != REQUEST))
}

/// The variants that an entry has prices for, by what their fields end with; the usual prices first.
pub(super) fn variants(entry: &Map<String, Value>) -> Vec<String> {
    let mut found: Vec<String> = entry.keys().filter_map(|field| Some(split(field)?.1.to_owned())).collect();
    found.push(String::new());
    found.sort_by_key(|suffix| (suffix.len(), suffix.clone()));
    found.dedup();
    found
}

/// As the field shows it; empty = not stated.
pub(super) fn text(entry: &Map<String, Value>, field: &str) -> String {
    let dollars =
        |field: &str| entry.get(field).and_then(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok()));
    let dollars = match field.strip_prefix("cache_read_input_token_cost") {
        Some(suffix) => dollars(field).or_else(|| dollars(&format!("{HIT}{suffix}"))),
        None => dollars(field),
    };
    dollars.map(|dollars| decimal::written((dollars * unit(field)).round() as i64, 9)).unwrap_or_default()
}

/// The value that a field's text stands for; `Err`: it is no price.
pub(super) fn value(field: &str, text: &str) -> Result<Option<Value>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let nanos = decimal::read(text, 9).filter(|nanos| *nanos <= MOST * Nanos::PER_DOLLAR).ok_or(())?;
    // As it would be written: 3e-06 and not 3.0000000000000001e-06.
    Ok(serde_json::Number::from_f64(nanos as f64 / unit(field)).map(Value::Number))
}

/// Nano-dollars (a million tokens) in a dollar (a token).
fn unit(field: &str) -> f64 {
    if field == REQUEST { PER_REQUEST } else { PER_TOKEN }
}

/// What a form cannot show, and must keep.
pub(super) fn rest(entry: &Map<String, Value>) -> Map<String, Value> {
    entry
        .iter()
        .filter(|(field, _)| split(field).is_none())
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::price::Price;
    use serde_json::json;

    fn entry() -> Map<String, Value> {
        let entry = json!({
            "input_cost_per_token": 3e-06, "output_cost_per_token": "0.000015", "input_cost_per_token_cache_hit": 2.8e-08,
            "output_cost_per_token_above_200k_tokens_priority": 2.25e-05, "input_cost_per_token_flex": 1.38e-07,
            "input_cost_per_request": 0.005, "tiered_pricing": []
        });
        entry.as_object().unwrap().clone()
    }

    #[test]
    fn prices_are_shown_a_million_tokens() {
        let entry = entry();
        assert_eq!(variants(&entry), ["", "_flex", "_above_200k_tokens_priority"]);
        for (field, want) in [
            ("input_cost_per_token", "3"),
            ("output_cost_per_token", "15"),
            ("cache_read_input_token_cost", "0.028"),
            ("input_cost_per_token_flex", "0.138"),
            ("output_cost_per_token_above_200k_tokens_priority", "22.5"),
            (REQUEST, "0.005"),
            ("cache_creation_input_token_cost", ""),
        ] {
            assert_eq!(text(&entry, field), want, "{field}");
        }
        assert_eq!(rest(&entry).keys().collect::<Vec<_>>(), ["tiered_pricing"]);
    }

    #[test]
    fn what_is_saved_again_is_the_same_price() {
        let before = entry();
        let mut after = rest(&before);
        for suffix in variants(&before) {
            for name in shown(&suffix) {
                let field = format!("{name}{suffix}");
                if let Some(price) = value(&field, &text(&before, &field)).unwrap() {
                    after.insert(field, price);
                }
            }
        }
        let price = |entry: Map<String, Value>| Price::read(&Value::Object(entry)).unwrap().unwrap();
        assert_eq!(price(after), price(before));
        assert_eq!(value("input_cost_per_token", "3").unwrap().unwrap().to_string(), "3e-6");
        for wrong in ["dear", "-1", "1e99", "NaN"] {
            assert!(value("input_cost_per_token", wrong).is_err(), "{wrong}");
        }
    }
}
