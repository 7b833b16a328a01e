use super::Changes;
use super::query::Query;
use crate::api::load;
use crate::api::price::load_prices;
use crate::component::{Problem, paged};
use crate::i18n::locale;
use crate::ui::icon::FIND;
use crate::ui::{At, Card, Cell, Column, Empty, Link, LinkButton, Row, Segment, Skeleton, Table, format};
use domain::ProviderId;
use domain::log::Page;
use domain::price::{ModelPrice, PriceKey, PriceSource};
use leptos::prelude::*;

/// The prices that the address asks for, page by page.
#[component]
pub(super) fn List(query: Memo<Query>, providers: Vec<(ProviderId, String)>) -> impl IntoView {
    let filter = Memo::new(move |_| query.with(Query::filter));
    let changes = expect_context::<Changes>();
    let source = Signal::derive(move || (filter.get(), changes.0.get()));
    let first = load(source, |(filter, _)| load_prices(filter, None));
    let providers = StoredValue::new(providers);
    let rows = move || {
        Suspend::new(async move {
            match first.await {
                Ok(page) => view! { <Rows page query providers /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || first.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Sources query />
        <Card flush=true><Transition fallback=|| view! { <Skeleton lines=8 height=30 /> }>{rows}</Transition></Card>
    }
}

#[component]
fn Sources(query: Memo<Query>) -> impl IntoView {
    let t = locale().price();
    let links = move || {
        let query = query.get();
        let link = |name: &'static str, source: Option<PriceSource>, of_providers: bool| {
            let current = (query.source, query.of_providers) == (source, of_providers);
            Link::new(name, Query { source, of_providers, ..query.clone() }.href(), current)
        };
        let mut links = vec![link(t.every_source(), None, false)];
        links.extend(PriceSource::ALL.map(|source| link(t.source(source), Some(source), false)));
        links.push(link(t.by_provider(), None, true));
        links
    };
    view! { <Segment label=t.source_head() links=Signal::derive(links) /> }
}

#[component]
fn Rows(
    page: Page<ModelPrice>,
    query: Memo<Query>,
    providers: StoredValue<Vec<(ProviderId, String)>>,
) -> impl IntoView {
    let t = locale().price();
    if page.items.is_empty() {
        return view! {
            <Empty icon=FIND title=t.none_found()>
                <LinkButton label=t.show_all() href=super::HOME />
            </Empty>
        }
        .into_any();
    }
    let (items, button) = paged(page, t.more(), move |next| load_prices(query.with_untracked(Query::filter), next));
    view! {
        <Table label=t.title() columns=columns()>
            <For each=move || items.get() key=|price| (price.model.clone(), price.provider, price.updated_at) let:price>
                <PriceRow price query providers />
            </For>
        </Table>
        {button}
    }
    .into_any()
}

fn columns() -> Vec<Column> {
    let t = locale().price();
    vec![
        Column::new(t.model()),
        Column::new(t.source_head()),
        Column::new(t.input()).right(),
        Column::new(t.output()).right(),
        Column::new(t.cache_read()).right(),
        Column::new(t.cache_write_5m()).right(),
        Column::new(t.variants()),
    ]
}

#[component]
fn PriceRow(price: ModelPrice, query: Memo<Query>, providers: StoredValue<Vec<(ProviderId, String)>>) -> impl IntoView {
    let t = locale().price();
    let key = PriceKey { model: price.model.clone(), provider: price.provider };
    let open = key.clone();
    let href = move || query.with(|query| query.with(Some(key.clone())));
    let owner = price.provider.map(|id| {
        let known =
            providers.with_value(|list| list.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()));
        view! { <span class="faint clip">{known.unwrap_or_else(|| format!("#{id}"))}</span> }
    });
    let rates = price.price.standard.base;
    let fee = (price.price.request > 0).then(|| t.per_request(format::money(price.price.request / 1_000_000)));
    let ladders = std::iter::once(&price.price.standard).chain(price.price.tiers.values());
    let mut marks: Vec<String> = price.price.tiers.keys().map(|tier| t.variant(tier.suffix())).collect();
    let mut steps: Vec<i64> = ladders.flat_map(|ladder| ladder.steps.iter().map(|step| step.above)).collect();
    steps.sort_unstable();
    steps.dedup();
    marks.extend(steps.into_iter().map(|above| format!("> {}", format::short(above.max(0) as u64))));
    marks.extend(fee);
    view! {
        <Row selected=Signal::derive(move || query.with(|query| query.open.as_ref() == Some(&open)))>
            <Cell at=At::Lead clip=true>
                <span class="who"><a class="cover mono clip" href=href data-noscroll="">{price.model}</a>{owner}</span>
            </Cell>
            <Cell at=At::Value>{t.source(price.source)}</Cell>
            <Cell at=At::Line label=t.input() right=true><span class="num">{format::money(rates.input)}</span></Cell>
            <Cell at=At::Line label=t.output() right=true><span class="num">{format::money(rates.output)}</span></Cell>
            <Cell at=At::Line label=t.cache_read() right=true><span class="num">{format::money(rates.cache_read)}</span></Cell>
            <Cell at=At::Wide right=true><span class="num">{format::money(rates.cache_write_5m)}</span></Cell>
            <Cell at=At::Wide clip=true><span class="muted">{marks.join(" · ")}</span></Cell>
        </Row>
    }
}

/// What a change answered, in passing.
pub(super) fn priced(repriced: i64) -> Option<String> {
    (repriced > 0).then(|| locale().price().repriced(repriced))
}
