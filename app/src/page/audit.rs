pub(super) mod detail;
mod drawer;
mod list;
mod query;

use crate::component::AdminOnly;
use crate::i18n::locale;
use drawer::AuditDrawer;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use list::{Filters, List};
use query::Query;

/// `/audit`: who changed what, and who logged in.
#[component]
pub fn AuditPage() -> impl IntoView {
    let t = locale().audit();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Whole />
        </AdminOnly>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let t = locale().audit();
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(Query::read));
    let open = Memo::new(move |_| map.with(|map| map.get_str("id").and_then(|id| id.parse::<i64>().ok())));
    view! {
        <div class="head">
            <h1>{t.title()}</h1>
            <span class="muted sm desk">{t.about()}</span>
        </div>
        <Filters query />
        <List query open />
        <AuditDrawer query open />
    }
}

/// `Provider · changed`; what this console has no word for stays as it is.
fn said(action: &str) -> String {
    let t = locale().audit();
    let (category, verb) = action.split_once('.').unwrap_or((action, ""));
    let category = t.category_of(category).unwrap_or(category);
    match t.verb(verb).unwrap_or(verb) {
        "" => category.to_owned(),
        verb => format!("{category} · {verb}"),
    }
}
