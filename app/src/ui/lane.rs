use super::{Label, Tone};
use leptos::prelude::*;

/// The states of the last intervals, oldest first, as a row of small bars.
#[component]
pub fn Lane(#[prop(into)] tones: Signal<Vec<Tone>>, #[prop(into)] label: Label) -> impl IntoView {
    view! {
        <span class="lane" role="img" aria-label=label>
            {move || tones.get().into_iter().map(|tone| view! { <i class=tone.class()></i> }).collect_view()}
        </span>
    }
}
