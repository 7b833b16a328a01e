use domain::log::LiveMessage;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, MessageEvent};

const ADDRESS: &str = "/api/live";

/// Open while the tab is seen; a browser joins again by itself when the hub was away.
pub(super) fn keep_open(message: RwSignal<LiveMessage>, connected: RwSignal<bool>) {
    let source = Rc::new(RefCell::new(None::<EventSource>));
    let follow = {
        let source = source.clone();
        move || {
            if document().hidden() {
                close(&source);
                _ = connected.try_set(false);
            } else if source.borrow().as_ref().is_none_or(|source| source.ready_state() == EventSource::CLOSED) {
                close(&source);
                *source.borrow_mut() = open(message, connected);
            }
        }
    };
    follow();
    let listener = window_event_listener_untyped("visibilitychange", move |_| follow());
    let held = StoredValue::new_local((source, listener));
    on_cleanup(move || {
        if let Some((source, listener)) = held.try_update_value(|(source, listener)| (source.clone(), listener.clone())) {
            close(&source);
            listener.remove();
        }
    });
}

fn open(message: RwSignal<LiveMessage>, connected: RwSignal<bool>) -> Option<EventSource> {
    let source = EventSource::new(ADDRESS).ok()?;
    let receive = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Ok(news) = serde_json::from_str(&text) {
            _ = message.try_set(news);
        }
    });
    let joined = Closure::<dyn Fn()>::new(move || _ = connected.try_set(true));
    let lost = Closure::<dyn Fn()>::new(move || _ = connected.try_set(false));
    source.set_onmessage(Some(receive.into_js_value().unchecked_ref()));
    source.set_onopen(Some(joined.into_js_value().unchecked_ref()));
    source.set_onerror(Some(lost.into_js_value().unchecked_ref()));
    Some(source)
}

fn close(source: &RefCell<Option<EventSource>>) {
    if let Some(source) = source.borrow_mut().take() {
        source.close();
    }
}
