use super::overrides::OverrideFields;
use super::proxy::ProxyFields;
use super::redirects::RedirectRows;
use crate::i18n::locale;
use crate::page::provider::draft::Draft;
use crate::ui::{Fault, Switch};
use leptos::prelude::*;

/// The fields that are in here.
const INSIDE: [&str; 5] = ["redirects", "proxy", "overrides", "max_tokens", "thinking_budget"];

/// What few providers need: folded away as long as nothing of it is set.
#[component]
pub(super) fn More(draft: Draft, fault: RwSignal<Option<Fault>>, proxy_kept: String) -> impl IntoView {
    let t = locale().provider();
    let open = RwSignal::new(!proxy_kept.is_empty() || untrack(|| is_set(draft)));
    // A fault must not stay out of sight.
    Effect::new(move |_| {
        let inside = |fault: &Fault| fault.field.as_deref().is_some_and(|field| INSIDE.contains(&field));
        if fault.with(|fault| fault.as_ref().is_some_and(inside)) {
            open.set(true);
        }
    });
    let toggled = move |event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    view! {
        <details open=open on:toggle=toggled>
            <summary>
                <b>{t.more()}</b>
                " "
                <span class="muted">{t.more_hint()}</span>
            </summary>
            <div class="form">
                <RedirectRows draft=draft.redirects />
                <ProxyFields draft=draft.proxy kept=proxy_kept />
                <Switch on=draft.preserve_ip label=t.preserve_ip() help=t.preserve_ip_help() />
                <OverrideFields draft />
            </div>
        </details>
    }
}

fn is_set(draft: Draft) -> bool {
    draft.preserve_ip.get()
        || draft.redirects.rows.with(|rows| !rows.is_empty())
        || draft.overrides.texts().iter().any(|text| text.with(|text| !text.is_empty()))
}
