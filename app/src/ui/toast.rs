use super::icon::X;
use super::{IconButton, Tone};
use crate::i18n::locale;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;

#[derive(Clone)]
struct Item {
    id: u32,
    tone: Tone,
    text: String,
}

#[derive(Clone, Copy)]
struct Items {
    list: RwSignal<Vec<Item>>,
    next: StoredValue<u32>,
}

/// Call once, above every page.
pub fn provide_toasts() {
    provide_context(Items { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
}

/// A function that says something in passing; take it while the component is made, call it from a handler. A bad toast
/// stays until it is closed.
pub fn toast() -> impl Fn(Tone, String) + Copy + Send + Sync + 'static {
    let items = expect_context::<Items>();
    move |tone, text| {
        let id = items.next.get_value();
        items.next.set_value(id + 1);
        items.list.update(|list| list.push(Item { id, tone, text }));
        if tone != Tone::Bad {
            set_timeout(move || items.close(id), Duration::from_secs(5));
        }
    }
}

impl Items {
    fn close(self, id: u32) {
        _ = self.list.try_update(|list| list.retain(|item| item.id != id));
    }
}

/// Where toasts appear; stands once beside the pages. A live region: screen readers announce what arrives.
#[component]
pub fn Toasts() -> impl IntoView {
    let items = expect_context::<Items>();
    let t = locale().common();
    let node = NodeRef::<html::Div>::new();
    // Shown anew for each arrival, which lifts it above a dialog that has opened since.
    Effect::new(move |_| {
        let count = items.list.with(Vec::len);
        if let Some(host) = node.get() {
            _ = host.hide_popover();
            if count > 0 {
                _ = host.show_popover();
            }
        }
    });
    let item = move |Item { id, tone, text }: Item| {
        view! {
            <div class=format!("toast {}", tone.class())>
                <svg viewBox="0 0 10 10" aria-hidden="true">
                    <path d=tone.shape()></path>
                </svg>
                <span>{text}</span>
                <IconButton label=t.close() icon=X on_click=move || items.close(id) />
            </div>
        }
    };
    view! {
        <div node_ref=node class="toasts" popover="manual" role="status" aria-live="polite" aria-label=t.notices()>
            <For each=move || items.list.get() key=|item| item.id children=item />
        </div>
    }
}
