use super::Label;
use super::tabs::{Link, anchors};
use leptos::prelude::*;

/// A row of alternatives that lives in the address.
#[component]
pub fn Segment(#[prop(into)] label: Label, #[prop(into)] links: Signal<Vec<Link>>) -> impl IntoView {
    view! { <nav class="seg" aria-label=label>{move || anchors(links.get())}</nav> }
}

/// A row of alternatives within a form: radio buttons underneath, so arrow keys work as everywhere.
#[component]
pub fn Choice(
    /// Unique on the page.
    name: &'static str,
    #[prop(into)] label: Label,
    value: RwSignal<String>,
    /// (value, label)
    options: Vec<(&'static str, Label)>,
) -> impl IntoView {
    let option = move |(key, text): (&'static str, Label)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    value=key
                    checked=value.get_untracked() == key
                    prop:checked=move || value.with(|value| value == key)
                    on:change=move |_| value.set(key.into())
                />
                {text}
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{label}</legend>
            <div class="seg" style="justify-self:start;grid-column:1/-1">
                {options.into_iter().map(option).collect_view()}
            </div>
        </fieldset>
    }
}
