mod form;
mod list;

use crate::api::group::load_groups;
use crate::api::load;
use crate::component::{AdminOnly, Problem};
use crate::i18n::locale;
use crate::ui::icon::PLUS;
use crate::ui::{Card, LinkButton, Look, Skeleton};
use leptos::prelude::*;
use leptos_meta::Title;
use list::List;

const HOME: &str = "/groups";
const NEW: &str = "/groups?new";

/// `/groups`: what ties callers to providers.
#[component]
pub fn GroupsPage() -> impl IntoView {
    let t = locale().group();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Whole />
        </AdminOnly>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let t = locale().group();
    let loaded = load((), |()| load_groups());
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(list) => view! { <List list /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <div class="head">
            <h1 class="grow">{t.title()}</h1>
            <LinkButton label=t.add() href=NEW look=Look::Primary icon=PLUS />
        </div>
        <p class="muted sm">{t.about()}</p>
        <Transition fallback=|| view! { <Card><Skeleton lines=5 height=30 /></Card> }>{show}</Transition>
    }
}
