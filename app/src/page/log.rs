mod bill;
mod cleaning;
mod detail;
pub(super) mod drawer;
mod filter;
mod list;
mod names;
mod query;
mod story;
mod summary;
mod tools;

use crate::api::load;
use crate::api::log::load_logs;
use crate::component::Problem;
use crate::i18n::locale;
use crate::ui::{Card, Skeleton};
use domain::{Millis, RequestId};
use drawer::LogDrawer;
use filter::{FilterBar, ReachSegment};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use list::LogList;
use query::Query;
use summary::Summary;
use tools::Tools;

/// `/logs`: which requests, and which of them is open, stand in the address.
#[component]
pub(crate) fn LogPage() -> impl IntoView {
    let t = locale().log();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(Query::read));
    let open = Memo::new(move |_| map.with(|map| map.get("id").filter(|id| !id.is_empty()).map(RequestId)));
    let page = load(query, |query: Query| async move {
        let page = load_logs(query.filter(now()), None).await?;
        Ok((query, page))
    });
    // The query that the page was loaded for, which may trail behind the address.
    let list = move || {
        Suspend::new(async move {
            match page.await {
                Ok((query, first)) => view! { <LogList query first open /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || page.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t.title() />
        <div class="head">
            <h1>{t.title()}</h1>
            <Summary query />
            <span class="grow"></span>
            <ReachSegment query />
            <Tools query refresh=move || page.refetch() />
        </div>
        <FilterBar query />
        <Transition fallback=|| view! { <Card><Skeleton lines=20 height=20 /></Card> }>{list}</Transition>
        <LogDrawer query open />
    }
}

fn now() -> Millis {
    #[cfg(feature = "ssr")]
    let now = Millis::now();
    #[cfg(not(feature = "ssr"))]
    let now = Millis(js_sys::Date::now() as i64);
    now
}
