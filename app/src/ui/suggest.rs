use super::{Field, Label};
use leptos::prelude::*;

/// A line of text with known values to choose from; anything else may be typed too.
#[component]
pub fn SuggestField(
    name: &'static str,
    #[prop(into)] label: Label,
    value: RwSignal<String>,
    known: Vec<String>,
    #[prop(optional, into)] help: Option<Label>,
) -> impl IntoView {
    let describe = help.is_some().then(|| format!("h-{name}"));
    let option = |known: String| view! { <option value=known></option> };
    view! {
        <Field name label help>
            <input
                id=format!("f-{name}")
                name=name
                class="mono"
                value=value.get_untracked()
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                list=format!("l-{name}")
                autocomplete="off"
                spellcheck="false"
                aria-describedby=describe
            />
            <datalist id=format!("l-{name}")>{known.into_iter().map(option).collect_view()}</datalist>
        </Field>
    }
}
