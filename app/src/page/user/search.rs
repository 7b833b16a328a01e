use super::HOME;
use crate::i18n::locale;
use crate::ui::Svg;
use crate::ui::icon::FIND;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::location::Url;

/// Narrows the list while one types; the text is in the address. Without JavaScript it is a form that Enter sends.
#[component]
pub(super) fn Search() -> impl IntoView {
    let label = locale().user().find();
    let query = use_query_map();
    let navigate = use_navigate();
    let text = move || query.with(|query| query.get("q").unwrap_or_default());
    let narrow = move |event| {
        let wanted = event_target_value(&event);
        let href = if wanted.is_empty() { HOME.to_owned() } else { format!("{HOME}?q={}", Url::escape(&wanted)) };
        navigate(&href, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <form class="input search" role="search" action=HOME on:submit=move |event| event.prevent_default()>
            <Svg icon=FIND />
            <input type="search" name="q" aria-label=label placeholder=label value=untrack(text) prop:value=text on:input=narrow autocomplete="off" />
        </form>
    }
}
