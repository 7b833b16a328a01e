use super::overrides::OverrideFields;
use super::proxy::ProxyFields;
use super::redirects::RedirectRows;
use crate::i18n::locale;
use crate::page::provider::draft::Draft;
use crate::ui::{Fold, Switch};
use leptos::prelude::*;

const INSIDE: &[&str] = &["redirects", "proxy", "overrides", "max_tokens", "thinking_budget"];

/// What changes requests on their way, and the way itself.
#[component]
pub(super) fn More(draft: Draft, proxy_kept: String) -> impl IntoView {
    let t = locale().provider();
    let is_set = !proxy_kept.is_empty() || untrack(|| is_set(draft));
    view! {
        <Fold title=t.more() hint=t.more_hint() fields=INSIDE is_set>
            <RedirectRows rows=draft.redirects />
            <ProxyFields draft=draft.proxy kept=proxy_kept />
            <Switch on=draft.preserve_ip label=t.preserve_ip() help=t.preserve_ip_help() />
            <OverrideFields draft />
        </Fold>
    }
}

fn is_set(draft: Draft) -> bool {
    draft.preserve_ip.get()
        || draft.redirects.rows.with(|rows| !rows.is_empty())
        || draft.overrides.texts().iter().any(|text| text.with(|text| !text.is_empty()))
}
