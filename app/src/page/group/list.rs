use super::HOME;
use super::form::GroupForm;
use crate::component::guard;
use crate::i18n::locale;
use crate::ui::{At, Card, Cell, Column, Drawer, Note, Row, State, Table, Tone, address, format};
use domain::group::{ALL, GroupUse};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The groups on the page; what the hub answered to a change is put back here.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    list: RwSignal<Vec<GroupUse>>,
    pub(super) dirty: RwSignal<bool>,
    go: Callback<String>,
}

impl Shelf {
    pub(super) fn put(self, group: GroupUse) {
        self.list.update(|list| {
            match list.iter_mut().find(|known| known.name == group.name) {
                Some(known) => *known = group,
                None => list.push(group),
            }
            list.sort_by(|one, other| one.name.cmp(&other.name));
        });
    }

    pub(super) fn take(self, name: &str) {
        self.list.update(|list| list.retain(|group| group.name != name));
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
pub(super) fn List(list: Vec<GroupUse>) -> impl IntoView {
    let t = locale().group();
    let dirty = RwSignal::new(false);
    let shelf = Shelf { list: RwSignal::new(list), dirty, go: guard(dirty.into()) };
    provide_context(shelf);
    let query = use_query_map();
    // None: closed. An empty name: a new group.
    let open = Memo::new(move |_| {
        query.with(|query| query.get("edit").or_else(|| query.get_str("new").map(|_| String::new())))
    });
    let label = Signal::derive(move || match open.get() {
        Some(name) if !name.is_empty() => t.edit(name),
        _ => t.add().to_owned(),
    });
    let body = move || {
        let name = open.get()?;
        let known = untrack(|| shelf.list.with(|list| list.iter().find(|group| group.name == name).cloned()));
        Some(match (name.is_empty(), known) {
            (false, None) => view! { <Note tone=Tone::Warn>{t.gone()}</Note> }.into_any(),
            (_, known) => view! { <GroupForm known /> }.into_any(),
        })
    };
    let columns = vec![
        Column::new(t.name()),
        Column::new(t.multiplier()).right(),
        Column::new(t.providers()).right(),
        Column::new(t.users()).right(),
        Column::new(t.keys()).right(),
        Column::new(t.note()),
    ];
    // Made anew when something was saved.
    let version = |group: &GroupUse| (group.name.clone(), group.id, group.multiplier.0, group.note.clone());
    view! {
        <Card flush=true>
            <Table label=t.title() columns=columns>
                <For each=move || shelf.list.get() key=version let:group>
                    <Line group open />
                </For>
            </Table>
        </Card>
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
fn Line(group: GroupUse, open: Memo<Option<String>>) -> impl IntoView {
    let t = locale().group();
    let name = group.name.clone();
    let href = address(HOME, &[("edit", Some(name.clone()))]);
    let unserved = group
        .is_unserved()
        .then(|| view! { <span title=t.unserved_hint()><State tone=Tone::Warn text=t.unserved() /></span> });
    let providers = match group.name.as_str() {
        ALL => t.every_provider().to_owned(),
        _ => format::count(group.providers as u64),
    };
    let note = if group.note.is_empty() { At::Wide } else { At::Line };
    view! {
        <Row selected=Signal::derive(move || open.with(|open| open.as_ref() == Some(&name)))>
            <Cell at=At::Lead clip=true>
                <span class="who"><a class="cover clip" href=href data-noscroll=""><b>{group.name}</b></a>{unserved}</span>
            </Cell>
            <Cell at=At::Value right=true><span class="num">{format::times(group.multiplier)}</span></Cell>
            <Cell at=At::Line label=t.providers() right=true><span class="num">{providers}</span></Cell>
            <Cell at=At::Line label=t.users() right=true><span class="num">{format::count(group.users as u64)}</span></Cell>
            <Cell at=At::Line label=t.keys() right=true><span class="num">{format::count(group.keys as u64)}</span></Cell>
            <Cell at=note label=t.note() clip=true><span class="muted">{group.note}</span></Cell>
        </Row>
    }
}
