use super::HOME;
use super::form::TargetForm;
use crate::component::guard;
use crate::i18n::locale;
use crate::ui::icon::PULSE;
use crate::ui::{At, Card, Cell, Column, Drawer, Empty, Note, Row, State, Table, Tone, address};
use domain::alert::AlertTarget;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The targets on the page; what the hub answered to a change is put back here.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    list: RwSignal<Vec<AlertTarget>>,
    pub(super) dirty: RwSignal<bool>,
    go: Callback<String>,
}

impl Shelf {
    pub(super) fn put(self, target: AlertTarget) {
        self.list.update(|list| {
            match list.iter_mut().find(|known| known.id == target.id) {
                Some(known) => *known = target,
                None => list.push(target),
            }
            list.sort_by(|one, other| one.name.cmp(&other.name));
        });
    }

    pub(super) fn take(self, id: i64) {
        self.list.update(|list| list.retain(|target| target.id != id));
    }

    pub(super) fn close(self) {
        self.go.run(HOME.to_owned());
    }

    /// What was typed is saved or no longer wanted.
    pub(super) fn leave(self) {
        self.dirty.set(false);
        self.close();
    }
}

#[component]
pub(super) fn List(list: Vec<AlertTarget>) -> impl IntoView {
    let t = locale().alert();
    let dirty = RwSignal::new(false);
    let shelf = Shelf { list: RwSignal::new(list), dirty, go: guard(dirty.into()) };
    provide_context(shelf);
    let query = use_query_map();
    // None: closed. 0: a new one.
    let open = Memo::new(move |_| {
        query.with(|query| match query.get_str("edit") {
            Some(id) => id.parse().ok(),
            None => query.get_str("new").map(|_| 0),
        })
    });
    let known = move |id: i64| shelf.list.with(|list| list.iter().find(|target| target.id == id).cloned());
    let label = Signal::derive(move || match open.get().and_then(known) {
        Some(target) => t.edit(target.name),
        None => t.add().to_owned(),
    });
    let body = move || {
        let id: i64 = open.get()?;
        Some(match (id, untrack(|| known(id))) {
            (1.., None) => view! { <Note tone=Tone::Warn>{t.gone()}</Note> }.into_any(),
            (_, known) => view! { <TargetForm known /> }.into_any(),
        })
    };
    let columns = [t.name(), t.kind(), t.address(), t.events(), ""].map(Column::new).to_vec();
    let columns = StoredValue::new(columns);
    let table = move || match shelf.list.with(Vec::is_empty) {
        true => view! { <Empty icon=PULSE title=t.none() hint=t.none_hint() /> }.into_any(),
        false => view! {
            <Table label=t.title() columns=columns.get_value()>
                <For each=move || shelf.list.get() key=|target| format!("{target:?}") let:target>
                    <Line target open />
                </For>
            </Table>
        }
        .into_any(),
    };
    view! {
        <Card flush=true>{table}</Card>
        <Drawer
            label
            open=Signal::derive(move || open.with(Option::is_some))
            on_close=Callback::new(move |()| shelf.close())
            head=move || view! { <b class="break">{label}</b> }
        >
            {body}
        </Drawer>
    }
}

#[component]
fn Line(target: AlertTarget, open: Memo<Option<i64>>) -> impl IntoView {
    let t = locale().alert();
    let id = target.id;
    let href = address(HOME, &[("edit", Some(id.to_string()))]);
    let events = target.events.iter().map(|event| t.event(*event)).collect::<Vec<_>>().join(", ");
    let (tone, word) = if target.enabled { (Tone::Ok, t.enabled()) } else { (Tone::Idle, t.disabled()) };
    view! {
        <Row selected=Signal::derive(move || open.get() == Some(id))>
            <Cell at=At::Lead clip=true><a class="cover clip" href=href data-noscroll=""><b>{target.name}</b></a></Cell>
            <Cell at=At::Line label=t.kind()>{t.kind_of(target.kind)}</Cell>
            <Cell at=At::Line label=t.address() clip=true><span class="muted">{target.hint}</span></Cell>
            <Cell at=At::Line label=t.events() clip=true><span title=events.clone()>{events.clone()}</span></Cell>
            <Cell at=At::Badge><State tone text=word /></Cell>
        </Row>
    }
}
