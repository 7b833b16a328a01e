use super::figure::shown;
use super::limit_word;
use crate::component::context::site;
use crate::i18n::locale;
use crate::ui::{Time, TimeShow};
use domain::limit::{LimitKind, Quota};
use leptos::prelude::*;

/// How one limit stands: what is used, what is held for requests under way, and when it begins anew. `origin`: whose
/// limit it is, where that goes without saying no longer.
#[component]
pub fn QuotaBar(quota: Quota, #[prop(optional_no_strip)] origin: Option<String>) -> impl IntoView {
    let locale = locale();
    let t = locale.limit();
    let Quota { kind, limit, used, reserved, from, resets_at, .. } = quota;
    let tone = match percent(used.saturating_add(reserved), limit) {
        100.. => "bad",
        share if share >= site().warn_percent => "warn",
        _ => "",
    };
    let gone = percent(used, limit).min(100);
    let held = percent(reserved, limit).min(100 - gone);
    let (figure, most) = (shown(kind, used), shown(kind, limit));
    let figures = match reserved {
        0 => t.used(&figure, &most),
        _ => t.used_and_held(&figure, shown(kind, reserved), &most),
    };
    let label = [Some(limit_word(locale, kind).to_owned()), quota.models.clone()].into_iter().flatten();
    let label = label.collect::<Vec<_>>().join(" · ");
    let since = from.filter(|_| kind.is_money() && kind != LimitKind::UsdTotal);
    let since = since.map(|at| view! { <span>{t.since()} " " <Time at=at.0 show=TimeShow::Full /></span> });
    let resets = resets_at.map(|at| {
        view! {
            <span>
                {t.resets()} " " <Time at=at.0 show=TimeShow::Full />
                <Time at=at.0 show=TimeShow::Ahead />
            </span>
        }
    });
    let said = figures.clone();
    view! {
        <div class="meter quota">
            <span>
                <span class="clip">
                    <b>{limit_word(locale, kind)}</b>
                    {quota.models.map(|models| view! { " " <span class="mono">{models}</span> })}
                    {origin.map(|origin| view! { " " <span class="muted">{origin}</span> })}
                </span>
                <span class="num">{figures}</span>
            </span>
            <span class="track" role="meter" aria-label=label aria-valuemin="0" aria-valuemax="100" aria-valuenow=gone aria-valuetext=said>
                <i class=tone style=format!("width:{gone}%")></i>
                <i class=format!("held {tone}") style=format!("width:{held}%")></i>
            </span>
            <span class="xs muted">{since.unwrap_or_else(|| view! { <span>{""}</span> })} {resets}</span>
        </div>
    }
}

/// Whole percent, rounded down: what is not quite used up is not 100.
fn percent(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 100;
    }
    i64::try_from(i128::from(part.max(0)) * 100 / i128::from(whole)).unwrap_or(i64::MAX)
}
