use super::bar::Bar;
use super::rail::{BottomBar, Rail};
use crate::component::Problem;
use crate::component::context::Ground;
use crate::i18n::locale;
use crate::ui::Skeleton;
use leptos::prelude::*;
use leptos_router::components::Outlet;

/// What stands around every page of someone who is signed in; anybody else goes to the login page.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let ground = Resource::new_blocking(|| (), |()| Ground::load());
    let inside = move || {
        Suspend::new(async move {
            match ground.await {
                Ok(ground) => {
                    ground.provide();
                    view! { <Inside /> }.into_any()
                }
                Err(refusal) => view! {
                    <main>
                        <Problem refusal on_retry=move || ground.refetch() />
                    </main>
                }
                .into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <main><Skeleton lines=6 /></main> }>{inside}</Transition> }
}

#[component]
fn Inside() -> impl IntoView {
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
