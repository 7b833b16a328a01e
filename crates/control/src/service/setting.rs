use super::name;
use crate::auth::Actor;
use crate::store::setting;
use crate::{Control, Error, Result};
use domain::Patch;
use domain::setting::{Settings, SettingsPatch};
use domain::window::Zone;
use std::sync::Arc;

const SITE_TITLE: &str = "site_title";
const TIME_ZONE: &str = "time_zone";
const RECTIFIERS_OFF: &str = "rectifiers_off";
const LOG_DAYS: &str = "log_days";

/// A hundred years.
const LOG_DAYS_MAX: u32 = 36_500;

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
        if let Patch::Value(days) = patch.log_days
            && !(1..=LOG_DAYS_MAX).contains(&days)
        {
            return Err(Error::invalid(LOG_DAYS, format!("This must be 1 to {LOG_DAYS_MAX} days, or null: for ever.")));
        }
        if !patch.log_days.is_absent() {
            after.log_days = patch.log_days.over(None);
            setting::set(&mut change.tx, LOG_DAYS, &serde_json::to_string(&after.log_days)?).await?;
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
            LOG_DAYS => settings.log_days = serde_json::from_str(&value).unwrap_or_default(),
            _ => {}
        }
    }
    settings
}
