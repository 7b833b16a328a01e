use super::HOME;
use super::query::{Query, View};
use crate::i18n::locale;
use crate::ui::Svg;
use crate::ui::icon::FIND;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Narrows the list while one types; the text is in the address.
#[component]
pub(super) fn Search(query: Memo<Query>) -> impl IntoView {
    let label = locale().price().find();
    let navigate = use_navigate();
    let text = move || query.with(|query| query.search.clone().unwrap_or_default());
    let narrow = move |event| {
        let search = Some(event_target_value(&event)).filter(|text| !text.is_empty());
        let href = Query { view: View::List, search, ..query.get_untracked() }.href();
        navigate(&href, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <form class="input search" role="search" action=HOME on:submit=move |event| event.prevent_default()>
            <Svg icon=FIND />
            <input type="search" name="q" aria-label=label placeholder=label value=untrack(text) prop:value=text on:input=narrow autocomplete="off" />
        </form>
    }
}
