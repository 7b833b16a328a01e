use crate::i18n::locale;
use crate::page::provider::draft::ProxyDraft;
use crate::ui::{Button, Look, Switch, TextField};
use leptos::prelude::*;

const EXAMPLE: &str = "socks5://user:password@127.0.0.1:1080";

/// The proxy in between. `kept` says which one is stored, and is empty when there is none.
///
/// It is seen while it is typed: most have no password, and password managers take two hidden fields for two forms.
#[component]
pub(super) fn ProxyFields(draft: ProxyDraft, kept: String) -> impl IntoView {
    let t = locale().provider();
    let gone = draft.gone;
    let take_away = (!kept.is_empty()).then(|| {
        let label = Signal::derive(move || if gone.get() { t.proxy_keep() } else { t.proxy_remove() }.to_owned());
        let said = move || (gone.get() && draft.url.with(String::is_empty)).then(|| t.proxy_gone());
        view! {
            <div class="row wrap">
                <Button label look=Look::Plain small=true on_click=move || gone.update(|gone| *gone = !*gone) />
                <span class="xs muted" role="status">{said}</span>
            </div>
        }
    });
    let placeholder = if kept.is_empty() { EXAMPLE.to_owned() } else { kept };
    view! {
        <div class="stack" style="gap:8px">
            <TextField name="proxy" label=t.proxy() value=draft.url help=t.proxy_help() placeholder mono=true />
            {take_away}
        </div>
        <Switch on=draft.fallback label=t.proxy_fallback() help=t.proxy_fallback_help() />
    }
}
