//! Each setting by its name, and where its value comes from.

use super::Settings;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    SiteTitle,
    TimeZone,
    RectifiersOff,
    LeaderboardPublic,
    LimitWarnPercents,
    BillingModelSource,
    BillingTierSource,
    PriceSyncUrl,
    PriceSyncHours,
    LogDays,
    LogLevel,
}

impl Setting {
    pub const ALL: [Self; 11] = [
        Self::SiteTitle,
        Self::TimeZone,
        Self::RectifiersOff,
        Self::LeaderboardPublic,
        Self::LimitWarnPercents,
        Self::BillingModelSource,
        Self::BillingTierSource,
        Self::PriceSyncUrl,
        Self::PriceSyncHours,
        Self::LogDays,
        Self::LogLevel,
    ];

    /// As it is stored, and as the field of [`Settings`] is called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SiteTitle => "site_title",
            Self::TimeZone => "time_zone",
            Self::RectifiersOff => "rectifiers_off",
            Self::LeaderboardPublic => "leaderboard_public",
            Self::LimitWarnPercents => "limit_warn_percents",
            Self::BillingModelSource => "billing_model_source",
            Self::BillingTierSource => "billing_tier_source",
            Self::PriceSyncUrl => "price_sync_url",
            Self::PriceSyncHours => "price_sync_hours",
            Self::LogDays => "log_days",
            Self::LogLevel => "log_level",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    /// Of the hub's process.
    Environment,
    /// By an admin.
    Set,
}

/// The settings in force, and what they would be without an admin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSettings {
    pub in_force: Settings,
    pub without: Settings,
    /// Those that an admin has set.
    pub set: Vec<Setting>,
    /// Those that the environment names.
    pub environment: Vec<Setting>,
}

impl KnownSettings {
    pub fn origin(&self, setting: Setting) -> Origin {
        match setting {
            _ if self.set.contains(&setting) => Origin::Set,
            _ if self.environment.contains(&setting) => Origin::Environment,
            _ => Origin::Default,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Rectifier;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_is_a_setting() {
        let json = serde_json::to_value(Settings::default()).unwrap();
        let fields: BTreeSet<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(Setting::ALL.map(Setting::as_str).into_iter().collect::<BTreeSet<_>>(), fields);
    }

    #[test]
    fn names_are_those_on_the_wire() {
        for setting in Setting::ALL {
            assert_eq!(serde_json::to_value(setting).unwrap(), setting.as_str());
        }
        for rectifier in Rectifier::ALL {
            assert_eq!(serde_json::to_value(rectifier).unwrap(), rectifier.as_str());
        }
    }
}
