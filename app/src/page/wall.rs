mod controls;
mod course;
mod flow;
mod panels;
mod tiles;

use crate::api::load;
use crate::api::report::load_wall;
use crate::component::context::site;
use crate::component::{AdminOnly, LiveSign, Problem, follow_every, recent};
use crate::i18n::locale;
use crate::ui::Skeleton;
use controls::{Clock, Controls};
use course::Course;
use domain::breaker::BreakerReport;
use domain::wall::Wall;
use flow::Flow;
use leptos::prelude::*;
use leptos_meta::Title;
use panels::{Health, TopProviders, TopUsers};
use std::time::Duration;
use tiles::Tiles;

/// How old the sums may be. What is under way comes by the event stream.
const PERIOD: Duration = Duration::from_secs(10);

/// `/wall`: for a screen in a team's room. It covers the frame, is dark in every theme, and is read from afar.
#[component]
pub(crate) fn WallPage() -> impl IntoView {
    let t = locale().wall();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Screen />
        </AdminOnly>
    }
}

#[component]
fn Screen() -> impl IntoView {
    let first = load((), |()| load_wall());
    let content = move || {
        Suspend::new(async move {
            match first.await {
                Ok(found) => view! { <Shown found /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || first.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <div class="wall">
            <Suspense fallback=|| view! { <Skeleton lines=6 height=100 /> }>{content}</Suspense>
        </div>
    }
}

#[component]
fn Shown(found: (Wall, Vec<BreakerReport>)) -> impl IntoView {
    let t = locale().wall();
    let (at, offset) = (found.0.at, found.0.offset_minutes);
    let rows = recent(found.0.recent.clone());
    let found = RwSignal::new(found);
    follow_every(PERIOD, found, load_wall);
    let data = Memo::new(move |_| found.with(|(wall, _)| wall.clone()));
    let breakers = Signal::derive(move || found.with(|(_, breakers)| breakers.clone()));
    view! {
        <header>
            <h1>{site().title}</h1>
            <span class="muted">{t.title()}</span>
            <span class="grow"></span>
            <Controls />
            <LiveSign />
            <Clock at offset />
        </header>
        <Tiles data />
        <div class="panels">
            <Course data />
            <TopUsers data />
            <Flow rows />
            <Health data breakers />
            <TopProviders data />
        </div>
    }
}
