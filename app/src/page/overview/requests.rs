use crate::component::context::live;
use crate::component::{ProviderMark, RowState};
use crate::i18n::locale;
use crate::ui::icon::{ARROW, PULSE};
use crate::ui::{At, Card, Cell, Column, Empty, LinkButton, Look, Row, Table, Time, TimeShow, format};
use domain::RequestId;
use domain::log::{LogRow, Outcome};
use leptos::prelude::*;

const SHOWN: usize = 10;

/// What is under way and what ended last.
#[component]
pub(super) fn RequestsCard(recent: RwSignal<Vec<LogRow>>) -> impl IntoView {
    let t = locale().overview();
    let live = live();
    let rows = Memo::new(move |_| {
        let running = live.message.with(|message| message.running.clone());
        let ended = recent.with(|recent| {
            recent.iter().filter(|row| running.iter().all(|run| run.id != row.id)).cloned().collect::<Vec<_>>()
        });
        let mut rows = running;
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        rows.extend(ended);
        rows.truncate(SHOWN);
        rows
    });
    let columns = [t.time(), t.who(), t.model(), t.provider(), t.status()].map(Column::new).to_vec();
    let columns = [columns, [t.cost(), t.total()].map(|name| Column::new(name).right()).to_vec()].concat();
    let empty = move || rows.with(Vec::is_empty);
    view! {
        <Card
            title=t.live_requests()
            flush=true
            actions=move || view! { <LinkButton label=t.all_logs() href="/logs" look=Look::Quiet small=true icon=ARROW /> }
        >
            <Show
                when=move || !empty()
                fallback=move || view! { <Empty icon=PULSE title=t.nothing_yet() hint=t.nothing_hint() /> }
            >
                <Table label=t.live_requests() columns=columns.clone()>
                    <For each=move || rows.get() key=look children=line />
                </Table>
            </Show>
        </Card>
    }
}

/// What a line shows of its row: another look is another line.
fn look(row: &LogRow) -> (RequestId, &'static str, i64) {
    (row.id.clone(), row.outcome.as_str(), row.attempts)
}

fn line(row: LogRow) -> impl IntoView {
    let provider = row.provider.clone().map(|tag| {
        view! {
            <span class="who"><ProviderMark kind=tag.kind id=tag.id.0 /><span class="clip">{tag.name}</span></span>
        }
    });
    let running = row.outcome == Outcome::Running;
    let total = if running { "…".to_owned() } else { format::duration(row.duration_ms as u64) };
    let cost = row.cost.map(|cost| format::money(cost.0));
    let model = row.model.clone().unwrap_or_else(|| "–".into());
    let (at, id) = (row.at.0, row.id.clone());
    let (user, key) = (row.caller.user_name.clone(), row.caller.key_name.clone());
    view! {
        <Row fresh=running>
            <Cell at=At::Sub>
                <span class="muted num"><Time at=at show=TimeShow::Clock /></span>
            </Cell>
            <Cell at=At::Lead clip=true>
                <a class="cover" href=format!("/logs?id={id}")><b>{user}</b></a>
                " "
                <span class="muted">{key}</span>
            </Cell>
            <Cell at=At::Wide clip=true>
                <span class="mono xs">{model}</span>
            </Cell>
            <Cell at=At::Wide clip=true>{provider}</Cell>
            <Cell at=At::Badge><RowState row=row /></Cell>
            <Cell at=At::Value right=true>
                <span class="num">{cost.unwrap_or_else(|| if running { String::new() } else { "–".into() })}</span>
            </Cell>
            <Cell at=At::Wide right=true><span class="num">{total}</span></Cell>
        </Row>
    }
}
