use super::IconButton;
use super::icon::X;
use crate::i18n::locale;
use leptos::html;
use leptos::prelude::*;

/// Detail over a list, from the right. Whether it is open comes from the address, so it is in the first HTML too. On a
/// wide screen the list beside it stays usable; on a phone it covers the page and is modal.
#[component]
pub fn Drawer(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    /// Changes the address back to the list's.
    on_close: Callback<()>,
    #[prop(into)] head: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let head = StoredValue::new(head);
    view! {
        <Show when=move || open.get()>
            <Panel label on_close>
                <header>
                    <div class="stack" style="gap:6px">{head.with_value(ViewFn::run)}</div>
                    <IconButton label=locale().common().close() icon=X on_click=on_close />
                </header>
                <div class="scroll">{children.with_value(|children| children())}</div>
            </Panel>
        </Show>
    }
}

#[component]
fn Panel(label: Signal<String>, on_close: Callback<()>, children: Children) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        let phone = window().match_media("(max-width: 720px)").ok().flatten().is_some_and(|query| query.matches());
        if phone {
            _ = dialog.remove_attribute("open");
            _ = dialog.show_modal();
        }
    });
    // A dialog that is not modal hears nothing of Esc.
    Effect::new(move |_| {
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            let alone = document().query_selector(".dialog[open], .menu:popover-open").ok().flatten().is_none();
            if event.key() == "Escape" && alone && !event.default_prevented() {
                // Else the same key closes the question that closing may ask.
                event.prevent_default();
                on_close.run(());
            }
        });
        on_cleanup(move || keys.remove());
    });
    let cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        on_close.run(());
    };
    view! {
        <dialog node_ref=node class="drawer" open aria-label=label on:cancel=cancel>
            {children()}
        </dialog>
    }
}
