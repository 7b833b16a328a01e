use super::draft::{Line, off, switched};
use super::field::Toggle;
use crate::i18n::locale;
use domain::setting::Rectifier;
use leptos::prelude::*;

/// A switch for each repair.
#[component]
pub(super) fn Repairs(line: Line) -> impl IntoView {
    let toggle = |one: Rectifier| {
        let (label, help) = words(one);
        let is_on = Signal::derive(move || line.text.with(|text| !off(text).contains(&one)));
        let switch = move |on| line.text.update(|text| *text = switched(text, one, on));
        view! { <Toggle label help is_on switch /> }
    };
    view! { <div class="form">{Rectifier::ALL.map(toggle).collect_view()}</div> }
}

fn words(one: Rectifier) -> (&'static str, &'static str) {
    let t = locale().setting();
    match one {
        Rectifier::ThinkingSignature => (t.thinking_signature(), t.thinking_signature_help()),
        Rectifier::ThinkingBudget => (t.thinking_budget(), t.thinking_budget_help()),
        Rectifier::EffortConflict => (t.effort_conflict(), t.effort_conflict_help()),
        Rectifier::GeminiIds => (t.gemini_ids(), t.gemini_ids_help()),
        Rectifier::BillingHeader => (t.billing_header(), t.billing_header_help()),
        Rectifier::ResponsesInput => (t.responses_input(), t.responses_input_help()),
    }
}
