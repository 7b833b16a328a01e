use super::row::rate;
use super::word;
use crate::component::tries_tone;
use crate::i18n::locale;
use crate::ui::{At, Cell, Column, LinkButton, Row, State, Table, format};
use domain::availability::{Track, Tries};
use leptos::prelude::*;

/// Every cell of a provider's lane in figures, the newest first.
#[component]
pub(super) fn Detail(track: Track, times: Vec<String>) -> impl IntoView {
    let t = locale().availability();
    let id = track.provider.id;
    let columns = vec![
        Column::new(t.time()),
        Column::new(t.rate()),
        Column::new(t.attempts()).right(),
        Column::new(t.failed()).right(),
    ];
    let count = |number: i64| format::count(number.max(0) as u64);
    let row = move |(time, cell): (String, Tries)| {
        let tone = tries_tone(cell);
        let text = if cell.attempts == 0 { rate(cell) } else { format!("{} · {}", rate(cell), word(tone)) };
        view! {
            <Row>
                <Cell at=At::Lead><span class="num">{time}</span></Cell>
                <Cell at=At::Value><State tone text /></Cell>
                <Cell at=At::Line label=t.attempts() right=true><span class="num">{count(cell.attempts)}</span></Cell>
                <Cell at=At::Line label=t.failed() right=true><span class="num">{count(cell.failures)}</span></Cell>
            </Row>
        }
    };
    let name = track.provider.name.clone();
    view! {
        <div class="row wrap apart">
            <State tone=tries_tone(track.total) text=rate(track.total) />
            <span class="sm muted grow">{t.lane(&name, track.total.attempts, track.total.failures)}</span>
            <LinkButton label=t.logs() href=format!("/logs?provider={id}") small=true />
        </div>
        <Table label=name columns>
            {times.into_iter().zip(track.cells).rev().map(row).collect_view()}
        </Table>
    }
}
