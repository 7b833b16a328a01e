use super::Label;
use leptos::prelude::*;

/// An on/off switch with its label beside it. `on_change` runs after `on` was set by the person.
#[component]
pub fn Switch(
    on: RwSignal<bool>,
    #[prop(into)] label: Label,
    #[prop(optional, into)] help: Option<Label>,
    /// The label is for screen readers only.
    #[prop(optional)]
    bare: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let change = move |event: leptos::ev::Event| {
        let checked = event_target_checked(&event);
        on.set(checked);
        if let Some(act) = on_change {
            act.run(checked);
        }
    };
    view! {
        <label class="switch">
            <input
                type="checkbox"
                role="switch"
                checked=on.get_untracked()
                prop:checked=on
                disabled=disabled
                on:change=change
            />
            <span class:unseen=bare>{label}{help.map(|help| view! { <small>{help}</small> })}</span>
        </label>
    }
}
