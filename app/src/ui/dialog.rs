use super::icon::X;
use super::{Button, IconButton, Look};
use crate::i18n::locale;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A modal dialog on the browser's own `<dialog>`: focus stays inside, Esc closes, focus returns. The content exists only
/// while it is open. With `dirty`, closing asks first, so that nothing typed is lost by a slip.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] wide: bool,
    #[prop(optional, into)] dirty: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let t = locale().common();
    let node = NodeRef::<html::Dialog>::new();
    let asking = RwSignal::new(false);
    let children = StoredValue::new(children);

    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
        asking.set(false);
    });
    let leave = move || {
        if dirty.get_untracked() {
            asking.set(true);
        } else {
            open.set(false);
        }
    };
    // The dialog itself is hit only where nothing of it is drawn: on the backdrop.
    let click = move |event: leptos::ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if target.is_some() {
            leave();
        }
    };
    let cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        leave();
    };
    let ask = move || {
        view! {
            <footer role="alert">
                <span class="grow sm">{t.unsaved()}</span>
                <Button label=t.discard() look=Look::Danger on_click=move || open.set(false) />
                <Button label=t.keep_editing() look=Look::Primary on_click=move || asking.set(false) />
            </footer>
        }
    };
    view! {
        <dialog
            node_ref=node
            class=if wide { "dialog wide" } else { "dialog" }
            aria-label=title
            on:mousedown=click
            on:cancel=cancel
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <header>
                    <h2>{title}</h2>
                    <IconButton label=t.close() icon=X on_click=leave />
                </header>
                <div class="scroll">{children.with_value(|children| children())}</div>
                <Show when=move || asking.get()>{ask}</Show>
            </Show>
        </dialog>
    }
}
