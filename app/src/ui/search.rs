use super::icon::FIND;
use super::{Label, Svg, address};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// Narrows a list while one types; the text is in the address, as `q`. Without JavaScript it is a form that Enter sends.
#[component]
pub fn Search(
    #[prop(into)] label: Label,
    /// The page's own.
    path: &'static str,
    /// What else of the address stays.
    kept: &'static [&'static str],
) -> impl IntoView {
    let query = use_query_map();
    let navigate = use_navigate();
    let text = move || query.with(|query| query.get("q").unwrap_or_default());
    let narrow = move |event| {
        let wanted = Some(event_target_value(&event)).filter(|wanted| !wanted.is_empty());
        let kept = kept.iter().map(|name| (*name, query.with_untracked(|query| query.get(name))));
        let pairs: Vec<_> = kept.chain([("q", wanted)]).collect();
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&address(path, &pairs), options);
    };
    let hidden = move |name: &'static str| {
        query.with(|query| query.get(name)).map(|value| view! { <input type="hidden" name=name value=value /> })
    };
    view! {
        <form class="input search" role="search" action=path on:submit=move |event| event.prevent_default()>
            <Svg icon=FIND />
            {kept.iter().map(|name| move || hidden(name)).collect_view()}
            <input type="search" name="q" aria-label=label.clone() placeholder=label value=untrack(text) prop:value=text on:input=narrow autocomplete="off" />
        </form>
    }
}
