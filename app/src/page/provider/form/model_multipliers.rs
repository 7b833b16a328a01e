use crate::i18n::locale;
use crate::page::provider::draft::TypedMultiplier;
use crate::ui::icon::{PLUS, X};
use crate::ui::{Button, Entry, Group, IconButton, Rows};
use leptos::prelude::*;

/// The cost multipliers of models, a row each.
#[component]
pub(super) fn ModelMultipliers(rows: Rows<TypedMultiplier>) -> impl IntoView {
    let t = locale().routing();
    let row = move |row: Entry<TypedMultiplier>| view! { <Row rows row /> };
    view! {
        <Group name="model_multipliers" label=t.model_multipliers() help=t.model_multipliers_help()>
            <For each=move || rows.rows.get() key=|row| row.id children=row />
            <div>
                <Button label=t.model_add() icon=PLUS small=true on_click=move || rows.add(TypedMultiplier::default()) />
            </div>
        </Group>
    }
}

/// As with redirects: it writes what is typed into the draft and never reads it back.
#[component]
fn Row(rows: Rows<TypedMultiplier>, row: Entry<TypedMultiplier>) -> impl IntoView {
    let (t, p) = (locale().routing(), locale().provider());
    let Entry { id, value: TypedMultiplier { pattern, multiplier } } = row;
    let field =
        move |label: &'static str, text: String, mode: &'static str, write: fn(&mut TypedMultiplier, String)| {
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
            {field(t.model_pattern(), pattern, "text", |row, text| row.pattern = text)}
            {field(p.multiplier(), multiplier, "decimal", |row, text| row.multiplier = text)}
            <IconButton label=t.model_remove() icon=X on_click=move || rows.remove(id) />
        </div>
    }
}
