use super::query::Query;
use super::said;
use crate::api::audit::load_audit;
use crate::api::load;
use crate::component::{Avatar, Problem, paged};
use crate::i18n::locale;
use crate::ui::icon::{BOOK, FIND};
use crate::ui::{
    At, Card, Cell, Chip, Column, Empty, Link, LinkButton, Row, Segment, Skeleton, State, Table, Time, TimeShow, Tone,
};
use domain::audit::AuditRow;
use domain::log::Page;
use leptos::prelude::*;

/// Those that have many lines; the others are found by what they are about.
const CATEGORIES: [&str; 7] = ["provider", "user", "key", "group", "price", "settings", "login"];

#[component]
pub(super) fn Filters(query: Memo<Query>) -> impl IntoView {
    let t = locale().audit();
    let categories = move || {
        let query = query.get();
        let link = |name: Option<&str>| {
            let label = name.and_then(|name| t.category_of(name)).unwrap_or_else(|| t.all());
            // An id means another thing in another category.
            let there = Query { category: name.map(str::to_owned), target: None, ..query.clone() };
            Link::new(label, there.href(), query.category.as_deref() == name)
        };
        std::iter::once(link(None)).chain(CATEGORIES.into_iter().map(|name| link(Some(name)))).collect::<Vec<_>>()
    };
    let outcomes = move || {
        let query = query.get();
        let link = |(refused, label): (bool, &'static str)| {
            Link::new(label, Query { refused, ..query.clone() }.href(), query.refused == refused)
        };
        [(false, t.any_outcome()), (true, t.only_refused())].map(link).to_vec()
    };
    let chips = move || {
        let query = query.get();
        let target = query.target.clone().map(|(_, name)| (t.target(), name, Query { target: None, ..query.clone() }));
        let actor = query.actor.clone().map(|name| (t.operator(), name, Query { actor: None, ..query.clone() }));
        let chip = |(name, value, without): (_, _, Query)| view! { <Chip name value without=without.href() /> };
        [actor, target].into_iter().flatten().map(chip).collect_view()
    };
    view! {
        <div class="row wrap">
            <Segment label=t.category() links=Signal::derive(categories) />
            <Segment label=t.outcome() links=Signal::derive(outcomes) />
            {chips}
        </div>
    }
}

/// Newest first, page by page.
#[component]
pub(super) fn List(query: Memo<Query>, open: Memo<Option<i64>>) -> impl IntoView {
    let first = load(query, |query: Query| load_audit(query.filter(), None));
    let rows = move || {
        Suspend::new(async move {
            match first.await {
                Ok(page) => view! { <Rows page query open /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || first.refetch() /> }.into_any(),
            }
        })
    };
    view! { <Card flush=true><Transition fallback=|| view! { <Skeleton lines=10 height=30 /> }>{rows}</Transition></Card> }
}

#[component]
fn Rows(page: Page<AuditRow>, query: Memo<Query>, open: Memo<Option<i64>>) -> impl IntoView {
    let t = locale().audit();
    if page.items.is_empty() {
        return match query.get_untracked() == Query::default() {
            true => view! { <Empty icon=BOOK title=t.none() hint=t.none_hint() /> }.into_any(),
            false => view! {
                <Empty icon=FIND title=t.none_found()>
                    <LinkButton label=t.show_all() href=Query::default().href() />
                </Empty>
            }
            .into_any(),
        };
    }
    let (items, button) = paged(page, t.more(), move |next| load_audit(query.with_untracked(Query::filter), next));
    let columns = [t.when(), t.operator(), t.action(), t.target(), t.ip(), t.outcome()];
    view! {
        <Table label=t.title() columns=columns.map(Column::new).to_vec()>
            <For each=move || items.get() key=|row| row.id let:row>
                <Line row query open />
            </For>
        </Table>
        {button}
    }
    .into_any()
}

#[component]
fn Line(row: AuditRow, query: Memo<Query>, open: Memo<Option<i64>>) -> impl IntoView {
    let t = locale().audit();
    let id = row.id;
    let href = move || query.with(|query| query.open(id));
    let name = if row.actor_name.is_empty() { t.nobody().to_owned() } else { row.actor_name };
    let (tone, word) = if row.success { (Tone::Ok, t.done()) } else { (Tone::Bad, t.refused()) };
    let target = if row.target_name.is_empty() { At::Wide } else { At::Line };
    view! {
        <Row selected=Signal::derive(move || open.get() == Some(id))>
            <Cell at=At::Sub><span class="num"><Time at=row.at.0 show=TimeShow::Full /></span></Cell>
            <Cell at=At::Line label=t.operator() clip=true>
                <span class="who"><Avatar name=name.clone() /><span class="clip">{name}</span></span>
            </Cell>
            <Cell at=At::Lead clip=true><a class="cover clip" href=href data-noscroll=""><b>{said(&row.action)}</b></a></Cell>
            <Cell at=target label=t.target() clip=true>{row.target_name}</Cell>
            <Cell at=At::Wide><span class="num muted">{row.ip}</span></Cell>
            <Cell at=At::Badge><State tone text=word /></Cell>
        </Row>
    }
}
