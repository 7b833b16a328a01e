use super::icon::{PLUS, X};
use super::{Label, Svg};
use crate::i18n::locale;
use leptos::prelude::*;

/// A filter in force. `without` is the same page's address with this filter taken off.
#[component]
pub fn Chip(
    #[prop(into)] name: Label,
    #[prop(into)] value: Label,
    #[prop(optional, into)] without: Option<String>,
) -> impl IntoView {
    let remove = without.map(|href| {
        let label = locale().common().remove(&name);
        view! { <a href=href aria-label=label data-noscroll=""><Svg icon=X /></a> }
    });
    view! { <span class="chip"><span>{name}</span><b class="clip">{value}</b>{remove}</span> }
}

/// A dashed chip that offers one more filter.
#[component]
pub fn ChipLink(#[prop(into)] label: Label, #[prop(into)] on_click: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="chip open" on:click=move |_| on_click.run(())>
            <Svg icon=PLUS />
            {label}
        </button>
    }
}
