use super::edits::edits;
use super::{duration, mark, step, step_with};
use crate::component::outcome_word;
use crate::i18n::locale;
use crate::ui::format;
use crate::ui::icon::{SPLIT, X};
use domain::log::{Attempt, Excluded, Exclusion, Outcome, Selection};
use leptos::prelude::*;

/// The draw: who could have been taken, and who was left out.
pub(super) fn selected(selection: &Selection, at: String) -> AnyView {
    let t = locale().log();
    let (icon, tone) = if selection.candidates.is_empty() { (X, "bad") } else { (SPLIT, "") };
    let what = match selection.candidates.len() {
        0 => t.no_candidate().to_owned(),
        1 => t.one_candidate(selection.tier),
        many => t.candidates(many, selection.tier),
    };
    let chances: Vec<String> = selection
        .candidates
        .iter()
        .map(|candidate| format!("{} {}", candidate.name, chance(candidate.chance)))
        .collect();
    let out: Vec<String> = selection.excluded.iter().map(excluded).collect();
    let out = if out.is_empty() { String::new() } else { t.left_out(out.join(t.comma())) };
    step(icon, tone, at, what.into_any(), vec![chances.join(t.comma()), out])
}

/// `60 %`, `33.3 %`
fn chance(percent: f64) -> String {
    format::percent((percent * 100.0).round() as u64, 10_000).replace(".0\u{a0}", "\u{a0}")
}

fn excluded(Excluded { name, reason, .. }: &Excluded) -> String {
    let t = locale().log();
    let reason = match reason {
        Exclusion::Disabled => t.excluded_disabled(),
        Exclusion::Group => t.excluded_group(),
        Exclusion::Model => t.excluded_model(),
        Exclusion::Dialect => t.excluded_dialect(),
        Exclusion::Unusable => t.excluded_unusable(),
        Exclusion::ClientBlocked => t.excluded_client_blocked(),
        Exclusion::ClientNotAllowed => t.excluded_client_not_allowed(),
        Exclusion::Schedule => t.excluded_schedule(),
        Exclusion::BreakerOpen => t.excluded_breaker_open(),
        Exclusion::ModelBreakerOpen => t.excluded_model_breaker_open(),
        Exclusion::OpenedByHand => t.excluded_opened_by_hand(),
        Exclusion::Probing => t.excluded_probing(),
        Exclusion::Full => t.excluded_full(),
        Exclusion::Tried => t.excluded_tried(),
    };
    t.named_reason(name, reason)
}

pub(super) fn attempted((index, attempt): (usize, &Attempt)) -> AnyView {
    let t = locale().log();
    let (icon, tone) = mark(attempt.outcome);
    let mut said: Vec<String> = attempt.status.map(|status| format!("HTTP {status}")).into_iter().collect();
    if let Some(first) = attempt.first_content_ms {
        said.push(t.first_token_after(duration(first - attempt.sent_ms)));
    }
    if attempt.outcome != Outcome::Ok {
        said.push(outcome_word(attempt.outcome).to_owned());
    }
    let said: String = said.iter().map(|text| format!(" · {text}")).collect();
    let headers = attempt.headers_ms.map(|at| t.headers_after(duration(at - attempt.sent_ms)));
    let id = attempt.vendor_request_id.as_ref().map(|id| t.vendor_id(id));
    let proxy = match &attempt.proxy {
        Some(proxy) if attempt.without_proxy => t.without_proxy(proxy),
        Some(proxy) => t.by_proxy(proxy),
        None => String::new(),
    };
    let why = vec![
        attempt.url.clone(),
        proxy,
        headers.unwrap_or_default(),
        attempt.error.clone().unwrap_or_default(),
        id.unwrap_or_default(),
    ];
    let what = view! { <b>{attempt.provider.name.clone()}</b>{said} };
    let at = attempt.first_content_ms.or(attempt.end_ms).map(duration).unwrap_or_default();
    // The first draw is part of the checks' time.
    let drawn = if index == 0 { String::new() } else { duration(attempt.sent_ms) };
    view! { {selected(&attempt.selection, drawn)} {step_with(icon, tone, at, what.into_any(), why, edits(&attempt.edits))} }.into_any()
}
