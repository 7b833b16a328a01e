use super::query::Query;
use crate::component::{ProviderMark, tries_tone};
use crate::i18n::locale;
use crate::page::provider::circuit::Standing;
use crate::ui::{At, Cell, Column, Lane, Row, State, Tone, format};
use domain::availability::{Track, Tries};
use domain::breaker::BreakerReport;
use leptos::prelude::*;

pub(super) fn columns() -> Vec<Column> {
    let t = locale().availability();
    vec![
        Column::new(t.provider()),
        Column::new(t.rate()),
        Column::new(t.attempts()).right(),
        Column::new(t.failed()).right(),
        Column::new(t.course()),
        Column::new(locale().circuit().title()),
    ]
}

/// A provider: its figures of the whole span, and its course.
#[component]
pub(super) fn TrackRow(
    track: Track,
    times: StoredValue<Vec<String>>,
    query: Memo<Query>,
    breakers: RwSignal<Vec<BreakerReport>>,
) -> impl IntoView {
    let t = locale().availability();
    let Track { provider, enabled, total, cells } = track;
    let (id, name) = (provider.id, provider.name.clone());
    let count = |number: i64| format::count(number.max(0) as u64);
    let titles = times.with_value(|times| {
        let title = |(time, cell): (&String, &Tries)| match cell.attempts {
            0 => format!("{time} · {}", t.no_data()),
            attempts => t.cell(time, count(cell.failures), count(attempts)),
        };
        times.iter().zip(&cells).map(title).collect::<Vec<_>>()
    });
    let tones: Vec<Tone> = cells.iter().map(|cell| tries_tone(*cell)).collect();
    let lane = t.lane(&name, total.attempts, total.failures);
    let open = move || query.with(|query| Query { open: Some(id), ..*query }.href());
    let selected = Signal::derive(move || query.with(|query| query.open == Some(id)));
    view! {
        <Row selected>
            <Cell at=At::Lead clip=true>
                <span class="who">
                    <ProviderMark kind=provider.kind id=id.0 />
                    <a class="cover clip" href=open data-noscroll=""><b>{provider.name}</b></a>
                </span>
            </Cell>
            <Cell at=At::Value><State tone=tries_tone(total) text=rate(total) /></Cell>
            <Cell at=At::Line label=t.attempts() right=true><span class="num">{count(total.attempts)}</span></Cell>
            <Cell at=At::Line label=t.failed() right=true><span class="num">{count(total.failures)}</span></Cell>
            <Cell at=At::Line><Lane tones label=lane titles wide=true /></Cell>
            <Cell at=At::Badge><Standing id name enabled breakers href=format!("/providers?breaker={id}") /></Cell>
        </Row>
    }
}

pub(super) fn rate(tries: Tries) -> String {
    match tries.attempts {
        0 => locale().availability().no_data().to_owned(),
        attempts => format::percent(tries.successes().max(0) as u64, attempts.max(0) as u64),
    }
}
