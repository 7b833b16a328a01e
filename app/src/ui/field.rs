use super::icon::EYE;
use super::{Fault, IconButton, Label};
use crate::i18n::locale;
use leptos::prelude::*;

/// Label above, control in the middle, help under it, error beside the label. The error is the one given, or else the
/// surrounding form's when it names this field.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: Label,
    #[prop(optional_no_strip)] help: Option<Label>,
    #[prop(optional, into)] error: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let shown = move || error.get().or_else(|| form_error(name));
    view! {
        <div class="field">
            <label for=format!("f-{name}")>{label}</label>
            <div class="input">{children()}</div>
            <span class="error" id=format!("e-{name}") role="alert">{shown}</span>
            {help.map(|help| view! { <p class="help" id=format!("h-{name}")>{help}</p> })}
        </div>
    }
}

pub(super) fn form_error(name: &str) -> Option<String> {
    let fault = use_context::<Signal<Option<Fault>>>()?.get()?;
    (fault.field.as_deref() == Some(name)).then_some(fault.message)
}

/// One line of text: also numbers (`kind="number"`), addresses (`url`), passwords (`password`).
#[component]
pub fn TextField(
    /// Unique on the page; also the field's name in a `Fault`.
    name: &'static str,
    #[prop(into)] label: Label,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] help: Option<Label>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] placeholder: Option<Label>,
    /// Behind the number: `s`, `tokens`.
    #[prop(optional, into)]
    unit: Option<Label>,
    /// Before the number: `$`.
    #[prop(optional, into)]
    sign: Option<Label>,
    #[prop(optional)] min: Option<&'static str>,
    #[prop(optional)] max: Option<&'static str>,
    #[prop(optional)] step: Option<&'static str>,
    /// The keyboard that a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] mono: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let describe = help.is_some().then(|| format!("h-{name}"));
    view! {
        <Field name label help error>
            {sign.map(|sign| view! { <span class="unit">{sign}</span> })}
            <input
                id=format!("f-{name}")
                name=name
                type=kind
                class:mono=mono
                value=value.get_untracked()
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                placeholder=placeholder
                min=min
                max=max
                step=step
                inputmode=inputmode
                required=required
                autofocus=autofocus
                autocomplete=autocomplete
                spellcheck="false"
                disabled=disabled
                aria-invalid=move || (error.with(Option::is_some) || form_error(name).is_some()).then_some("true")
                aria-errormessage=format!("e-{name}")
                aria-describedby=describe
            />
            {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
        </Field>
    }
}

/// A secret: hidden until the eye is pressed, and never offered to a password manager.
#[component]
pub fn SecretField(
    name: &'static str,
    #[prop(into)] label: Label,
    value: RwSignal<String>,
    #[prop(optional, into)] help: Option<Label>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] placeholder: Option<Label>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(default = "off")] autocomplete: &'static str,
) -> impl IntoView {
    let t = locale().common();
    let seen = RwSignal::new(false);
    let describe = help.is_some().then(|| format!("h-{name}"));
    let toggle = Signal::derive(move || if seen.get() { t.hide() } else { t.show() }.to_owned());
    view! {
        <Field name label help error>
            // Password managers and screen readers look for whom the secret is.
            <input type="text" autocomplete="username" hidden />
            <input
                id=format!("f-{name}")
                name=name
                type=move || if seen.get() { "text" } else { "password" }
                class="mono"
                value=value.get_untracked()
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                placeholder=placeholder
                required=required
                autofocus=autofocus
                autocomplete=autocomplete
                spellcheck="false"
                aria-invalid=move || (error.with(Option::is_some) || form_error(name).is_some()).then_some("true")
                aria-errormessage=format!("e-{name}")
                aria-describedby=describe
            />
            <IconButton label=toggle icon=EYE on_click=move || seen.update(|seen| *seen = !*seen) />
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: Label,
    value: RwSignal<String>,
    #[prop(optional, into)] help: Option<Label>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] placeholder: Option<Label>,
    #[prop(optional)] mono: bool,
) -> impl IntoView {
    let describe = help.is_some().then(|| format!("h-{name}"));
    view! {
        <Field name label help error>
            <textarea
                id=format!("f-{name}")
                name=name
                class:mono=mono
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                placeholder=placeholder
                spellcheck="false"
                aria-invalid=move || (error.with(Option::is_some) || form_error(name).is_some()).then_some("true")
                aria-errormessage=format!("e-{name}")
                aria-describedby=describe
            >
                {value.get_untracked()}
            </textarea>
        </Field>
    }
}
