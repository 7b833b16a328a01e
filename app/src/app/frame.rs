use super::bar::Bar;
use super::rail::{BottomBar, Rail};
use crate::i18n::locale;
use leptos::prelude::*;
use leptos_router::components::Outlet;

/// What stands around every page of someone who is signed in.
#[component]
pub(super) fn Frame() -> impl IntoView {
    view! {
        <a class="skip" href="#main" rel="external">{locale().shell().skip()}</a>
        <div class="app">
            <Rail />
            <Bar />
            <main id="main" tabindex="-1">
                <Outlet />
            </main>
        </div>
        <BottomBar />
    }
}
