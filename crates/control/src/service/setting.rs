use super::name;
use crate::auth::Actor;
use crate::store::setting;
use crate::{Control, Error, Result};
use domain::setting::{Settings, SettingsPatch};
use domain::window::Zone;
use std::sync::Arc;

const SITE_TITLE: &str = "site_title";
const TIME_ZONE: &str = "time_zone";
const RECTIFIERS_OFF: &str = "rectifiers_off";
const LEADERBOARD_PUBLIC: &str = "leaderboard_public";
const LIMIT_WARN_PERCENTS: &str = "limit_warn_percents";

#[derive(Clone, Copy)]
pub struct SettingService<'a>(&'a Control);

impl Control {
    pub fn settings(&self) -> SettingService<'_> {
        SettingService(self)
    }

    /// The hub's time zone.
    pub(crate) fn zone(&self) -> Zone {
        Zone::parse(&self.0.settings.load().time_zone).unwrap_or(Zone::UTC)
    }
}

impl SettingService<'_> {
    /// What is in force; no query.
    pub fn get(self) -> Arc<Settings> {
        self.0.0.settings.load_full()
    }

    pub async fn update(self, actor: &Actor, patch: SettingsPatch) -> Result<Arc<Settings>> {
        let mut change = self.0.change(actor).await?;
        let before = stored(&self.0.0.defaults, setting::list(&mut change.tx).await?);
        let mut after = before.clone();
        if let Some(text) = patch.site_title {
            after.site_title = name(SITE_TITLE, &text)?;
            setting::set(&mut change.tx, SITE_TITLE, &after.site_title).await?;
        }
        if let Some(text) = patch.time_zone {
            let zone = Zone::parse(text.trim());
            let zone = zone
                .ok_or_else(|| Error::invalid(TIME_ZONE, "This is no time zone. Use a name such as Asia/Shanghai."))?;
            after.time_zone = zone.name().to_owned();
            setting::set(&mut change.tx, TIME_ZONE, &after.time_zone).await?;
        }
        if let Some(mut off) = patch.rectifiers_off {
            off.dedup();
            setting::set(&mut change.tx, RECTIFIERS_OFF, &serde_json::to_string(&off)?).await?;
            after.rectifiers_off = off;
        }
        if let Some(public) = patch.leaderboard_public {
            setting::set(&mut change.tx, LEADERBOARD_PUBLIC, &public.to_string()).await?;
            after.leaderboard_public = public;
        }
        if let Some(percents) = patch.limit_warn_percents {
            if !Settings::are_warn_percents(&percents) {
                return Err(Error::invalid(LIMIT_WARN_PERCENTS, "At most five percentages from 1 to 99, ascending."));
            }
            setting::set(&mut change.tx, LIMIT_WARN_PERCENTS, &serde_json::to_string(&percents)?).await?;
            after.limit_warn_percents = percents;
        }
        change.audit("settings.update", (None, ""), Some(&before), Some(&after)).await?;
        change.publish().await?;
        Ok(self.get())
    }
}

/// What holds while nothing is stored.
pub(crate) fn defaults(time_zone: Option<&str>) -> Settings {
    let mut defaults = Settings::default();
    if let Some(name) = time_zone.map(str::trim).filter(|name| !name.is_empty()) {
        match Zone::parse(name) {
            Some(zone) => defaults.time_zone = zone.name().to_owned(),
            None => tracing::warn!(name, "TZ is no time zone that the hub knows: days begin at midnight UTC"),
        }
    }
    defaults
}

/// Names that are not known here belong to others.
pub(crate) fn stored(defaults: &Settings, rows: Vec<(String, String)>) -> Settings {
    let mut settings = defaults.clone();
    for (name, value) in rows {
        match name.as_str() {
            SITE_TITLE => settings.site_title = value,
            TIME_ZONE => settings.time_zone = value,
            RECTIFIERS_OFF => settings.rectifiers_off = serde_json::from_str(&value).unwrap_or_default(),
            LEADERBOARD_PUBLIC => settings.leaderboard_public = value == "true",
            LIMIT_WARN_PERCENTS => {
                settings.limit_warn_percents = serde_json::from_str(&value).unwrap_or(settings.limit_warn_percents);
            }
            _ => {}
        }
    }
    settings
}
