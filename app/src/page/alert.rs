mod deliveries;
mod form;
mod list;

use crate::api::alert::load_targets;
use crate::api::load;
use crate::component::{AdminOnly, Problem};
use crate::i18n::locale;
use crate::ui::icon::PLUS;
use crate::ui::{Card, LinkButton, Look, Skeleton};
use deliveries::Deliveries;
use leptos::prelude::*;
use leptos_meta::Title;
use list::List;

const HOME: &str = "/alerts";
const NEW: &str = "/alerts?new";

/// `/alerts`: who is told of what, and what was told.
#[component]
pub fn AlertsPage() -> impl IntoView {
    let t = locale().alert();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Whole />
        </AdminOnly>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let t = locale().alert();
    let loaded = load((), |()| load_targets());
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
        <div class="stack">
            <Transition fallback=|| view! { <Card><Skeleton lines=4 height=30 /></Card> }>{show}</Transition>
            <Deliveries />
        </div>
    }
}
