use crate::api::alert::load_deliveries;
use crate::api::load;
use crate::component::{Problem, paged};
use crate::i18n::locale;
use crate::ui::icon::CHAT;
use crate::ui::{At, Card, Cell, Column, Empty, Row, Skeleton, State, Table, Time, TimeShow, Tone};
use domain::alert::{Delivery, DeliveryState};
use domain::log::Page;
use leptos::prelude::*;

/// Newest first, page by page.
#[component]
pub(super) fn Deliveries() -> impl IntoView {
    let t = locale().alert();
    let first = load((), |()| load_deliveries(None));
    let rows = move || {
        Suspend::new(async move {
            match first.await {
                Ok(page) => view! { <Rows page /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || first.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Card title=t.deliveries() flush=true>
            <Transition fallback=|| view! { <Skeleton lines=4 height=30 /> }>{rows}</Transition>
        </Card>
    }
}

#[component]
fn Rows(page: Page<Delivery>) -> impl IntoView {
    let t = locale().alert();
    if page.items.is_empty() {
        return view! { <Empty icon=CHAT title=t.no_deliveries() /> }.into_any();
    }
    let (items, button) = paged(page, t.more(), load_deliveries);
    let columns = [t.when(), t.what(), t.to(), t.outcome()].map(Column::new).to_vec();
    view! {
        <Table label=t.deliveries() columns>
            <For each=move || items.get() key=|delivery| delivery.id let:delivery>
                <Line delivery />
            </For>
        </Table>
        {button}
    }
    .into_any()
}

#[component]
fn Line(delivery: Delivery) -> impl IntoView {
    let t = locale().alert();
    let tone = match delivery.state {
        DeliveryState::Waiting => Tone::Run,
        DeliveryState::Sent => Tone::Ok,
        DeliveryState::Failed => Tone::Bad,
        DeliveryState::Dropped => Tone::Idle,
    };
    view! {
        <Row>
            <Cell at=At::Sub><span class="num"><Time at=delivery.at.0 show=TimeShow::Full /></span></Cell>
            <Cell at=At::Lead clip=true><b title=delivery.title.clone() lang="en">{delivery.title.clone()}</b></Cell>
            <Cell at=At::Line label=t.to() clip=true>{delivery.target_name}</Cell>
            <Cell at=At::Badge><span title=delivery.error><State tone text=t.state(delivery.state) /></span></Cell>
        </Row>
    }
}
