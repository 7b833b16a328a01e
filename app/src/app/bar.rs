use super::account::AccountMenu;
use super::palette::Palette;
use crate::component::context::live;
use crate::component::{Brand, LanguageMenu, LiveSign, ThemeMenu};
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
