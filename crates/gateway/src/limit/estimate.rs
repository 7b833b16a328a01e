//! What a request may cost at most, as far as that can be known before it is sent.

use crate::edit::json;
use crate::inbound::{Inbound, Payload};
use domain::price::Price;
use domain::snapshot::{Caller, Snapshot};
use domain::{Nanos, Ratio};

/// Tokens of an answer whose request sets no bound.
const OUTPUT: i64 = 4_096;
/// No vendor makes more of a request's bytes: text in Latin letters has four bytes a token, Chinese three.
const BYTES_PER_TOKEN: i64 = 3;

/// Where dialects bound an answer's length.
const BOUNDS: [&[&str]; 5] = [
    &["max_tokens"],
    &["max_completion_tokens"],
    &["max_output_tokens"],
    &["generationConfig", "maxOutputTokens"],
    &["request", "generationConfig", "maxOutputTokens"],
];

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Estimate {
    /// Of the request itself.
    pub input: i64,
    /// Before multipliers.
    pub cost: Nanos,
}

impl Estimate {
    pub(crate) fn of(inbound: &Inbound, snapshot: &Snapshot) -> Self {
        let body = inbound.payload.bytes();
        let input = (body.len() as i64 + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
        let price = inbound.model.as_deref().and_then(|model| snapshot.price(model));
        let Some(price) = price else { return Self { input, ..Self::default() } };
        let bound = || match &inbound.payload {
            Payload::Json(body) => {
                BOUNDS.iter().find_map(|path| std::str::from_utf8(json::get(body, path)?).ok()?.parse().ok())
            }
            _ => None,
        };
        Self { input, cost: cost(price, input, bound().unwrap_or(OUTPUT)) }
    }

    /// With the dearest multipliers that may be billed.
    pub(crate) fn at_most(self, caller: &Caller, snapshot: &Snapshot) -> Nanos {
        let of_group = caller.groups.iter().filter_map(|group| snapshot.groups.get(group)).max().copied();
        let of_provider = snapshot.providers.iter().map(|upstream| upstream.provider.multiplier).max();
        self.times(of_provider.unwrap_or_default()).scaled(of_group.unwrap_or_default())
    }

    pub(crate) fn times(self, multiplier: Ratio) -> Nanos {
        self.cost.scaled(multiplier)
    }
}

fn cost(price: &Price, input: i64, output: i64) -> Nanos {
    let dearest = price.base.input.max(price.base.cache_write_5m);
    let femtos = i128::from(input) * i128::from(dearest) + i128::from(output.max(0)) * i128::from(price.base.output);
    Nanos(i64::try_from(femtos / 1_000_000).unwrap_or(i64::MAX / 4).min(i64::MAX / 4))
}
