use super::{Icon, Label};
use leptos::prelude::*;

/// A small sign on a coloured tile; `color` is a series colour, 1-8.
#[component]
pub fn Mark(glyph: Icon, color: u8, #[prop(into)] label: Label) -> impl IntoView {
    view! {
        <span class=format!("mark c{color}") role="img" aria-label=label.clone() title=label>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d=glyph></path>
            </svg>
        </span>
    }
}
