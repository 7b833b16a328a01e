//! Prices in LiteLLM's format, and what a request costs at them.
//!
//! A price per token is kept as whole femto-dollars (1e-15 USD), which are nano-dollars a million tokens. So a cost is a
//! sum of integer products, rounded once, at the end.

mod billing;
mod book;
mod cost;
mod list;
mod parse;
mod rates;
mod tier;

pub use billing::{Billing, ModelSource, Pending, TierSource};
#[cfg(feature = "snapshot")]
pub use billing::{Charge, charge};
pub use book::{Found, PriceBook, Priced};
pub use cost::{Basis, Cost, CostLine, Terms, TokenClass, cost};
pub use list::{
    Conflict, ModelPrice, NewPrice, PriceAlias, PriceEdit, PriceFilter, PriceKey, SyncReport, Unpriced, UploadError,
    UploadReport,
};
pub use parse::{FIELDS, is_read, split};
pub use rates::{Ladder, Rates, Step};
pub use tier::{PriceSource, Tier};

use crate::Nanos;
use crate::usage::Usage;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A token is at least about this many bytes of a request, whatever its language and JSON.
pub const BYTES_PER_TOKEN: i64 = 3;

/// What a model costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Price {
    /// Femto-dollars for a request, whatever its tokens.
    pub request: i64,
    pub standard: Ladder,
    /// Service tiers that have prices of their own.
    pub tiers: BTreeMap<Tier, Ladder>,
}

impl Price {
    /// From one entry of a LiteLLM table; `None` when it has no price per token or request, or no readable one.
    pub fn parse(entry: &Value) -> Option<Self> {
        Self::read(entry).ok()?
    }

    /// [`parse`](Self::parse) for what people enter: `None` where there is nothing to bill tokens by.
    ///
    /// # Errors
    /// What is wrong with the entry.
    pub fn read(entry: &Value) -> Result<Option<Self>, String> {
        parse::price(entry)
    }

    /// What this usage is billed by, and how it came to that.
    pub fn rates(&self, tier: Tier, usage: &Usage) -> (Tier, Option<i64>, &Rates) {
        let (tier, ladder) = match self.tiers.get(&tier) {
            Some(ladder) => (tier, ladder),
            None => (Tier::Standard, &self.standard),
        };
        let (above, rates) = ladder.at(usage.context());
        (tier, above, rates)
    }

    /// What a request may cost, before it is sent and before the multipliers: its bytes as tokens at the dearer of input
    /// and 5-minute cache writes, and an answer as long as it may be.
    pub fn estimate(&self, input_bytes: i64, max_output: i64) -> Nanos {
        let rates = &self.standard.base;
        let input =
            i128::from(input_bytes.max(0) / BYTES_PER_TOKEN) * i128::from(rates.input.max(rates.cache_write_5m));
        let output = i128::from(max_output.max(0)) * i128::from(rates.output);
        cost::nanos(input + output + i128::from(self.request))
    }
}

#[cfg(test)]
mod tests;
