use super::{Label, Tone};
use leptos::prelude::*;

/// The states of the last intervals, oldest first, as a row of small bars.
#[component]
pub fn Lane(
    #[prop(into)] tones: Signal<Vec<Tone>>,
    #[prop(into)] label: Label,
    /// What hovering over each bar shows.
    #[prop(optional)]
    titles: Vec<String>,
    /// Takes the room that there is.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let bars = move || {
        let titles = titles.iter().cloned().map(Some).chain(std::iter::repeat(None));
        let bar = |(tone, title): (Tone, Option<String>)| view! { <i class=tone.class() title=title></i> };
        tones.get().into_iter().zip(titles).map(bar).collect_view()
    };
    view! { <span class=if wide { "lane wide" } else { "lane" } role="img" aria-label=label>{bars}</span> }
}
