use crate::i18n::locale;
use crate::page::provider::draft::TypedMultiplier;
use crate::ui::icon::{PLUS, X};
use crate::ui::{Button, Entry, Group, IconButton, RowField, Rows};
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

#[component]
fn Row(rows: Rows<TypedMultiplier>, row: Entry<TypedMultiplier>) -> impl IntoView {
    let (t, p) = (locale().routing(), locale().provider());
    let Entry { id, value: TypedMultiplier { pattern, multiplier } } = row;
    view! {
        <div class="rule brief">
            <RowField rows id label=t.model_pattern() text=pattern write=|row, text| row.pattern = text inputmode="text" />
            <RowField rows id label=p.multiplier() text=multiplier write=|row, text| row.multiplier = text inputmode="decimal" />
            <IconButton label=t.model_remove() icon=X on_click=move || rows.remove(id) />
        </div>
    }
}
