use super::icon::{CHECK, COPY};
use super::{IconButton, Label, Tone, toast};
use crate::i18n::locale;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// Copies `text`, and shows for a moment that it did.
#[component]
pub fn CopyButton(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let t = locale().common();
    let done = RwSignal::new(false);
    let toast = toast();
    let copy = move || {
        let text = text.get_untracked();
        leptos::task::spawn_local(async move {
            if put(&text).await {
                done.set(true);
                set_timeout(move || _ = done.try_set(false), Duration::from_secs(2));
            } else {
                toast(Tone::Bad, t.copy_failed().into());
            }
        });
    };
    let label = Signal::derive(move || if done.get() { t.copied() } else { t.copy() }.to_owned());
    let icon = Signal::derive(move || if done.get() { CHECK } else { COPY });
    view! { <IconButton label icon on_click=copy /> }
}

/// A block of code with a copy button.
#[component]
pub fn Code(
    #[prop(into)] text: Signal<String>,
    /// What the code is, for screen readers.
    #[prop(into)]
    label: Label,
) -> impl IntoView {
    view! {
        <div class="code">
            <pre tabindex="0" aria-label=label role="region"><code>{text}</code></pre>
            <CopyButton text />
        </div>
    }
}

/// A value shown once, such as a new key, with a copy button.
#[component]
pub fn Once(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! {
        <div class="once">
            <span class="grow">{text}</span>
            <CopyButton text />
        </div>
    }
}

/// The clipboard exists only on https and localhost; a hub on a plain http address needs the older way.
async fn put(text: &str) -> bool {
    if window().is_secure_context() {
        let write = window().navigator().clipboard().write_text(text);
        return js_sys::futures::JsFuture::from(write).await.is_ok();
    }
    put_by_selection(text).unwrap_or(false)
}

fn put_by_selection(text: &str) -> Option<bool> {
    let page = document().dyn_into::<web_sys::HtmlDocument>().ok()?;
    let area = page.create_element("textarea").ok()?.dyn_into::<web_sys::HtmlTextAreaElement>().ok()?;
    area.set_value(text);
    area.set_class_name("unseen");
    // Inside an open modal dialog the rest of the page cannot be selected.
    let host = page.query_selector("dialog:modal").ok().flatten().or_else(|| page.body().map(Into::into))?;
    host.append_child(&area).ok()?;
    area.select();
    let done = page.exec_command("copy").unwrap_or(false);
    area.remove();
    Some(done)
}
