mod factor;
mod new_token;
mod sessions;
mod tokens;

use crate::api::access::{Access, load_access};
use crate::api::load;
use crate::component::Problem;
use crate::i18n::locale;
use crate::ui::{Card, Skeleton};
use factor::Factor;
use leptos::prelude::*;
use leptos_meta::Title;
use sessions::Sessions;
use tokens::Tokens;

/// The page's data, to be fetched anew after a change.
#[derive(Clone, Copy)]
struct Reload(Callback<()>);

/// `/access`: who is signed in, with what programs get in, and the second factor.
#[component]
pub fn AccessPage() -> impl IntoView {
    let t = locale().access();
    let loaded = load((), |()| load_access());
    provide_context(Reload(Callback::new(move |()| loaded.refetch())));
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(access) => view! { <Whole access /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t.title() />
        <div class="head">
            <h1 class="grow">{t.title()}</h1>
        </div>
        <Transition fallback=|| view! { <Card><Skeleton lines=5 height=30 /></Card> }>{show}</Transition>
    }
}

#[component]
fn Whole(access: Access) -> impl IntoView {
    view! {
        <div class="stack">
            {access.tokens.map(|list| view! { <Tokens list /> })}
            <Sessions list=access.sessions />
            {access.second_factor.map(|state| view! { <Factor state /> })}
        </div>
    }
}
