mod drawer;
mod row;
pub(super) mod story;
mod turn;

use crate::api::load;
use crate::api::session::load_sessions;
use crate::component::{Problem, follow};
use crate::i18n::locale;
use crate::ui::icon::CHAT;
use crate::ui::{Card, Empty, LinkButton, Look, Skeleton, Table, address};
use domain::KeyId;
use domain::session::{ActiveSession, SessionName};
use drawer::StoryDrawer;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use row::{SessionRow, columns};

/// Where a session's story is told.
pub(super) fn story_address(name: &SessionName) -> String {
    address("/sessions", &[("key", Some(name.key_id.to_string())), ("id", Some(name.id.clone()))])
}

/// The session that the address names.
fn opened(map: &ParamsMap) -> Option<SessionName> {
    let id = map.get("id").filter(|id| !id.is_empty())?;
    Some(SessionName { key_id: KeyId(map.get_str("key")?.parse().ok()?), id })
}

/// `/sessions`: the conversations that are going on; with a key and an id the story of one, which may be over.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let t = locale().session();
    let map = use_query_map();
    let open = Memo::new(move |_| map.with(opened));
    let loaded = load((), |()| load_sessions());
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(list) => view! { <List list open /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t.title() />
        <Transition fallback=|| view! { <Card><Skeleton lines=6 height=30 /></Card> }>{show}</Transition>
        <StoryDrawer open />
    }
}

#[component]
fn List(list: Vec<ActiveSession>, open: Memo<Option<SessionName>>) -> impl IntoView {
    let t = locale().session();
    let list = RwSignal::new(list);
    let renew = follow(list, load_sessions);
    let empty = Memo::new(move |_| list.with(Vec::is_empty));
    // The latest to begin is on top: rows do not change places while they are read.
    let rows = move || {
        let mut rows = list.get();
        rows.sort_by(|a, b| (b.first_at, &a.id).cmp(&(a.first_at, &b.id)));
        rows
    };
    let count = move || t.active(list.with(Vec::len));
    let table = move || {
        if empty.get() {
            return view! {
                <Empty icon=CHAT title=t.none() hint=t.none_hint()>
                    <LinkButton label=locale().log().connect() href="/connect" look=Look::Primary />
                </Empty>
            }
            .into_any();
        }
        view! {
            <Table label=t.title() columns=columns()>
                <For each=rows key=|session| session.name() let:session>
                    <SessionRow session list open renew />
                </For>
            </Table>
        }
        .into_any()
    };
    view! {
        <div class="head">
            <h1>{t.title()}</h1>
            <span class="muted sm num">{count}</span>
        </div>
        <Card flush=true>{table}</Card>
    }
}
