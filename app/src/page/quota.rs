mod list;
mod own;
mod report;
mod warnings;

use crate::component::context::{is_admin, me};
use crate::i18n::locale;
use crate::ui::{Link, Search, Tabs, address};
use domain::quota::OwnerKind;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use list::List;
use own::Own;

const HOME: &str = "/quotas";
const OWN: &str = "/quotas?own";

/// What is left of limits: everybody's for admins, their own for others.
#[component]
pub fn QuotasPage() -> impl IntoView {
    let t = locale().limit();
    if !is_admin() {
        return view! {
            <Title text=t.own_quota() />
            <div class="head"><h1>{t.own_quota()}</h1></div>
            <Own />
        }
        .into_any();
    }
    let query = use_query_map();
    let own = Memo::new(move |_| query.with(|query| query.get("own").is_some()));
    let kind =
        Memo::new(move |_| query.with(|query| query.get("kind").and_then(|kind| OwnerKind::try_from(kind).ok())));
    let is_somebody = me().user_id.is_some();
    let links = Signal::derive(move || {
        let tab = |at: OwnerKind, label| {
            let here = !own.get() && kind.get().unwrap_or_default() == at;
            Link::new(label, place(at, None, 0), here)
        };
        let all = [(OwnerKind::User, t.users()), (OwnerKind::Key, t.keys()), (OwnerKind::Provider, t.providers())];
        let mine = is_somebody.then(|| Link::new(t.own_quota(), OWN, own.get()));
        all.map(|(at, label)| tab(at, label)).into_iter().chain(mine).collect::<Vec<_>>()
    });
    let body = move || {
        if own.get() {
            view! { <Own /> }.into_any()
        } else {
            view! { <List kind=kind.get().unwrap_or_default() /> }.into_any()
        }
    };
    view! {
        <Title text=t.quotas() />
        <div class="head">
            <h1 class="grow">{t.quotas()}</h1>
            {move || (!own.get()).then(|| view! { <Search label=t.find() path=HOME kept=&["kind"] /> })}
        </div>
        <Tabs label=t.quotas() links />
        {body}
    }
    .into_any()
}

/// The address of a list's page, counted from 0.
fn place(kind: OwnerKind, q: Option<String>, page: usize) -> String {
    let kind = Some(kind).filter(|kind| *kind != OwnerKind::User).map(|kind| kind.as_str().to_owned());
    let page = (page > 0).then(|| (page + 1).to_string());
    address(HOME, &[("kind", kind), ("q", q), ("page", page)])
}
