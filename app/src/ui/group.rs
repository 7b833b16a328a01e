use super::Label;
use super::field::form_error;
use leptos::prelude::*;

/// Fields that belong together, under a title. The surrounding form's error shows beside it when it names the group.
#[component]
pub fn Group(
    name: &'static str,
    #[prop(into)] label: Label,
    #[prop(into)] help: Label,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="field group">
            <legend>{label}</legend>
            <span class="error" role="alert">{move || form_error(name)}</span>
            <p class="help">{help}</p>
            {children()}
        </fieldset>
    }
}
