//! Prices as admins see and change them.

use super::{Price, PriceSource};
use crate::{Millis, ProviderId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A model's price in force. `provider`: it holds for this one alone; none = for every provider without a price of its
/// own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelPrice {
    pub model: String,
    pub provider: Option<ProviderId>,
    pub source: PriceSource,
    /// LiteLLM's names for the vendor and for what the model does; empty = not known.
    pub vendor: String,
    pub mode: String,
    pub price: Price,
    /// What the price was read from: fields of LiteLLM's table, in USD per token.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub entry: Map<String, Value>,
    pub updated_at: Millis,
}

/// Which price is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceKey {
    pub model: String,
    #[serde(default)]
    pub provider: Option<ProviderId>,
}

/// A price of an admin's own, in LiteLLM's format.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPrice {
    pub model: String,
    #[serde(default)]
    pub provider: Option<ProviderId>,
    /// Such as `{"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05}`.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub entry: Map<String, Value>,
}

/// What a list of prices shows. Absent = all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PriceFilter {
    /// Part of the model's name, in any case.
    pub search: Option<String>,
    pub source: Option<PriceSource>,
    /// Only prices that hold for one provider alone.
    pub of_providers: bool,
}

/// Another name of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceAlias {
    pub alias: String,
    pub model: String,
}

/// An admin's price beside the one that would hold without it, where they differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conflict {
    pub manual: ModelPrice,
    pub other: ModelPrice,
}

/// What was taken from a table. With errors nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadReport {
    pub stored: i64,
    pub unchanged: i64,
    /// Entries without a price per token or request.
    pub skipped: i64,
    pub errors: Vec<UploadError>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadError {
    pub model: String,
    pub message: String,
}

/// How a sync ended. With an `error` nothing was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncReport {
    pub at: Millis,
    pub error: Option<String>,
    /// Models with a price in the table, and how many of them were new or other than before.
    pub models: i64,
    pub stored: i64,
    /// Requests that were priced after all.
    pub repriced: i64,
}

/// A model without a price that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unpriced {
    pub model: String,
    /// Its first and last request without a price.
    pub since: Millis,
    pub last: Millis,
    pub requests: i64,
    pub tokens: i64,
}

/// What a change of prices came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceEdit {
    /// Requests that were priced after all.
    pub repriced: i64,
}
