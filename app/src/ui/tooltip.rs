use leptos::prelude::*;

/// Explains what it wraps, on hovering and on keyboard focus.
#[component]
pub fn Tooltip(#[prop(into)] text: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <span class="tip" tabindex="0">
            {children()}
            <span role="tooltip">{text}</span>
        </span>
    }
}
