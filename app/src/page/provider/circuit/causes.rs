use crate::component::class_word;
use crate::i18n::locale;
use crate::ui::{Shape, Time, Tone, address};
use domain::breaker::Cause;
use leptos::prelude::*;

/// The failures that a breaker remembers, newest first, each with the way to its request.
#[component]
pub(super) fn Causes(causes: Vec<Cause>) -> impl IntoView {
    let t = locale().circuit();
    let cause = |Cause { at, class, error, request }: Cause| {
        view! {
            <li>
                <span class="why-not"><Shape tone=Tone::Bad /><b>{class_word(class)}</b></span>
                <span class="faint num"><Time at=at.0 /></span>
                <p class="said">{error}</p>
                <a class="link" href=address("/logs", &[("id", Some(request.0))])>{t.show_request()}</a>
            </li>
        }
    };
    (!causes.is_empty()).then(|| {
        view! {
            <p class="sm muted">{t.causes()}</p>
            <ul class="causes" aria-label=t.causes()>{causes.into_iter().map(cause).collect_view()}</ul>
        }
    })
}
