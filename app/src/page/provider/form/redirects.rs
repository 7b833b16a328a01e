use crate::i18n::locale;
use crate::ui::icon::{CHEVRON, PLUS, UP, X};
use crate::ui::{Button, Entry, Group, IconButton, RowField, Rows, Svg};
use domain::redirect::{MatchKind, Redirect};
use leptos::prelude::*;

/// The model redirects, a row each.
#[component]
pub(super) fn RedirectRows(rows: Rows<Redirect>) -> impl IntoView {
    let t = locale().provider();
    let row = move |row: Entry<Redirect>| view! { <Row rows row /> };
    view! {
        <Group name="redirects" label=t.redirects() help=t.redirects_help()>
            <For each=move || rows.rows.get() key=|row| row.id children=row />
            <div>
                <Button label=t.redirect_add() icon=PLUS small=true on_click=move || rows.add(new()) />
            </div>
        </Group>
    }
}

#[component]
fn Row(rows: Rows<Redirect>, row: Entry<Redirect>) -> impl IntoView {
    let t = locale().provider();
    let Entry { id, value: rule } = row;
    let first = Signal::derive(move || rows.rows.with(|rows| rows.first().is_some_and(|row| row.id == id)));
    let option = |kind: MatchKind| {
        view! { <option value=kind.as_str() selected=kind == rule.kind>{match_word(kind)}</option> }
    };
    let choose = move |event| {
        let word = event_target_value(&event);
        let chosen = MatchKind::ALL.into_iter().find(|kind| kind.as_str() == word);
        rows.change(id, |rule| rule.kind = chosen.unwrap_or_default());
    };
    view! {
        <div class="rule">
            <div class="input">
                <select aria-label=t.redirect_match() on:change=choose>{MatchKind::ALL.map(option).collect_view()}</select>
                <Svg icon=CHEVRON />
            </div>
            <RowField rows id label=t.redirect_source() text=rule.source write=|rule, text| rule.source = text mono=true />
            <RowField rows id label=t.redirect_target() text=rule.target write=|rule, text| rule.target = text mono=true />
            <span class="row" style="gap:0">
                <IconButton label=t.redirect_up() icon=UP disabled=first on_click=move || rows.raise(id) />
                <IconButton label=t.redirect_remove() icon=X on_click=move || rows.remove(id) />
            </span>
        </div>
    }
}

fn new() -> Redirect {
    Redirect { kind: MatchKind::default(), source: String::new(), target: String::new() }
}

fn match_word(kind: MatchKind) -> &'static str {
    let t = locale().provider();
    match kind {
        MatchKind::Exact => t.match_exact(),
        MatchKind::Prefix => t.match_prefix(),
        MatchKind::Suffix => t.match_suffix(),
        MatchKind::Contains => t.match_contains(),
        MatchKind::Regex => t.match_regex(),
    }
}
