use super::icon::UP;
use super::{Label, Svg};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// A file to choose, in the console's words: what a browser writes on its own field is in the browser's language.
#[component]
pub fn FileField(
    /// What stands on the button.
    #[prop(into)]
    label: Label,
    accept: &'static str,
    on_choose: Callback<Option<web_sys::File>>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let chosen = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let file = input.and_then(|input| input.files()).and_then(|files| files.get(0));
        name.set(file.as_ref().map(web_sys::File::name).unwrap_or_default());
        on_choose.run(file);
    };
    view! {
        <div class="row file">
            <label class="btn">
                <input type="file" class="unseen" autofocus=true accept=accept on:change=chosen aria-describedby="file-name" />
                <Svg icon=UP />
                {label}
            </label>
            <span class="sm muted break" id="file-name" aria-live="polite">{name}</span>
        </div>
    }
}
