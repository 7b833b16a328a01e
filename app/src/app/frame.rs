use super::bar::Bar;
use super::rail::{BottomBar, Rail};
use crate::component::{Problem, context};
use crate::ground::Ground;
use crate::i18n::locale;
use crate::ui::Skeleton;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

/// What stands around every page of someone who is signed in; anybody else goes to the login page.
#[component]
pub(super) fn Frame() -> impl IntoView {
    match Ground::read() {
        Some(Ok(ground)) => {
            context::provide(ground);
            view! { <Inside /> }.into_any()
        }
        Some(Err(refusal)) => view! {
            <main>
                <Problem refusal on_retry=move || _ = window().location().reload() />
            </main>
        }
        .into_any(),
        None => view! { <Arrival /> }.into_any(),
    }
}

/// Loads the page that the browser came to, from the server.
#[component]
fn Arrival() -> impl IntoView {
    let here = use_location();
    Effect::new(move |_| {
        let (path, query) = (here.pathname.get_untracked(), here.search.get_untracked());
        _ = window().location().replace(&format!("{path}?{}", query.trim_start_matches('?')));
    });
    view! {
        <main>
            <Skeleton lines=6 />
        </main>
    }
}

#[component]
fn Inside() -> impl IntoView {
    let name = context::site().title;
    let title = move |page: String| if page.is_empty() { name.clone() } else { format!("{page} · {name}") };
    view! {
        <Title formatter=title />
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
