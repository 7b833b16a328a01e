use super::icon::CHEVRON;
use super::{Field, Label, Svg};
use leptos::prelude::*;

/// One of several values, with the browser's own list.
#[component]
pub fn Select(
    name: &'static str,
    #[prop(into)] label: Label,
    value: RwSignal<String>,
    /// (value, label)
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] help: Option<Label>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let describe = help.is_some().then(|| format!("h-{name}"));
    let option = move |(key, text): (String, String)| {
        let own = key.clone();
        view! { <option value=key selected=move || value.with(|value| *value == own)>{text}</option> }
    };
    view! {
        <Field name label help error>
            <select
                id=format!("f-{name}")
                name=name
                disabled=disabled
                prop:value=value
                on:change=move |event| value.set(event_target_value(&event))
                aria-describedby=describe
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            <Svg icon=CHEVRON />
        </Field>
    }
}
