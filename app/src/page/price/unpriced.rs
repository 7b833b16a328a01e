use super::query::Query;
use crate::i18n::locale;
use crate::ui::icon::CHECK;
use crate::ui::{At, Card, Cell, Column, Empty, LinkButton, Row, Table, Time, address, format};
use domain::price::{PriceKey, Unpriced};
use leptos::prelude::*;

/// Models that were used and have no price.
#[component]
pub(super) fn UnpricedModels(list: Vec<Unpriced>, query: Memo<Query>) -> impl IntoView {
    let t = locale().price();
    if list.is_empty() {
        return view! { <Card><Empty icon=CHECK title=t.all_priced() hint=t.all_priced_hint() /></Card> }.into_any();
    }
    let columns = vec![
        Column::new(t.model()),
        Column::new(t.requests()).right(),
        Column::new(t.tokens()).right(),
        Column::new(t.since()),
        Column::new(t.last()),
        Column::new(""),
    ];
    let row = move |model: Unpriced| {
        let key = PriceKey { model: model.model.clone(), provider: None };
        let href = move || query.with(|query| query.with(Some(key.clone())));
        let logs = address("/logs", &[("time", Some("all".into())), ("only", Some("unpriced".into()))]);
        view! {
            <Row>
                <Cell at=At::Lead clip=true><span class="mono clip">{model.model}</span></Cell>
                <Cell at=At::Value right=true><a class="num" href=logs>{format::count(model.requests.max(0) as u64)}</a></Cell>
                <Cell at=At::Line label=t.tokens() right=true><span class="num">{format::count(model.tokens.max(0) as u64)}</span></Cell>
                <Cell at=At::Line label=t.since()><Time at=model.since.0 /></Cell>
                <Cell at=At::Line label=t.last()><Time at=model.last.0 /></Cell>
                <Cell at=At::Acts><LinkButton label=t.set_price() href=Signal::derive(href) small=true /></Cell>
            </Row>
        }
    };
    view! {
        <p class="muted sm">{t.unpriced_about()}</p>
        <Card flush=true>
            <Table label=t.unpriced() columns=columns>{list.into_iter().map(row).collect_view()}</Table>
        </Card>
    }
    .into_any()
}
