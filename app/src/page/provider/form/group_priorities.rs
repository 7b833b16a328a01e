use crate::i18n::locale;
use crate::page::provider::draft::GroupPriority;
use crate::ui::icon::{PLUS, X};
use crate::ui::{Button, Entry, Group, IconButton, Rows};
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

/// As with redirects: it writes what is typed into the draft and never reads it back.
#[component]
fn Row(rows: Rows<GroupPriority>, row: Entry<GroupPriority>) -> impl IntoView {
    let (t, p) = (locale().routing(), locale().provider());
    let Entry { id, value: GroupPriority { group, priority } } = row;
    let field = move |label: &'static str, text: String, mode: &'static str, write: fn(&mut GroupPriority, String)| {
        let typed = move |event| rows.change(id, |row| write(row, event_target_value(&event)));
        view! {
            <div class="input">
                <input
                    value=text
                    aria-label=label
                    placeholder=label
                    inputmode=mode
                    autocomplete="off"
                    spellcheck="false"
                    on:input=typed
                />
            </div>
        }
    };
    view! {
        <div class="rule brief">
            {field(t.group(), group, "text", |row, text| row.group = text)}
            {field(p.priority(), priority, "numeric", |row, text| row.priority = text)}
            <IconButton label=t.group_remove() icon=X on_click=move || rows.remove(id) />
        </div>
    }
}
