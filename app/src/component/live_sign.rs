use super::context::live;
use crate::i18n::locale;
use leptos::prelude::*;

/// Whether what the pages show is of now.
#[component]
pub fn LiveSign() -> impl IntoView {
    let t = locale().shell();
    let connected = live().connected;
    let hint = move || if connected.get() { t.live_hint() } else { t.not_live_hint() };
    view! {
        <span class="live" data-on=move || connected.get().to_string() title=hint role="status">
            <i></i>
            <span>{move || if connected.get() { t.live() } else { t.not_live() }}</span>
        </span>
    }
}
