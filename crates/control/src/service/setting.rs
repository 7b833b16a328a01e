use super::name;
use crate::auth::Actor;
use crate::change::Change;
use crate::db::Tx;
use crate::store::{job, setting};
use crate::{Control, Error, Result};
use domain::Patch;
use domain::job::Job;
use domain::price::{ModelSource, TierSource};
use domain::setting::{KnownSettings, PRICE_SYNC_HOURS_MAX, Setting, Settings, SettingsPatch};
use domain::window::Zone;
use std::sync::Arc;

const SITE_TITLE: &str = Setting::SiteTitle.as_str();
const TIME_ZONE: &str = Setting::TimeZone.as_str();
const RECTIFIERS_OFF: &str = Setting::RectifiersOff.as_str();
const LEADERBOARD_PUBLIC: &str = Setting::LeaderboardPublic.as_str();
const LIMIT_WARN_PERCENTS: &str = Setting::LimitWarnPercents.as_str();
const BILLING_MODEL_SOURCE: &str = Setting::BillingModelSource.as_str();
const BILLING_TIER_SOURCE: &str = Setting::BillingTierSource.as_str();
const PRICE_SYNC_URL: &str = Setting::PriceSyncUrl.as_str();
const PRICE_SYNC_HOURS: &str = Setting::PriceSyncHours.as_str();
const LOG_DAYS: &str = Setting::LogDays.as_str();
const LOG_LEVEL: &str = Setting::LogLevel.as_str();

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

    /// What is in force, and where it comes from.
    pub async fn known(self, actor: &Actor) -> Result<KnownSettings> {
        actor.require_admin()?;
        let rows = setting::list(&mut self.0.0.db.read().await?).await?;
        let set = Setting::ALL.into_iter().filter(|setting| rows.iter().any(|(name, _)| name == setting.as_str()));
        let defaults = &self.0.0.defaults;
        Ok(KnownSettings {
            set: set.collect(),
            in_force: stored(&defaults.settings, rows),
            without: defaults.settings.clone(),
            environment: defaults.environment.clone(),
        })
    }

    pub async fn update(self, actor: &Actor, patch: SettingsPatch) -> Result<Arc<Settings>> {
        let mut change = self.0.change(actor).await?;
        let (before, after) = updated(&mut change, &patch).await?;
        change.audit("settings.update", (None, ""), Some(&before), Some(&after)).await?;
        change.publish().await?;
        Ok(self.get())
    }
}

/// The settings before and after; the line in the audit log is up to the caller.
pub(crate) async fn updated(change: &mut Change<'_>, patch: &SettingsPatch) -> Result<(Settings, Settings)> {
    let defaults = &change.control.0.defaults.settings;
    let mut rows = setting::list(&mut change.tx).await?;
    let before = stored(defaults, rows.clone());
    for gone in &patch.reset {
        setting::delete(&mut change.tx, gone.as_str()).await?;
        rows.retain(|(name, _)| name != gone.as_str());
    }
    let mut after = stored(defaults, rows);
    if let Some(text) = &patch.site_title {
        after.site_title = name(SITE_TITLE, text)?;
        setting::set(&mut change.tx, SITE_TITLE, &after.site_title).await?;
    }
    if let Some(text) = &patch.time_zone {
        let zone = Zone::parse(text.trim());
        let zone =
            zone.ok_or_else(|| Error::invalid(TIME_ZONE, "This is no time zone. Use a name such as Asia/Shanghai."))?;
        after.time_zone = zone.name().to_owned();
        setting::set(&mut change.tx, TIME_ZONE, &after.time_zone).await?;
        // Its days begin at other times.
        job::ask(&mut change.tx, Job::Days).await?;
    }
    if let Some(off) = &patch.rectifiers_off {
        let mut off = off.clone();
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
    if !patch.log_level.is_absent() {
        after.log_level = patch.log_level.over(None);
        setting::set(&mut change.tx, LOG_LEVEL, &serde_json::to_string(&after.log_level)?).await?;
    }
    if let Some(public) = patch.leaderboard_public {
        setting::set(&mut change.tx, LEADERBOARD_PUBLIC, &public.to_string()).await?;
        after.leaderboard_public = public;
    }
    if let Some(percents) = patch.limit_warn_percents.clone() {
        if !Settings::are_warn_percents(&percents) {
            return Err(Error::invalid(LIMIT_WARN_PERCENTS, "At most five percentages from 1 to 99, ascending."));
        }
        setting::set(&mut change.tx, LIMIT_WARN_PERCENTS, &serde_json::to_string(&percents)?).await?;
        after.limit_warn_percents = percents;
    }
    prices(&mut change.tx, patch, &mut after).await?;
    Ok((before, after))
}

/// Those of prices and billing.
async fn prices(tx: &mut Tx, patch: &SettingsPatch, after: &mut Settings) -> Result<()> {
    if let Some(source) = patch.billing_model_source {
        after.billing_model_source = source;
        setting::set(tx, BILLING_MODEL_SOURCE, source.as_str()).await?;
    }
    if let Some(source) = patch.billing_tier_source {
        after.billing_tier_source = source;
        setting::set(tx, BILLING_TIER_SOURCE, source.as_str()).await?;
    }
    if let Some(url) = &patch.price_sync_url {
        let url = url.trim();
        if let Some(fault) = domain::url::fault(url).filter(|_| !url.is_empty()) {
            return Err(Error::invalid(PRICE_SYNC_URL, fault));
        }
        after.price_sync_url = url.to_owned();
        setting::set(tx, PRICE_SYNC_URL, url).await?;
    }
    if let Some(hours) = patch.price_sync_hours {
        if !(0..=PRICE_SYNC_HOURS_MAX).contains(&hours) {
            let message = format!("The hours must be between 0 (only by hand) and {PRICE_SYNC_HOURS_MAX}.");
            return Err(Error::invalid(PRICE_SYNC_HOURS, message));
        }
        after.price_sync_hours = hours;
        setting::set(tx, PRICE_SYNC_HOURS, &hours.to_string()).await?;
    }
    Ok(())
}

/// What holds while nothing is stored.
#[derive(Default)]
pub(crate) struct Defaults {
    pub(crate) settings: Settings,
    /// Those that the environment names.
    environment: Vec<Setting>,
}

pub(crate) fn defaults(time_zone: Option<&str>) -> Defaults {
    let mut defaults = Defaults::default();
    if let Some(name) = time_zone.map(str::trim).filter(|name| !name.is_empty()) {
        match Zone::parse(name) {
            Some(zone) => {
                defaults.settings.time_zone = zone.name().to_owned();
                defaults.environment.push(Setting::TimeZone);
            }
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
            BILLING_MODEL_SOURCE => {
                let found = ModelSource::ALL.into_iter().find(|source| source.as_str() == value);
                settings.billing_model_source = found.unwrap_or_default();
            }
            BILLING_TIER_SOURCE => {
                let found = TierSource::ALL.into_iter().find(|source| source.as_str() == value);
                settings.billing_tier_source = found.unwrap_or_default();
            }
            PRICE_SYNC_URL => settings.price_sync_url = value,
            PRICE_SYNC_HOURS => settings.price_sync_hours = value.parse().unwrap_or_default(),
            LOG_DAYS => settings.log_days = serde_json::from_str(&value).unwrap_or_default(),
            LOG_LEVEL => settings.log_level = serde_json::from_str(&value).unwrap_or_default(),
            _ => {}
        }
    }
    settings
}
