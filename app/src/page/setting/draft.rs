use domain::Patch;
use domain::price::{ModelSource, TierSource};
use domain::setting::{KnownSettings, LogLevel, Origin, Rectifier, Setting, Settings, SettingsPatch};
use leptos::prelude::*;

/// The settings as the form has them.
#[derive(Clone, Copy)]
pub(super) struct Draft([Line; Setting::ALL.len()]);

/// One of them: a text, whatever its kind.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) setting: Setting,
    pub(super) text: RwSignal<String>,
    /// What the hub has.
    saved: RwSignal<Saved>,
    /// It shall be as if no admin had set it.
    back: RwSignal<bool>,
}

#[derive(Clone, PartialEq)]
struct Saved {
    text: String,
    without: String,
    origin: Origin,
}

impl Saved {
    fn of(known: &KnownSettings, setting: Setting) -> Self {
        Self {
            text: written(&known.in_force, setting),
            without: written(&known.without, setting),
            origin: known.origin(setting),
        }
    }
}

impl Draft {
    pub(super) fn new(known: &KnownSettings) -> Self {
        Self(Setting::ALL.map(|setting| {
            let saved = Saved::of(known, setting);
            let text = RwSignal::new(saved.text.clone());
            Line { setting, text, saved: RwSignal::new(saved), back: RwSignal::new(false) }
        }))
    }

    pub(super) fn line(self, setting: Setting) -> Line {
        // As `Setting::ALL` has them, and that is the order of the variants.
        self.0[setting as usize]
    }

    pub(super) fn is_changed(self) -> bool {
        self.0.iter().any(|line| line.is_changed())
    }

    /// What differs from what the hub has; else the setting whose text cannot be read.
    pub(super) fn patch(self) -> Result<SettingsPatch, Setting> {
        let mut patch = SettingsPatch::default();
        for line in self.0.into_iter().filter(|line| line.is_changed()) {
            let text = line.text.get_untracked();
            if line.back.get_untracked() && text == line.without() {
                patch.reset.push(line.setting);
            } else {
                put(&mut patch, line.setting, text.trim()).ok_or(line.setting)?;
            }
        }
        Ok(patch)
    }

    pub(super) fn discard(self) {
        for line in self.0 {
            line.back.set(false);
            line.text.set(line.saved.with_untracked(|saved| saved.text.clone()));
        }
    }

    /// The hub has it.
    pub(super) fn saved(self, known: &KnownSettings) {
        for line in self.0 {
            line.saved.set(Saved::of(known, line.setting));
        }
        self.discard();
    }
}

impl Line {
    /// Where the value that the hub has comes from.
    pub(super) fn origin(self) -> Origin {
        self.saved.with(|saved| saved.origin)
    }

    pub(super) fn without(self) -> String {
        self.saved.with(|saved| saved.without.clone())
    }

    pub(super) fn is_changed(self) -> bool {
        self.back.get() || self.text.with(|text| self.saved.with(|saved| *text != saved.text))
    }

    /// It is set, and shall stay so.
    pub(super) fn may_go_back(self) -> bool {
        self.origin() == Origin::Set && !(self.back.get() && self.text.get() == self.without())
    }

    pub(super) fn go_back(self) {
        self.back.set(true);
        self.text.set(untrack(move || self.without()));
    }
}

fn written(settings: &Settings, setting: Setting) -> String {
    match setting {
        Setting::SiteTitle => settings.site_title.clone(),
        Setting::TimeZone => settings.time_zone.clone(),
        Setting::RectifiersOff => list(settings.rectifiers_off.iter().map(|off| off.as_str().to_owned())),
        Setting::LeaderboardPublic => settings.leaderboard_public.to_string(),
        Setting::LimitWarnPercents => list(settings.limit_warn_percents.iter().map(i64::to_string)),
        Setting::BillingModelSource => settings.billing_model_source.as_str().to_owned(),
        Setting::BillingTierSource => settings.billing_tier_source.as_str().to_owned(),
        Setting::PriceSyncUrl => settings.price_sync_url.clone(),
        Setting::PriceSyncHours => settings.price_sync_hours.to_string(),
        Setting::LogDays => settings.log_days.map(|days| days.to_string()).unwrap_or_default(),
        Setting::LogLevel => settings.log_level.map(LogLevel::as_str).unwrap_or_default().to_owned(),
    }
}

fn put(patch: &mut SettingsPatch, setting: Setting, text: &str) -> Option<()> {
    match setting {
        Setting::SiteTitle => patch.site_title = Some(text.to_owned()),
        Setting::TimeZone => patch.time_zone = Some(text.to_owned()),
        Setting::RectifiersOff => patch.rectifiers_off = Some(off(text)),
        Setting::LeaderboardPublic => patch.leaderboard_public = Some(text == "true"),
        Setting::LimitWarnPercents => {
            let percents = text.split([',', ' ', '，', '、']).filter(|part| !part.is_empty());
            let percents = percents.map(|part| part.parse().ok()).collect::<Option<Vec<_>>>()?;
            patch.limit_warn_percents = Some(percents).filter(|percents| Settings::are_warn_percents(percents));
            patch.limit_warn_percents.as_ref()?;
        }
        Setting::BillingModelSource => {
            patch.billing_model_source = ModelSource::ALL.into_iter().find(|source| source.as_str() == text);
        }
        Setting::BillingTierSource => {
            patch.billing_tier_source = TierSource::ALL.into_iter().find(|source| source.as_str() == text);
        }
        Setting::PriceSyncUrl => patch.price_sync_url = Some(text.to_owned()),
        Setting::PriceSyncHours => patch.price_sync_hours = Some(text.parse().ok()?),
        Setting::LogDays if text.is_empty() => patch.log_days = Patch::Null,
        Setting::LogDays => patch.log_days = Patch::Value(text.parse().ok()?),
        Setting::LogLevel => {
            let level = LogLevel::ALL.into_iter().find(|level| level.as_str() == text);
            patch.log_level = level.map_or(Patch::Null, Patch::Value);
        }
    }
    Some(())
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// The repairs that a text names.
pub(super) fn off(text: &str) -> Vec<Rectifier> {
    let named = |one: &Rectifier| text.split(", ").any(|name| name == one.as_str());
    Rectifier::ALL.into_iter().filter(named).collect()
}

/// The text with one repair switched.
pub(super) fn switched(text: &str, one: Rectifier, on: bool) -> String {
    let named = off(text);
    let stays = |other: &Rectifier| if *other == one { !on } else { named.contains(other) };
    list(Rectifier::ALL.into_iter().filter(stays).map(|off| off.as_str().to_owned()))
}

#[cfg(test)]
mod tests;
