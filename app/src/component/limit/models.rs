use super::limit_word;
use crate::i18n::locale;
use crate::ui::icon::{CHEVRON, PLUS, X};
use crate::ui::{Button, Entry, Group, IconButton, Rows, Svg};
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

/// It writes what is typed into the draft and never reads it back: it is made once.
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
    let field = move |label: &'static str, text: String, mode: &'static str, write: fn(&mut ModelLimit, String)| {
        let typed = move |event| rows.change(id, |own| write(own, event_target_value(&event)));
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
        <div class="rule">
            <div class="input">
                <select aria-label=t.model_kind() on:change=choose>{LimitKind::ALL.map(option).collect_view()}</select>
                <Svg icon=CHEVRON />
            </div>
            {field(t.model(), own.models, "text", |own, text| own.models = text)}
            {field(t.model_figure(), own.figure, "decimal", |own, text| own.figure = text)}
            <IconButton label=t.model_remove() icon=X on_click=move || rows.remove(id) />
        </div>
    }
}
