mod feed;

use super::query::{Query, Reach};
use crate::component::{LogTable, Problem};
use crate::i18n::locale;
use crate::ui::icon::{LOGS, UP};
use crate::ui::{Card, Empty, LinkButton, Look, Skeleton, Svg};
use domain::RequestId;
use domain::log::{LogRow, Page};
use feed::Feed;
use leptos::prelude::*;

/// The requests that `query` finds: those under way first, then the stored ones, newest first, more as one scrolls.
#[component]
pub(super) fn LogList(query: Query, first: Page<LogRow>, open: Memo<Option<RequestId>>) -> impl IntoView {
    let t = locale().log();
    let feed = Feed::open(query.clone(), first);
    let rows = feed.rows();
    let empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let dated = matches!(query.reach, Reach::Week | Reach::Month | Reach::All);
    let address = query.clone();
    let href = Callback::new(move |id: RequestId| address.open(&id));
    let more = Callback::new(move |()| feed.load_more());
    let trouble = move || {
        let retry = move || feed.retry();
        feed.fault.get().map(|refusal| view! { <div class="more"><Problem refusal on_retry=retry /></div> })
    };
    let waiting = move || feed.has_more().then(|| view! { <div class="more"><Skeleton lines=1 height=20 /></div> });
    let newer = move || {
        let held = feed.held.with(Vec::len);
        (held > 0).then(|| {
            view! {
                <button type="button" class="btn small primary newer" on:click=move |_| window().scroll_to_with_x_and_y(0.0, 0.0)>
                    <Svg icon=UP />
                    {t.newer(held)}
                </button>
            }
        })
    };
    view! {
        {newer}
        <Card flush=true>
            <Show when=move || !empty.get() fallback=move || view! { <Nothing query=query.clone() /> }>
                <LogTable rows dated href selected=open on_end=more />
                {trouble}
                {waiting}
            </Show>
        </Card>
    }
}

/// Why there is nothing to see, and where there may be more.
#[component]
fn Nothing(query: Query) -> impl IntoView {
    let t = locale().log();
    if query.is_narrow() {
        let wide = Query { reach: query.reach, ..Query::default() }.href();
        view! {
            <Empty icon=LOGS title=t.none_match() hint=t.none_match_hint()>
                <LinkButton label=t.clear() href=wide />
            </Empty>
        }
        .into_any()
    } else if query.reach != Reach::All {
        let all = Query { reach: Reach::All, ..query }.href();
        view! {
            <Empty icon=LOGS title=t.none_lately() hint=t.none_lately_hint()>
                <LinkButton label=t.show_all() href=all />
                <LinkButton label=t.connect() href="/connect" look=Look::Primary />
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon=LOGS title=t.none_yet() hint=t.none_lately_hint()>
                <LinkButton label=t.connect() href="/connect" look=Look::Primary />
            </Empty>
        }
        .into_any()
    }
}
