//! Limits of users, keys and providers: what they count, and what is said when one is reached.

mod caps;
mod day_time;
mod kind;
mod mode;
mod patch;
mod quota;

pub use caps::{Caps, ModelCaps};
pub use day_time::DayTime;
pub use kind::LimitKind;
pub use mode::WindowMode;
pub use patch::LimitsPatch;
pub use quota::{LimitWarning, Quota};

use crate::error::ApiError;
use crate::glob::glob;
use crate::{KeyId, Millis, ProviderId, UserId};
use serde::{Deserialize, Serialize};

/// Limits by model one owner may have.
const MODEL_CAPS_MAX: usize = 50;

/// All limits of one owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Limits {
    #[serde(flatten)]
    pub caps: Caps,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<ModelCaps>,
    pub five_hours: WindowMode,
    pub day: WindowMode,
    /// When a fixed day begins, in the hub's time zone.
    pub day_start: DayTime,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            caps: Caps::default(),
            models: Vec::new(),
            five_hours: WindowMode::Rolling,
            day: WindowMode::Fixed,
            day_start: DayTime::default(),
        }
    }
}

impl Limits {
    /// # Errors
    /// When a figure is out of its range, or a limit by model names none.
    pub fn check(&self) -> Result<(), ApiError> {
        self.caps.check()?;
        if self.models.len() > MODEL_CAPS_MAX {
            return Err(ApiError::invalid("models", format!("At most {MODEL_CAPS_MAX} limits by model.")));
        }
        for (index, own) in self.models.iter().enumerate() {
            if own.models.trim().is_empty() || own.models.contains('|') {
                return Err(ApiError::invalid("models", "Name a model, or several with *, such as claude-opus-*."));
            }
            if self.models[..index].iter().any(|other| other.models == own.models) {
                return Err(ApiError::invalid("models", format!("{} is there twice.", own.models)));
            }
            own.caps.check().map_err(|error| ApiError::invalid("models", format!("{}: {error}", own.models)))?;
        }
        Ok(())
    }

    pub fn is_none(&self) -> bool {
        self.caps.is_none() && self.models.iter().all(|own| own.caps.is_none())
    }

    /// Every limit there is: the models that it is for (none = all), what it counts, its figure.
    pub fn each(&self) -> impl Iterator<Item = (Option<&str>, LimitKind, i64)> {
        let all = std::iter::once((None, &self.caps));
        let scopes = all.chain(self.models.iter().map(|own| (Some(own.models.as_str()), &own.caps)));
        scopes.flat_map(|(models, caps)| {
            LimitKind::ALL.into_iter().filter_map(move |kind| Some((models, kind, caps.get(kind)?)))
        })
    }

    /// What is in force for `owner`, if there is any limit; money counts from `since` on.
    pub fn allowance(&self, owner: LimitOwner, since: Option<Millis>) -> Option<Allowance> {
        (!self.is_none()).then(|| Allowance { owner, limits: self.clone(), since })
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}

/// A limit for `models` holds for this one. A request without a model is in no limit by model.
pub fn concerns(models: Option<&str>, model: Option<&str>) -> bool {
    models.is_none_or(|pattern| model.is_some_and(|model| glob(pattern, model)))
}

/// The column's text.
impl TryFrom<String> for Limits {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

/// Whose limit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum LimitOwner {
    User(UserId),
    Key(KeyId),
    Provider(ProviderId),
}

/// Limits in force for an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub owner: LimitOwner,
    pub limits: Limits,
    /// What was used before this instant no longer counts in money: an admin has reset it.
    pub since: Option<Millis>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_keep_their_form() {
        let json =
            r#"{"rpm":10,"usd_day":5000000000,"models":[{"models":"claude-opus-*","usd_5h":1}],"day_start":"08:30"}"#;
        let limits: Limits = serde_json::from_str(json).unwrap();
        assert_eq!(limits.day_start.minute(), 510);
        assert_eq!(
            limits.each().collect::<Vec<_>>(),
            [
                (None, LimitKind::Rpm, 10),
                (None, LimitKind::UsdDay, 5_000_000_000),
                (Some("claude-opus-*"), LimitKind::Usd5h, 1)
            ]
        );
        assert_eq!(serde_json::from_str::<Limits>(&limits.to_json()).unwrap(), limits);
        assert!(limits.check().is_ok() && !limits.is_none() && Limits::default().is_none());
    }

    #[test]
    fn senseless_limits_are_refused() {
        for json in [r#"{"rpm":-1}"#, r#"{"models":[{"models":" "}]}"#, r#"{"models":[{"models":"a"},{"models":"a"}]}"#]
        {
            assert!(serde_json::from_str::<Limits>(json).unwrap().check().is_err(), "{json}");
        }
        assert!(serde_json::from_str::<Limits>(r#"{"day_start":"24:00"}"#).is_err());
    }

    #[test]
    fn a_limit_by_model_is_for_models() {
        assert!(concerns(None, None) && concerns(Some("claude-opus-*"), Some("claude-opus-4-8")));
        assert!(!concerns(Some("claude-opus-*"), Some("claude-sonnet-5")) && !concerns(Some("*"), None));
    }
}
