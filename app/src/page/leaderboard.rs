mod drawer;
pub(super) mod drill;
mod query;
mod ranking;

use crate::api::load;
use crate::api::report::load_leaderboard;
use crate::component::context::is_admin;
use crate::component::{Problem, SpanPicker};
use crate::i18n::locale;
use crate::ui::icon::DOWNLOAD;
use crate::ui::{Card, Link, LinkButton, Look, Segment, Skeleton};
use domain::report::Dimension;
use drawer::DrillDrawer;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use query::Query;
use ranking::Ranking;

/// `/leaderboard`: who used how much, with which success and how fast.
#[component]
pub fn LeaderboardPage() -> impl IntoView {
    let t = locale().leaderboard();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(Query::read));
    let ask = Memo::new(move |_| query.with(Query::ask));
    let loaded = load(ask, load_leaderboard);
    let scopes = Signal::derive(move || {
        let here = query.get();
        scopes()
            .map(|(by, label)| Link::new(label, Query { by, page: 0, ..here.clone() }.href(), here.by == by))
            .to_vec()
    });
    let content = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(board) => view! { <Ranking board query /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    let report = is_admin().then(|| {
        let href = "/api/v1/reports/charge-back?format=csv";
        view! { <LinkButton label=t.charge_back() href look=Look::Quiet icon=DOWNLOAD external=true /> }
    });
    let export = Signal::derive(move || query.with(Query::export));
    view! {
        <Title text=t.title() />
        <div class="head wrap">
            <h1>{t.title()}</h1>
            <Segment label=t.scope() links=scopes />
            <span class="grow"></span>
            <SpanPicker
                time=Signal::derive(move || query.with(|query| query.time.clone()))
                href=move |time| Query { time, page: 0, ..query.get() }.href()
            />
            {report}
            <LinkButton label=t.export() href=export icon=DOWNLOAD external=true />
        </div>
        <Transition fallback=|| view! { <Card><Skeleton lines=8 height=40 /></Card> }>{content}</Transition>
        <DrillDrawer query />
    }
}

fn scopes() -> [(Dimension, &'static str); 5] {
    let t = locale().leaderboard();
    [
        (Dimension::User, t.users()),
        (Dimension::Key, t.keys()),
        (Dimension::Provider, t.providers()),
        (Dimension::Model, t.models()),
        (Dimension::Group, t.groups()),
    ]
}
