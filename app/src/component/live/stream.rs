use domain::log::LiveMessage;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, MessageEvent};

const ADDRESS: &str = "/api/live";
/// After the hub, or a proxy before it, refused the stream.
const AGAIN: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Stream {
    source: Rc<RefCell<Option<EventSource>>>,
    message: RwSignal<LiveMessage>,
    connected: RwSignal<bool>,
}

/// Open while the tab is seen, and joined again when it breaks.
pub(super) fn keep_open(message: RwSignal<LiveMessage>, connected: RwSignal<bool>) {
    let stream = Stream { source: Rc::default(), message, connected };
    stream.follow();
    let follower = stream.clone();
    let listener = window_event_listener_untyped("visibilitychange", move |_| follower.follow());
    let held = StoredValue::new_local(Some((stream, listener)));
    on_cleanup(move || {
        if let Some((stream, listener)) = held.try_update_value(Option::take).flatten() {
            stream.close();
            listener.remove();
        }
    });
}

impl Stream {
    fn follow(&self) {
        if document().hidden() || self.connected.is_disposed() {
            self.close();
            _ = self.connected.try_set(false);
        } else if self.is_closed() {
            self.close();
            *self.source.borrow_mut() = self.open();
        }
    }

    fn is_closed(&self) -> bool {
        self.source.borrow().as_ref().is_none_or(|source| source.ready_state() == EventSource::CLOSED)
    }

    fn close(&self) {
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
    }

    fn open(&self) -> Option<EventSource> {
        let source = EventSource::new(ADDRESS).ok()?;
        let Self { message, connected, .. } = *self;
        let receive = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Ok(news) = serde_json::from_slice(text.as_bytes()) {
                _ = message.try_set(news);
            }
        });
        let joined = Closure::<dyn Fn()>::new(move || _ = connected.try_set(true));
        let stream = self.clone();
        let lost = Closure::<dyn Fn()>::new(move || {
            _ = connected.try_set(false);
            // A broken connection the browser mends by itself, a refused one it does not.
            if stream.is_closed() {
                let stream = stream.clone();
                set_timeout(move || stream.follow(), AGAIN);
            }
        });
        source.set_onmessage(Some(receive.into_js_value().unchecked_ref()));
        source.set_onopen(Some(joined.into_js_value().unchecked_ref()));
        source.set_onerror(Some(lost.into_js_value().unchecked_ref()));
        Some(source)
    }
}
