//! What an admin sets for the whole hub at run time. Stored by name; a name that is not stored has its default.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Settings {
    /// Shown in the console's title.
    pub site_title: String,
    /// IANA name: where a day begins.
    pub time_zone: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { site_title: "Claude Code Hub".to_owned(), time_zone: "UTC".to_owned() }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct SettingsPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}
