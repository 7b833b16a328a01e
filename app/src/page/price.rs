mod alias;
mod conflict;
mod draft;
mod editor;
pub(super) mod form;
mod list;
mod query;
mod rule;
mod unpriced;
mod upload;

use crate::api::load;
use crate::api::price::{Around, load_around};
use crate::component::{AdminOnly, Problem};
use crate::i18n::locale;
use crate::ui::icon::PLUS;
use crate::ui::{Card, Link, LinkButton, Look, Search, Skeleton, Tabs};
use alias::Aliases;
use conflict::Conflicts;
use domain::price::PriceKey;
use editor::Editor;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use list::List;
use query::{Query, View};
use rule::Rules;
use unpriced::UnpricedModels;
use upload::Upload;

const HOME: &str = "/prices";

/// `/prices`: what models cost, and where that is not known.
#[component]
pub fn PricesPage() -> impl IntoView {
    let t = locale().price();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Whole />
        </AdminOnly>
    }
}

/// Counted up by whatever changes prices: lists are read again.
#[derive(Clone, Copy)]
struct Changes(RwSignal<u32>);

impl Changes {
    fn happened(self) {
        self.0.update(|count| *count += 1);
    }
}

#[component]
fn Whole() -> impl IntoView {
    let t = locale().price();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(Query::read));
    let changes = Changes(RwSignal::new(0));
    provide_context(changes);
    let around = load(changes.0, |_: u32| load_around());
    let view = Memo::new(move |_| query.with(|query| query.view));
    let body = move || {
        Suspend::new(async move {
            match around.await {
                Ok(around) => view! { <Below view around query /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || around.refetch() /> }.into_any(),
            }
        })
    };
    let add = move || query.with(|query| query.with(Some(PriceKey::default())));
    view! {
        <div class="head">
            <h1 class="grow">{t.title()}</h1>
            <Search label=t.find() path=HOME kept=&["source", "own"] />
            <Upload />
            <LinkButton label=t.add() href=Signal::derive(add) look=Look::Primary icon=PLUS />
        </div>
        <Transition fallback=|| view! { <Card><Skeleton lines=8 height=30 /></Card> }>{body}</Transition>
        <Editor query />
    }
}

#[component]
fn Below(view: Memo<View>, around: Around, query: Memo<Query>) -> impl IntoView {
    let t = locale().price();
    let (unpriced, conflicts) = (around.unpriced.len(), around.conflicts.len());
    let name = move |view| match view {
        View::List => t.all_models().to_owned(),
        View::Unpriced => t.unpriced_count(unpriced),
        View::Conflicts => t.conflict_count(conflicts),
        View::Aliases => t.aliases().to_owned(),
        View::Rules => t.rules().to_owned(),
    };
    let links = move || {
        let here = view.get();
        View::ALL.map(|view| Link::new(name(view), Query { view, ..Query::default() }.href(), view == here)).to_vec()
    };
    let around = StoredValue::new(around);
    let below = move || {
        let around = around.get_value();
        match view.get() {
            View::List => view! { <List query providers=around.providers /> }.into_any(),
            View::Unpriced => view! { <UnpricedModels list=around.unpriced query /> }.into_any(),
            View::Conflicts => view! { <Conflicts list=around.conflicts query /> }.into_any(),
            View::Aliases => view! { <Aliases list=around.aliases /> }.into_any(),
            View::Rules => view! { <Rules settings=around.settings last=around.last_sync /> }.into_any(),
        }
    };
    view! {
        <Tabs label=t.title() links=Signal::derive(links) />
        {below}
    }
}
