use super::field::form_error;
use super::{Failure, Fault};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// A form whose saving is `on_save`, by its submit button, Enter in a line, or Ctrl+Enter anywhere. A fault that names a
/// field appears beside that field, any other above the form. While `dirty`, leaving the page asks first.
#[component]
pub fn Form(
    /// For a submit button outside of the form.
    #[prop(optional)]
    id: Option<&'static str>,
    on_save: Callback<()>,
    #[prop(optional, into)] fault: Signal<Option<Fault>>,
    /// The names of the fields that show their own faults.
    #[prop(optional)]
    fields: &'static [&'static str],
    #[prop(optional, into)] dirty: Signal<bool>,
    children: Children,
) -> impl IntoView {
    provide_context(fault);
    let general = move || {
        let fault = fault.get()?;
        let beside = fields.iter().any(|name| form_error(name).is_some());
        (!beside).then(|| view! { <Failure fault /> })
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_save.run(());
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            on_save.run(());
        }
    };
    Effect::new(move |_| {
        let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
            if dirty.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || guard.remove());
    });
    // What is wrong may be out of sight.
    Effect::new(move |_| {
        if fault.with(Option::is_some) {
            request_animation_frame(show_fault);
        }
    });
    // What opens over a page begins at its first field.
    let node = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if let Some(form) = node.get() {
            request_animation_frame(move || _ = begin(&form));
        }
    });
    view! {
        <form node_ref=node id=id class="form" method="post" on:submit=submit on:keydown=keys>
            {general}
            {children()}
        </form>
    }
}

/// Puts the focus into a form of a drawer or a dialog, unless it is there already.
fn begin(form: &Element) -> Option<()> {
    const FIRST: &str = ":is(input, select, textarea):not([hidden], :disabled)";
    form.closest("dialog").ok()??;
    let first = form.query_selector("[autofocus]").ok()?.or(form.query_selector(FIRST).ok()?)?;
    let inside = document().active_element().is_some_and(|active| form.contains(Some(&active)));
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if inside { None } else { first.dyn_ref::<HtmlElement>()?.focus_with_options(&options).ok() }
}

/// Goes to the field that is wrong, or to what is said above the form.
fn show_fault() {
    const WRONG: &str = "form > .failure, form :has(> .error:not(:empty)) :is(input, select, textarea)";
    let Ok(Some(wrong)) = document().query_selector(WRONG) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    wrong.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(field) = wrong.dyn_ref::<HtmlElement>() {
        _ = field.focus();
    }
}
