use super::row::Row;
use super::{Rows, Section, reason};
use crate::change::Change;
use crate::store::setting;
use crate::{Result, service};
use domain::Patch;
use domain::price::{ModelSource, TierSource};
use domain::setting::{Rectifier, Setting, SettingsPatch};

/// What the TypeScript system calls itself where nobody has changed it.
const TITLE: &str = "CC Hub";

const RECTIFIERS: [(&str, Rectifier); 6] = [
    ("enable_thinking_signature_rectifier", Rectifier::ThinkingSignature),
    ("enable_thinking_budget_rectifier", Rectifier::ThinkingBudget),
    ("enable_thinking_effort_conflict_rectifier", Rectifier::EffortConflict),
    ("enable_gemini_function_id_rectifier", Rectifier::GeminiIds),
    ("enable_billing_header_rectifier", Rectifier::BillingHeader),
    ("enable_response_input_rectifier", Rectifier::ResponsesInput),
];

/// Those that this hub has, too, and that no admin has set here.
pub(super) async fn take(change: &mut Change<'_>, rows: Rows) -> Result<Section> {
    let mut section = Section::new("system_settings");
    let Some(row) = rows.and_then(|rows| rows.into_iter().next()) else {
        section.remarks.push("the source has none".to_owned());
        return Ok(section);
    };
    section.remarks.push("those without a counterpart here are passed over".to_owned());
    if row.text("timezone").is_none() {
        section.remarks.push("no time zone is set there: TZ of its environment held, and holds here".to_owned());
    }
    let set = setting::list(&mut change.tx).await?;
    for (setting, patch) in patches(&row) {
        let name = setting.as_str().to_owned();
        if set.iter().any(|(known, _)| *known == name) {
            section.here(name);
            continue;
        }
        match service::setting::updated(change, &patch).await {
            Ok((before, after)) => {
                change.audit("settings.update", (None, ""), Some(&before), Some(&after)).await?;
                section.taken(name, Vec::new());
            }
            Err(error) => section.left(name, reason(error)?),
        }
    }
    Ok(section)
}

/// What the source says, one by one, so that each can be left.
fn patches(row: &Row) -> Vec<(Setting, SettingsPatch)> {
    let none = SettingsPatch::default;
    let title = row.text("site_title").filter(|title| title.trim() != TITLE && !title.trim().is_empty());
    let off: Vec<_> = RECTIFIERS.into_iter().filter(|(column, _)| row.flag(column) == Some(false)).collect();
    let off: Vec<_> = off.into_iter().map(|(_, rectifier)| rectifier).collect();
    let model = match row.text("billing_model_source").as_deref() {
        Some("original") => Some(ModelSource::Requested),
        Some("redirected") => Some(ModelSource::Sent),
        _ => None,
    };
    let tier = match row.text("codex_priority_billing_source").as_deref() {
        Some("requested") => Some(TierSource::Requested),
        Some("actual") => Some(TierSource::Answered),
        _ => None,
    };
    let cleans = row.flag("enable_auto_cleanup").unwrap_or_default();
    let days =
        row.whole("cleanup_retention_days").filter(|_| cleans).map(|days| u32::try_from(days).unwrap_or_default());
    let public = row.flag("allow_global_usage_view").filter(|public| *public);
    let patches = [
        title.map(|title| (Setting::SiteTitle, SettingsPatch { site_title: Some(title), ..none() })),
        row.text("timezone").map(|zone| (Setting::TimeZone, SettingsPatch { time_zone: Some(zone), ..none() })),
        (!off.is_empty()).then(|| (Setting::RectifiersOff, SettingsPatch { rectifiers_off: Some(off), ..none() })),
        public.map(|public| (Setting::LeaderboardPublic, SettingsPatch { leaderboard_public: Some(public), ..none() })),
        model.map(|model| (Setting::BillingModelSource, SettingsPatch { billing_model_source: Some(model), ..none() })),
        tier.map(|tier| (Setting::BillingTierSource, SettingsPatch { billing_tier_source: Some(tier), ..none() })),
        days.map(|days| (Setting::LogDays, SettingsPatch { log_days: Patch::Value(days), ..none() })),
    ];
    patches.into_iter().flatten().collect()
}
