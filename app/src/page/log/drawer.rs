use super::bill::Bill;
use super::detail::Detail;
use super::query::Query;
use super::story::Story;
use crate::api::load;
use crate::api::log::{Found, load_log_entry};
use crate::component::context::{is_admin, live};
use crate::component::{Lost, Problem, RowState, Tries, opened};
use crate::i18n::locale;
use crate::page::simulator;
use crate::ui::icon::PLAY;
use crate::ui::{Drawer, Failure, Fault, LinkButton, Note, Skeleton, Time, TimeShow, format};
use domain::RequestId;
use domain::log::{LogEntry, LogRow};
use domain::simulation::SimulatedRequest;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_split_helpers::wasm_split;

/// A request that just ended is stored within moments: how often to ask again, and how long to wait in between.
const TRIES: u32 = 15;
const WAIT: Duration = Duration::from_millis(500);

/// What the address names.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Sought {
    Nothing,
    Missing,
    Found(Box<Found>),
}

/// The story of the request that the address names.
#[component]
pub(super) fn LogDrawer(query: Memo<Query>, open: Memo<Option<RequestId>>) -> impl IntoView {
    let t = locale().log();
    let live = live();
    let tries = RwSignal::new(0u32);
    let wanted = Memo::new(move |_| (open.get(), tries.get()));
    let found = load(wanted, |(id, _)| async move {
        match id {
            Some(id) => Ok(load_log_entry(id).await?.map_or(Sought::Missing, |found| Sought::Found(Box::new(found)))),
            None => Ok(Sought::Nothing),
        }
    });
    let running = Memo::new(move |_| {
        let id = open.get()?;
        live.message.with(|news| news.running.iter().find(|row| row.id == id).cloned())
    });
    let under_way = Memo::new(move |_| running.with(Option::is_some));
    Effect::watch(move || open.get(), move |_, _, _| tries.set(0), false);
    // Not stored yet: as soon as it has ended, ask again quietly.
    Effect::new(move |_| {
        let missing = matches!(found.now(), Some(Ok(Sought::Missing)));
        if missing && !under_way.get() && tries.get_untracked() < TRIES {
            set_timeout(move || _ = tries.try_update(|tries| *tries += 1), WAIT);
        }
    });

    let navigate = use_navigate();
    let close = Callback::new(move |()| {
        navigate(&query.get_untracked().href(), NavigateOptions { scroll: false, ..Default::default() });
    });
    let head = move || {
        view! {
            <Transition fallback=|| view! { <Skeleton lines=2 height=20 /> }>
                {move || Suspend::new(async move {
                    let stored = match found.await {
                        Ok(Sought::Found(found)) => Some(found.row),
                        _ => None,
                    };
                    move || stored.clone().or_else(|| running.get()).map(|row| view! { <Head row /> })
                })}
            </Transition>
        }
    };
    let body = move || {
        Suspend::new(async move {
            match found.await {
                Ok(Sought::Nothing) => ().into_any(),
                Ok(Sought::Found(found)) => opened(whole(*found, query.get_untracked())).await,
                Ok(Sought::Missing) => view! { <Absent under_way tries /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || found.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Drawer label=t.request() open=Signal::derive(move || open.with(Option::is_some)) on_close=close head>
            <Transition fallback=|| view! { <Skeleton lines=12 /> }>{body}</Transition>
        </Drawer>
    }
}

#[component]
fn Head(row: LogRow) -> impl IntoView {
    let t = locale().log();
    let model = row.model.clone().unwrap_or_else(|| t.no_model().to_owned());
    let cost = row.cost.map(|cost| view! { " · "<b>{format::money(cost.0)}</b> });
    view! {
        <div class="row wrap">
            <b class="break">{model}</b>
            <RowState row=row.clone() />
            <Tries of=row.attempts />
        </div>
        <div class="sm muted num break">
            {row.caller.user_name}" · "{row.caller.key_name}" · "<Time at=row.at.0 show=TimeShow::Full />" · "
            {format::duration(row.duration_ms.max(0) as u64)}{cost}
        </div>
    }
}

/// Fetched when a request is first opened.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn whole(found: Found, query: Query) -> Result<AnyView, Lost> {
    let t = locale().log();
    let Ok(entry) = serde_json::from_slice::<LogEntry>(found.entry.as_bytes()) else { return Ok(().into_any()) };
    let again = is_admin().then(
        || view! { <LinkButton small=true label=locale().story().simulate() href=simulation(&entry) icon=PLAY /> },
    );
    let view = view! {
        <div class="row wrap over"><h3 class="grow">{t.what_happened()}</h3>{again}</div>
        <Story entry=entry.clone() />
        <h3>{t.cost()}</h3>
        <Bill entry=entry.clone() />
        <h3>{t.details()}</h3>
        <Detail entry query />
    };
    Ok(view.into_any())
}

/// Where the simulator answers for a request like this one.
fn simulation(entry: &LogEntry) -> String {
    let request = SimulatedRequest {
        dialect: entry.dialect,
        model: entry.model.clone(),
        key_id: Some(entry.caller.key_id),
        client: entry.client.clone(),
        session: entry.session.clone(),
        ..SimulatedRequest::default()
    };
    simulator::address_of(&request)
}

/// Under way, about to be stored, or not there at all.
#[component]
fn Absent(under_way: Memo<bool>, tries: RwSignal<u32>) -> impl IntoView {
    let t = locale().log();
    move || {
        if under_way.get() {
            view! { <div class="apart"><Note>{t.under_way()}</Note></div> }.into_any()
        } else if tries.get() < TRIES {
            view! { <Skeleton lines=12 /> }.into_any()
        } else {
            let again = move || tries.set(0);
            view! { <div class="apart"><Failure fault=Fault::new(t.no_such_request()) on_retry=again /></div> }
                .into_any()
        }
    }
}
