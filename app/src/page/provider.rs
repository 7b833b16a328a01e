mod address;
pub(super) mod circuit;
mod draft;
pub(super) mod form;
mod label;
mod row;
mod shelf;
mod trial;

use crate::api::breaker::load_breakers;
use crate::api::load;
use crate::api::provider::load_providers;
use crate::component::{AdminOnly, Problem, ProviderMark, guard, opened};
use crate::i18n::locale;
use crate::ui::icon::{PLUG, PLUS};
use crate::ui::{Card, Drawer, Empty, LinkButton, Look, Note, Skeleton, Table, Tone};
use circuit::circuit;
use domain::breaker::BreakerReport;
use domain::provider::Provider;
use form::form;
use leptos::prelude::*;
use leptos_meta::Title;
use row::{ProviderRow, columns};
use shelf::{Open, Shelf};

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
    let loaded = load((), |()| async { Ok((load_providers().await?, load_breakers().await?)) });
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
            <LinkButton label=t.add() href=NEW look=Look::Primary icon=PLUS />
        </div>
        <Suspense fallback=|| view! { <Card><Skeleton lines=6 height=30 /></Card> }>{show}</Suspense>
    }
}

#[component]
fn List(found: (Vec<Provider>, Vec<BreakerReport>)) -> impl IntoView {
    let t = locale().provider();
    let dirty = RwSignal::new(false);
    let shelf = Shelf::new(found, dirty, guard(dirty.into()));
    provide_context(shelf);
    let empty = Memo::new(move |_| shelf.list.with(Vec::is_empty));
    let rows = move || {
        if empty.get() {
            return view! {
                <Empty icon=PLUG title=t.none() hint=t.none_hint()>
                    <LinkButton label=t.add() href=NEW look=Look::Primary icon=PLUS />
                </Empty>
            }
            .into_any();
        }
        view! {
            <Table label=t.title() columns=columns()>
                <For each=move || shelf.list.get() key=|provider| (provider.id, provider.updated_at) let:provider>
                    <ProviderRow provider />
                </For>
            </Table>
        }
        .into_any()
    };
    let label = Signal::derive(move || match (shelf.open.get(), shelf.opened()) {
        (Open::Circuit(_), Some(provider)) => locale().circuit().of(provider.name),
        (_, Some(provider)) => t.edit(provider.name),
        _ => t.add().to_owned(),
    });
    let head = move || {
        let mark =
            move || shelf.opened().map(|provider| view! { <ProviderMark kind=provider.kind id=provider.id.0 /> });
        view! { <div class="row">{mark}<b class="break">{label}</b></div> }
    };
    let gone = move || view! { <div class="apart"><Note tone=Tone::Warn>{t.gone()}</Note></div> }.into_any();
    let body = move || match shelf.open.get() {
        Open::Nothing => ().into_any(),
        Open::New => Suspend::new(opened(form(None))).into_any(),
        Open::Edit(_) => match untrack(|| shelf.opened()) {
            Some(saved) => Suspend::new(opened(form(Some(saved)))).into_any(),
            None => gone(),
        },
        Open::Circuit(_) => match untrack(|| shelf.opened()) {
            Some(provider) => Suspend::new(opened(circuit(provider))).into_any(),
            None => gone(),
        },
    };
    view! {
        <Card flush=true>{rows}</Card>
        <Drawer
            label
            open=Signal::derive(move || shelf.open.get() != Open::Nothing)
            on_close=Callback::new(move |()| shelf.go.run(HOME.into()))
            head
        >
            {body}
        </Drawer>
    }
}
