use super::account::AccountMenu;
use super::palette::Palette;
use crate::component::context::live;
use crate::component::{Brand, LanguageMenu, ThemeMenu};
use crate::i18n::locale;
use crate::ui::{State, Tone};
use leptos::prelude::*;

#[component]
pub(super) fn Bar() -> impl IntoView {
    view! {
        <header class="bar">
            <Brand />
            <Palette />
            <span class="grow"></span>
            <DegradedSign />
            <LiveSign />
            <LanguageMenu />
            <ThemeMenu />
            <AccountMenu />
        </header>
    }
}

/// Whether what the pages show is of now.
#[component]
fn LiveSign() -> impl IntoView {
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

/// That limits are kept by this instance alone.
#[component]
fn DegradedSign() -> impl IntoView {
    let t = locale().shell();
    let message = live().message;
    let degraded = Memo::new(move |_| message.with(|message| message.degraded));
    move || {
        degraded.get().then(
            || view! { <span title=t.degraded_hint() role="status"><State tone=Tone::Warn text=t.degraded() /></span> },
        )
    }
}
