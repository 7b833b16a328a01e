use crate::i18n::locale;
use crate::page::provider::draft::GroupPriority;
use crate::ui::icon::{PLUS, X};
use crate::ui::{Button, Entry, Group, IconButton, RowField, Rows};
use leptos::prelude::*;

/// The priorities that groups have of their own, a row each.
#[component]
pub(super) fn GroupPriorities(rows: Rows<GroupPriority>) -> impl IntoView {
    let t = locale().routing();
    let row = move |row: Entry<GroupPriority>| view! { <Row rows row /> };
    view! {
        <Group name="group_priorities" label=t.group_priorities() help=t.group_priorities_help()>
            <For each=move || rows.rows.get() key=|row| row.id children=row />
            <div>
                <Button label=t.group_add() icon=PLUS small=true on_click=move || rows.add(GroupPriority::default()) />
            </div>
        </Group>
    }
}

#[component]
fn Row(rows: Rows<GroupPriority>, row: Entry<GroupPriority>) -> impl IntoView {
    let (t, p) = (locale().routing(), locale().provider());
    let Entry { id, value: GroupPriority { group, priority } } = row;
    view! {
        <div class="rule brief">
            <RowField rows id label=t.group() text=group write=|row, text| row.group = text inputmode="text" />
            <RowField rows id label=p.priority() text=priority write=|row, text| row.priority = text inputmode="numeric" />
            <IconButton label=t.group_remove() icon=X on_click=move || rows.remove(id) />
        </div>
    }
}
