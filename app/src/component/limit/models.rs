use super::limit_word;
use crate::i18n::locale;
use crate::ui::icon::{CHEVRON, PLUS, X};
use crate::ui::{Button, Entry, Group, IconButton, RowField, Rows, Svg};
use domain::limit::LimitKind;
use leptos::prelude::*;

/// A limit by model, as a form has it.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelLimit {
    pub(super) models: String,
    pub(super) kind: LimitKind,
    pub(super) figure: String,
}

/// The limits by model, a row each.
#[component]
pub(super) fn ModelRows(rows: Rows<ModelLimit>) -> impl IntoView {
    let t = locale().limit();
    let row = move |row: Entry<ModelLimit>| view! { <ModelRow rows row /> };
    let new = move || rows.add(ModelLimit { models: String::new(), kind: LimitKind::UsdDay, figure: String::new() });
    view! {
        <Group name="models" label=t.models() help=t.models_help()>
            <For each=move || rows.rows.get() key=|row| row.id children=row />
            <div>
                <Button label=t.model_add() icon=PLUS small=true on_click=new />
            </div>
        </Group>
    }
}

#[component]
fn ModelRow(rows: Rows<ModelLimit>, row: Entry<ModelLimit>) -> impl IntoView {
    let locale = locale();
    let t = locale.limit();
    let Entry { id, value: own } = row;
    let option = |kind: LimitKind| {
        view! { <option value=kind.as_str() selected=kind == own.kind>{limit_word(locale, kind)}</option> }
    };
    let choose = move |event| {
        if let Ok(kind) = LimitKind::try_from(event_target_value(&event)) {
            rows.change(id, |own| own.kind = kind);
        }
    };
    view! {
        <div class="rule">
            <div class="input">
                <select aria-label=t.model_kind() on:change=choose>{LimitKind::ALL.map(option).collect_view()}</select>
                <Svg icon=CHEVRON />
            </div>
            <RowField rows id label=t.model() text=own.models write=|own, text| own.models = text inputmode="text" />
            <RowField rows id label=t.model_figure() text=own.figure write=|own, text| own.figure = text inputmode="decimal" />
            <IconButton label=t.model_remove() icon=X on_click=move || rows.remove(id) />
        </div>
    }
}
