//! Limits of users, keys and providers: what they count, and what is said when one is reached.

mod patch;

pub use patch::LimitsPatch;

use crate::error::ApiError;
use crate::glob::glob;
use crate::{KeyId, Millis, Nanos, ProviderId, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Limits by model one owner may have.
const MODEL_CAPS_MAX: usize = 50;
const COUNT_MAX: i64 = 1_000_000_000;

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Requests in the last 60 seconds.
    Rpm,
    /// Tokens in the last 60 seconds.
    Tpm,
    /// Sessions that were active within the session time.
    ConcurrentSessions,
    /// Requests under way.
    ConcurrentRequests,
    #[serde(rename = "usd_5h")]
    Usd5h,
    UsdDay,
    UsdWeek,
    UsdMonth,
    UsdTotal,
}

impl LimitKind {
    /// In the order in which they are checked and shown.
    pub const ALL: [Self; 9] = [
        Self::ConcurrentRequests,
        Self::ConcurrentSessions,
        Self::Rpm,
        Self::Tpm,
        Self::Usd5h,
        Self::UsdDay,
        Self::UsdWeek,
        Self::UsdMonth,
        Self::UsdTotal,
    ];

    pub fn is_money(self) -> bool {
        matches!(self, Self::Usd5h | Self::UsdDay | Self::UsdWeek | Self::UsdMonth | Self::UsdTotal)
    }

    /// The largest limit that there may be.
    pub fn most(self) -> i64 {
        if self.is_money() { i64::MAX / 4 } else { COUNT_MAX }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rpm => "rpm",
            Self::Tpm => "tpm",
            Self::ConcurrentSessions => "concurrent_sessions",
            Self::ConcurrentRequests => "concurrent_requests",
            Self::Usd5h => "usd_5h",
            Self::UsdDay => "usd_day",
            Self::UsdWeek => "usd_week",
            Self::UsdMonth => "usd_month",
            Self::UsdTotal => "usd_total",
        }
    }
}

/// The text of a database column.
impl TryFrom<String> for LimitKind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(text)
    }
}

/// One figure for each kind; none = no limit. Money is in nano-dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Caps {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rpm: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tpm: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrent_sessions: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrent_requests: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_5h: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_day: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_week: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_month: Option<Nanos>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usd_total: Option<Nanos>,
}

impl Caps {
    pub fn get(&self, kind: LimitKind) -> Option<i64> {
        let money = |cap: Option<Nanos>| cap.map(|nanos| nanos.0);
        match kind {
            LimitKind::Rpm => self.rpm,
            LimitKind::Tpm => self.tpm,
            LimitKind::ConcurrentSessions => self.concurrent_sessions,
            LimitKind::ConcurrentRequests => self.concurrent_requests,
            LimitKind::Usd5h => money(self.usd_5h),
            LimitKind::UsdDay => money(self.usd_day),
            LimitKind::UsdWeek => money(self.usd_week),
            LimitKind::UsdMonth => money(self.usd_month),
            LimitKind::UsdTotal => money(self.usd_total),
        }
    }

    pub fn set(&mut self, kind: LimitKind, cap: Option<i64>) {
        let money = cap.map(Nanos);
        match kind {
            LimitKind::Rpm => self.rpm = cap,
            LimitKind::Tpm => self.tpm = cap,
            LimitKind::ConcurrentSessions => self.concurrent_sessions = cap,
            LimitKind::ConcurrentRequests => self.concurrent_requests = cap,
            LimitKind::Usd5h => self.usd_5h = money,
            LimitKind::UsdDay => self.usd_day = money,
            LimitKind::UsdWeek => self.usd_week = money,
            LimitKind::UsdMonth => self.usd_month = money,
            LimitKind::UsdTotal => self.usd_total = money,
        }
    }

    fn is_none(&self) -> bool {
        LimitKind::ALL.into_iter().all(|kind| self.get(kind).is_none())
    }

    fn check(&self) -> Result<(), ApiError> {
        for kind in LimitKind::ALL {
            if self.get(kind).is_some_and(|cap| !(0..=kind.most()).contains(&cap)) {
                let message = "A limit must be 0 or more, and not astronomically large; leave it out for none.";
                return Err(ApiError::invalid(kind.as_str(), message));
            }
        }
        Ok(())
    }
}

/// The same figures for requests whose model matches: a budget for Opus beside one for Sonnet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelCaps {
    /// A model as clients name it; `*` stands for any text.
    pub models: String,
    #[serde(flatten)]
    pub caps: Caps,
}

/// How the windows of five hours and of a day move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WindowMode {
    /// Looks back from now, in steps of a quarter of an hour.
    #[default]
    Rolling,
    /// Has a beginning and an end. Five hours begin with the quarter of an hour of their first billed request.
    Fixed,
}

impl WindowMode {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rolling => "rolling",
            Self::Fixed => "fixed",
        }
    }
}

impl From<&str> for WindowMode {
    /// Anything but `fixed` rolls.
    fn from(text: &str) -> Self {
        if text == Self::Fixed.as_str() { Self::Fixed } else { Self::Rolling }
    }
}

/// A time of the local day, as `HH:MM`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayTime {
    minute: u16,
}

impl DayTime {
    /// Minutes since midnight.
    pub fn minute(self) -> u16 {
        self.minute
    }
}

impl TryFrom<String> for DayTime {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let minute = || -> Option<u16> {
            let (hour, minute) = text.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        };
        minute().map(|minute| Self { minute }).ok_or_else(|| format!("{text:?} is no time of day such as 08:30"))
    }
}

impl From<DayTime> for String {
    fn from(time: DayTime) -> Self {
        time.to_string()
    }
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for DayTime {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for DayTime {}

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

/// How one limit stands: what pages show, and what refusals name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quota {
    pub owner: LimitOwner,
    /// The models that it is for; none = all.
    pub models: Option<String>,
    pub kind: LimitKind,
    pub limit: i64,
    /// Settled: nano-dollars, tokens, requests or sessions.
    pub used: i64,
    /// Held for requests under way.
    pub reserved: i64,
    /// Begin of the window; none = no window, or a fixed one that has not begun.
    pub from: Option<Millis>,
    /// When it begins anew, or, if it is reached and rolls, when something of it comes free.
    pub resets_at: Option<Millis>,
}

impl Quota {
    pub fn is_reached(&self) -> bool {
        self.used + self.reserved >= self.limit
    }

    /// What is used and reserved, of the limit: 1 when it is reached. For drawing, never for arithmetic.
    pub fn share(&self) -> f64 {
        if self.limit <= 0 { 1.0 } else { (self.used + self.reserved) as f64 / self.limit as f64 }
    }
}

/// A limit has come to one of the percentages at which people want to hear of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LimitWarning {
    pub at: Millis,
    pub percent: i64,
    pub quota: Quota,
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
