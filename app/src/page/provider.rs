mod address;
mod batch;
pub(super) mod circuit;
mod draft;
mod figure;
mod filter;
pub(super) mod form;
mod label;
mod query;
mod row;
mod shelf;
mod sift;
mod trial;

use crate::api::breaker::load_breakers;
use crate::api::load;
use crate::api::provider::{load_provider_days, load_providers};
use crate::component::{AdminOnly, Problem, ProviderMark, guard, opened};
use crate::i18n::locale;
use crate::ui::icon::{FIND, PLUG, PLUS};
use crate::ui::{Card, Drawer, Empty, LinkButton, Look, Note, Search, Skeleton, Table, Tone};
use batch::BatchBar;
use circuit::circuit;
use filter::FilterBar;
use form::form;
use leptos::prelude::*;
use leptos_meta::Title;
use query::{KEPT, Open};
use row::{ProviderRow, columns};
use shelf::{Found, Shelf};

const HOME: &str = "/providers";
const NEW: &str = "/providers?new";

/// The accounts that requests go to.
#[component]
pub fn ProvidersPage() -> impl IntoView {
    let t = locale().provider();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Loaded />
        </AdminOnly>
    }
}

#[component]
fn Loaded() -> impl IntoView {
    let t = locale().provider();
    let loaded =
        load((), |()| async { Ok((load_providers().await?, load_breakers().await?, load_provider_days().await?)) });
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(found) => view! { <List found /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <div class="head">
            <h1 class="grow">{t.title()}</h1>
            <Search label=locale().fleet().find() path=HOME kept=KEPT />
            <LinkButton label=t.add() href=NEW look=Look::Primary icon=PLUS />
        </div>
        <Transition fallback=|| view! { <Card><Skeleton lines=6 height=30 /></Card> }>{show}</Transition>
    }
}

#[component]
fn List(found: Found) -> impl IntoView {
    let t = locale().provider();
    let dirty = RwSignal::new(false);
    let shelf = Shelf::new(found, dirty, guard(dirty.into()));
    provide_context(shelf);
    let empty = Memo::new(move |_| shelf.list.with(Vec::is_empty));
    let none = Memo::new(move |_| shelf.shown.with(Vec::is_empty));
    let rows = move || {
        if empty.get() {
            return view! {
                <Empty icon=PLUG title=t.none() hint=t.none_hint()>
                    <LinkButton label=t.add() href=NEW look=Look::Primary icon=PLUS />
                </Empty>
            }
            .into_any();
        }
        if none.get() {
            return view! {
                <Empty icon=FIND title=locale().fleet().none_found()>
                    <LinkButton label=locale().fleet().show_all() href=HOME />
                </Empty>
            }
            .into_any();
        }
        view! {
            <Table label=t.title() columns=Signal::derive(move || columns(shelf))>
                <For each=move || shelf.shown.get() key=|provider| (provider.id, provider.updated_at) let:provider>
                    <ProviderRow provider />
                </For>
            </Table>
        }
        .into_any()
    };
    let tools = move || (!empty.get()).then(|| view! { <FilterBar /> <BatchBar /> });
    view! {
        {tools}
        <div class:tiles=move || shelf.query.with(|query| query.cards)><Card flush=true>{rows}</Card></div>
        <Opened />
    }
}

/// What the address has open.
#[component]
fn Opened() -> impl IntoView {
    let t = locale().provider();
    let shelf = expect_context::<Shelf>();
    let open = Memo::new(move |_| shelf.open());
    let label = Signal::derive(move || match (open.get(), shelf.opened()) {
        (Open::Circuit(_), Some(provider)) => locale().circuit().of(provider.name),
        (Open::Edit(_), Some(provider)) => t.edit(provider.name),
        _ => t.add().to_owned(),
    });
    let head = move || {
        let mark =
            move || shelf.opened().map(|provider| view! { <ProviderMark kind=provider.kind id=provider.id.0 /> });
        view! { <div class="row">{mark}<b class="break">{label}</b></div> }
    };
    let gone = move || view! { <div class="apart"><Note tone=Tone::Warn>{t.gone()}</Note></div> }.into_any();
    let body = move || match (open.get(), untrack(|| shelf.opened())) {
        (Open::Nothing, _) => ().into_any(),
        (Open::New, _) => Suspend::new(opened(form(None, false))).into_any(),
        (_, None) => gone(),
        (Open::Circuit(_), Some(provider)) => Suspend::new(opened(circuit(provider))).into_any(),
        (other, saved) => Suspend::new(opened(form(saved, matches!(other, Open::Copy(_))))).into_any(),
    };
    view! {
        <Drawer
            label
            open=Signal::derive(move || open.get() != Open::Nothing)
            on_close=Callback::new(move |()| shelf.close())
            head
        >
            {body}
        </Drawer>
    }
}
