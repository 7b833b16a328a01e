use super::icon::X;
use super::{Button, IconButton, Tone};
use crate::i18n::locale;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

const SHORT: Duration = Duration::from_secs(5);

/// Something that was done, and what may be done about it as long as the toast stays.
#[derive(Clone)]
pub struct Offer {
    pub text: String,
    /// The verb on the button.
    pub action: String,
    pub lasts: Duration,
    /// It outlives the page that it comes from.
    pub then: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Clone)]
struct Item {
    id: u32,
    tone: Tone,
    text: String,
    offer: Option<Offer>,
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
    move |tone, text| items.show(tone, text, None)
}

/// The same with a button.
pub fn offer() -> impl Fn(Offer) + Copy + Send + Sync + 'static {
    let items = expect_context::<Items>();
    move |offer| items.show(Tone::Ok, offer.text.clone(), Some(offer))
}

impl Items {
    fn show(self, tone: Tone, text: String, offer: Option<Offer>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let lasts = offer.as_ref().map_or(SHORT, |offer| offer.lasts);
        self.list.update(|list| list.push(Item { id, tone, text, offer }));
        if tone != Tone::Bad {
            set_timeout(move || self.close(id), lasts);
        }
    }

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
    let item = move |Item { id, tone, text, offer }: Item| {
        let button = offer.map(|Offer { action, then, .. }| {
            let act = move || {
                items.close(id);
                then();
            };
            view! { <Button label=action small=true on_click=act /> }
        });
        view! {
            <div class=format!("toast {}", tone.class())>
                <svg viewBox="0 0 10 10" aria-hidden="true">
                    <path d=tone.shape()></path>
                </svg>
                <span>{text}</span>
                {button}
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
