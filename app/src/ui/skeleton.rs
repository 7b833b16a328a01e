use crate::i18n::locale;
use leptos::prelude::*;

/// Holds the place of `lines` lines of text while they load, `height` pixels each, so that nothing jumps.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize, #[prop(default = 16)] height: u16) -> impl IntoView {
    let style = format!("height:{height}px");
    view! {
        <div class="skeleton" role="status">
            <span class="unseen">{locale().common().loading()}</span>
            {(0..lines).map(|_| view! { <i style=style.clone()></i> }).collect_view()}
        </div>
    }
}
