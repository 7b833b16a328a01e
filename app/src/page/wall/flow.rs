use crate::component::{ProviderMark, RowState, Tries, latest};
use crate::i18n::locale;
use crate::ui::{Card, Time, TimeShow, format};
use domain::log::{LogRow, Outcome};
use leptos::prelude::*;

/// More than stand in it on the largest screen.
const SHOWN: usize = 20;

/// The latest requests: who, which model, by whom, and how it went. Nothing of what was said.
#[component]
pub(super) fn Flow(rows: RwSignal<Vec<LogRow>>) -> impl IntoView {
    let t = locale().wall();
    let rows = latest(rows, SHOWN);
    let none =
        move || rows.with(Vec::is_empty).then(|| view! { <p class="muted">{locale().overview().nothing_yet()}</p> });
    // A row is drawn anew only when it ends.
    let key = |row: &LogRow| (row.id.clone(), row.outcome == Outcome::Running);
    view! {
        <Card title=t.latest()>
            {none}
            <ol class="flow">
                <For each=move || rows.get() key let:row>{line(row)}</For>
            </ol>
        </Card>
    }
}

fn line(row: LogRow) -> impl IntoView {
    let model = row.model.clone().unwrap_or_else(|| locale().log().no_model().to_owned());
    let mark = row.provider.clone().map(|tag| {
        view! {
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <span class="clip">{tag.name}</span>
        }
    });
    let took = (row.outcome != Outcome::Running).then(|| format::duration(row.duration_ms.max(0) as u64));
    let (at, attempts) = (row.at.0, row.attempts);
    view! {
        <li>
            <span class="faint num"><Time at show=TimeShow::Clock /></span>
            <b class="clip">{row.caller.user_name.clone()}</b>
            <span class="mono clip">{model}</span>
            <span class="who">{mark}</span>
            <span class="who"><RowState row /><Tries of=attempts /></span>
            <span class="muted num">{took}</span>
        </li>
    }
}
