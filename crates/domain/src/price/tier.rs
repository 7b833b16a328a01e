use serde::{Deserialize, Serialize};
use std::fmt;

/// A vendor's service tier, as far as it has prices of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    #[default]
    Standard,
    Priority,
    Flex,
    Batch,
}

impl Tier {
    pub const ALL: [Self; 4] = [Self::Standard, Self::Priority, Self::Flex, Self::Batch];

    /// By a vendor's word for it. `None` for `auto`, which leaves it to the vendor, and for what nobody has documented:
    /// <https://platform.openai.com/docs/api-reference/responses/create#responses_create-service_tier>,
    /// <https://platform.claude.com/docs/en/api/service-tiers>, <https://ai.google.dev/gemini-api/docs/flex-inference>.
    pub fn named(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().trim_start_matches("service_tier_") {
            "standard" | "default" | "on_demand" => Some(Self::Standard),
            "priority" => Some(Self::Priority),
            "flex" => Some(Self::Flex),
            "batch" => Some(Self::Batch),
            _ => None,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Priority => "priority",
            Self::Flex => "flex",
            Self::Batch => "batch",
        }
    }

    /// What its fields in LiteLLM's table end with.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Standard => "",
            Self::Priority => "_priority",
            Self::Flex => "_flex",
            Self::Batch => "_batches",
        }
    }
}

/// Where a price comes from. The first one that a model has counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PriceSource {
    /// An admin entered or uploaded it.
    Manual,
    /// From the table at the address in the settings.
    Synced,
    /// Shipped with the hub.
    #[default]
    Seed,
}

impl PriceSource {
    pub const ALL: [Self; 3] = [Self::Manual, Self::Synced, Self::Seed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Synced => "synced",
            Self::Seed => "seed",
        }
    }
}

impl fmt::Display for PriceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The column's text.
impl TryFrom<String> for PriceSource {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|source| source.as_str() == text).ok_or(text)
    }
}
