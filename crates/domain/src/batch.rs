//! Changes of many providers at once: what they would do, what they did, and the way back.

use crate::error::ApiError;
use crate::log::ProviderTag;
use crate::provider::Provider;
use crate::time::SECOND;
use crate::{Millis, Names, ProviderId, Ratio};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Providers of one change.
pub const MOST: usize = 500;
/// For how long a change can be undone.
pub const UNDO: i64 = 60 * SECOND;

/// `seen_at`: the `at` of the preview that this was decided by. A provider that has changed since is not overwritten.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Batch {
    pub ids: Vec<ProviderId>,
    pub change: BatchChange,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Millis>,
}

/// What is left out stays as it is. `delete` goes alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct BatchChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiplier: Option<Ratio>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Names>,
    pub delete: bool,
}

impl BatchChange {
    /// The provider as the change leaves it; none: deleted.
    pub fn over(&self, provider: Provider) -> Option<Provider> {
        (!self.delete).then(|| Provider {
            enabled: self.enabled.unwrap_or(provider.enabled),
            priority: self.priority.unwrap_or(provider.priority),
            weight: self.weight.unwrap_or(provider.weight),
            multiplier: self.multiplier.unwrap_or(provider.multiplier),
            groups: self.groups.clone().unwrap_or_else(|| provider.groups.clone()),
            ..provider
        })
    }
}

impl Batch {
    /// # Errors
    /// When it names nobody, too many or somebody twice, or says nothing or too much.
    pub fn check(&self) -> Result<(), ApiError> {
        let Self { ids, change, .. } = self;
        let fields = BatchChange { delete: false, ..change.clone() } != BatchChange::default();
        match () {
            () if ids.is_empty() => Err(ApiError::invalid("ids", "Choose at least one provider.")),
            () if ids.len() > MOST => Err(ApiError::invalid("ids", format!("Choose at most {MOST} providers."))),
            () if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() => {
                Err(ApiError::invalid("ids", "A provider is named twice."))
            }
            () if fields == change.delete => {
                Err(ApiError::invalid("change", "Say what to change, or delete them, and not both."))
            }
            () => Ok(()),
        }
    }
}

/// What of a provider a change of many can reach.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchFields {
    pub enabled: bool,
    pub priority: i64,
    pub weight: i64,
    pub multiplier: Ratio,
    pub groups: Names,
}

impl From<&Provider> for BatchFields {
    fn from(provider: &Provider) -> Self {
        Self {
            enabled: provider.enabled,
            priority: provider.priority,
            weight: provider.weight,
            multiplier: provider.multiplier,
            groups: provider.groups.clone(),
        }
    }
}

/// `after` none: it would be deleted. Equal to `before`: it stays as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchRow {
    pub provider: ProviderTag,
    pub before: BatchFields,
    pub after: Option<BatchFields>,
}

/// `none_left`: no provider would be enabled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchPreview {
    pub at: Millis,
    pub rows: Vec<BatchRow>,
    pub none_left: bool,
}

/// `undo`: what undoes it until `until`; none when nothing had to change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchDone {
    pub changed: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<String>,
    pub until: Millis,
}
