use crate::component::limit_word;
use crate::i18n::{Locale, locale};
use crate::ui::{Card, State, Time, TimeShow, Tone};
use domain::quota::WarningRow;
use leptos::prelude::*;

/// When which limit came near its end.
#[component]
pub(super) fn Warnings(rows: Signal<Vec<WarningRow>>) -> impl IntoView {
    let locale = locale();
    let t = locale.limit();
    let line = move |row: WarningRow| {
        let tone = if row.percent < 100 { Tone::Warn } else { Tone::Bad };
        let text = t.warned(row.percent, limit(locale, &row));
        view! {
            <li>
                <State tone text />
                <span class="sm muted clip">{row.owner_name}</span>
                <span class="sm num"><Time at=row.at.0 show=TimeShow::Full /></span>
            </li>
        }
    };
    let lines = move || match rows.get() {
        rows if rows.is_empty() => view! { <p class="sm muted">{t.no_warnings()}</p> }.into_any(),
        rows => view! { <ul class="warnings">{rows.into_iter().map(line).collect_view()}</ul> }.into_any(),
    };
    view! { <Card title=t.warnings()>{lines}</Card> }
}

fn limit(locale: Locale, row: &WarningRow) -> String {
    let word = limit_word(locale, row.kind);
    row.models.as_ref().map_or_else(|| word.to_owned(), |models| format!("{word} · {models}"))
}
