use super::Changes;
use super::list::priced;
use super::query::Query;
use crate::api::price::resolve_prices;
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::CHECK;
use crate::ui::{At, Button, Card, Cell, Column, Empty, Row, Table, Tone, format, toast};
use domain::price::{Conflict, ModelPrice, PriceEdit, PriceKey};
use leptos::prelude::*;

/// Own prices beside those that would count without them.
#[component]
pub(super) fn Conflicts(list: Vec<Conflict>, query: Memo<Query>) -> impl IntoView {
    let t = locale().price();
    if list.is_empty() {
        return view! { <Card><Empty icon=CHECK title=t.no_conflict() hint=t.no_conflict_hint() /></Card> }.into_any();
    }
    let columns = vec![
        Column::new(t.model()),
        Column::new(t.source_manual()).right(),
        Column::new(t.other_price()).right(),
        Column::new(t.source_head()),
        Column::new(""),
    ];
    let all: Vec<PriceKey> = list.iter().map(key).collect();
    let rows = list.into_iter().map(|conflict| view! { <ConflictRow conflict query /> }).collect_view();
    view! {
        <div class="head">
            <p class="muted sm grow">{t.conflict_about()}</p>
            <Take keys=all label=t.take_all() />
        </div>
        <Card flush=true><Table label=t.conflicts() columns=columns>{rows}</Table></Card>
    }
    .into_any()
}

fn key(conflict: &Conflict) -> PriceKey {
    PriceKey { model: conflict.manual.model.clone(), provider: conflict.manual.provider }
}

/// Input and output, which tell most.
fn rates(price: &ModelPrice) -> String {
    let rates = price.price.standard.base;
    format!("{} / {}", format::money(rates.input), format::money(rates.output))
}

#[component]
fn ConflictRow(conflict: Conflict, query: Memo<Query>) -> impl IntoView {
    let t = locale().price();
    let key = key(&conflict);
    let open = key.clone();
    let href = move || query.with(|query| query.with(Some(open.clone())));
    let (own, other, source) = (rates(&conflict.manual), rates(&conflict.other), t.source(conflict.other.source));
    view! {
        <Row>
            <Cell at=At::Lead clip=true><a class="cover mono clip" href=href data-noscroll="">{conflict.manual.model}</a></Cell>
            <Cell at=At::Line label=t.source_manual() right=true><span class="num">{own}</span></Cell>
            <Cell at=At::Line label=t.other_price() right=true><span class="num">{other}</span></Cell>
            <Cell at=At::Badge>{source}</Cell>
            <Cell at=At::Acts><Take keys=vec![key] label=t.take_other() small=true /></Cell>
        </Row>
    }
}

#[component]
fn Take(keys: Vec<PriceKey>, label: &'static str, #[prop(optional)] small: bool) -> impl IntoView {
    let t = locale().price();
    let (errand, toast, changes) = (Errand::new(), toast(), expect_context::<Changes>());
    let keys = StoredValue::new(keys);
    let take = move || {
        errand.run(resolve_prices(keys.get_value()), move |outcome: Result<PriceEdit, _>| match outcome {
            Ok(edit) => {
                toast(Tone::Ok, priced(edit.repriced).unwrap_or_else(|| t.taken().to_owned()));
                changes.happened();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    view! { <Button label small busy=errand.busy on_click=take /> }
}
