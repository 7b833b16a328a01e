use crate::i18n::locale;
use crate::ui::{Ask, ask};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Goes to an address of the console. While `dirty`, that and every link on the page ask first, so that nothing typed is
/// lost by a slip.
pub fn guard(dirty: Signal<bool>) -> Callback<String> {
    let navigate = use_navigate();
    let ask = ask();
    let locale = locale();
    let go = Callback::new(move |href: String| {
        let navigate = navigate.clone();
        let leave = move |()| navigate(&href, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        if !dirty.get_untracked() {
            return leave(());
        }
        ask(Ask {
            title: locale.common().unsaved().into(),
            text: locale.refusal().lost().into(),
            action: locale.common().discard().into(),
            then: Callback::new(leave),
        });
    });
    Effect::new(move |_| hear_links(dirty, go));
    go
}

/// At the document, in the capturing phase: before the router hears of the click.
fn hear_links(dirty: Signal<bool>, go: Callback<String>) {
    let hear = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
        if !dirty.try_get_untracked().unwrap_or(false) {
            return;
        }
        if let Some(href) = followed(&event) {
            event.prevent_default();
            event.stop_propagation();
            go.run(href);
        }
    });
    let page = document();
    _ = page.add_event_listener_with_callback_and_bool("click", hear.as_ref().unchecked_ref(), true);
    let held = StoredValue::new_local(hear);
    on_cleanup(move || {
        held.with_value(|hear| {
            let callback = hear.as_ref().unchecked_ref();
            _ = document().remove_event_listener_with_callback_and_bool("click", callback, true);
        });
    });
}

/// The address within the console that this click would go to in this tab.
fn followed(event: &web_sys::MouseEvent) -> Option<String> {
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0;
    let link = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("a[href^='/'], a[href^='?']").ok()??;
    let href = link.get_attribute("href")?;
    (!elsewhere && !link.has_attribute("rel") && !link.has_attribute("target")).then_some(href)
}
