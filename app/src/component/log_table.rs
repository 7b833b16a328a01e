use super::context::live;
use super::{ProviderMark, RowState, Tries};
use crate::i18n::locale;
use crate::ui::{At, Cell, Column, Row, Table, Time, TimeShow, VirtualRows, format};
use domain::RequestId;
use domain::log::{LogRow, Outcome, ProviderTag};
use leptos::prelude::*;

/// A request that is younger than this slides in.
const FRESH_MS: i64 = 2_000;

/// Requests, one a line, each a link to its story. Those under way count on by themselves.
#[component]
pub fn LogTable(
    #[prop(into)] rows: Signal<Vec<LogRow>>,
    /// Leaves out tokens and the time to the first one.
    #[prop(optional)]
    brief: bool,
    /// Writes the day too, for lists of more than one.
    #[prop(optional)]
    dated: bool,
    /// Where the row of this id leads; the log page with its drawer open if not given.
    #[prop(default = Callback::new(|id: RequestId| format!("/logs?id={id}")))]
    href: Callback<RequestId, String>,
    #[prop(optional, into)] selected: Signal<Option<RequestId>>,
    #[prop(optional, into)] on_end: Option<Callback<()>>,
) -> impl IntoView {
    let t = locale().log();
    let mut columns = vec![
        Column::new(t.time()),
        Column::new(t.who()),
        Column::new(t.model()),
        Column::new(t.provider()),
        Column::new(t.state()),
    ];
    if !brief {
        columns.extend([t.input(), t.cached(), t.output()].map(|name| Column::new(name).right()));
    }
    columns.push(Column::new(t.cost()).right());
    if !brief {
        columns.push(Column::new(t.first_token()).right());
    }
    columns.push(Column::new(t.duration()).right());
    let line = move |row: LogRow| {
        let link = href.run(row.id.clone());
        let id = row.id.clone();
        let selected = Signal::derive(move || selected.with(|open| open.as_ref() == Some(&id)));
        view! { <Line row brief dated link selected /> }
    };
    // A row is drawn anew only when it ends.
    let key = |row: &LogRow| (row.id.clone(), row.outcome == Outcome::Running);
    view! {
        <Table label=t.title() columns=Signal::stored(columns) dense=true>
            {match on_end {
                Some(on_end) => view! { <VirtualRows rows key row=line on_end /> }.into_any(),
                None => view! { <For each=move || rows.get() key=key children=line /> }.into_any(),
            }}
        </Table>
    }
}

#[component]
fn Line(row: LogRow, brief: bool, dated: bool, link: String, selected: Signal<bool>) -> impl IntoView {
    let t = locale().log();
    let fresh = row.outcome == Outcome::Running && row.duration_ms < FRESH_MS;
    let (at, show) = (row.at.0, if dated { TimeShow::Full } else { TimeShow::Clock });
    let caller = row.caller.clone();
    let model = row.model.clone().unwrap_or_else(|| t.no_model().to_owned());
    let row = current(row);
    let figures = move || {
        let usage = row.with(|row| row.usage);
        let figure = move |tokens: i64| {
            let text = if usage.is_empty() { "–".to_owned() } else { format::short(tokens.max(0) as u64) };
            view! { <span title=format::count(tokens.max(0) as u64)>{text}</span> }
        };
        let cached = format::percent(usage.cache_read.max(0) as u64, usage.context().max(0) as u64);
        view! {
            <Cell at=At::Wide right=true>{figure(usage.context())}</Cell>
            <Cell at=At::Wide right=true><span class="muted">{cached}</span></Cell>
            <Cell at=At::Wide right=true>{figure(usage.output + usage.output_image)}</Cell>
        }
    };
    let cost = move || row.with(cost);
    let first = move || row.with(|row| row.first_content_ms.map_or_else(|| "–".to_owned(), duration));
    let total = move || row.with(|row| duration(row.duration_ms));
    view! {
        <Row selected fresh>
            <Cell at=At::Wide><span class="faint"><Time at show /></span></Cell>
            <Cell at=At::Lead clip=true>
                <a class="cover" href=link data-noscroll=""><b>{caller.user_name}</b>" "<span class="faint">{caller.key_name}</span></a>
            </Cell>
            <Cell at=At::Sub clip=true>
                <span class="mono">{model}</span>
                <span class="phone faint">" · "<Time at show /></span>
            </Cell>
            <Cell at=At::Aside clip=true>{move || row.with(|row| row.provider.clone()).map(provider)}</Cell>
            <Cell at=At::Badge>{move || view! { <span class="who"><RowState row=row.get() /><Tries of=row.with(|row| row.attempts) /></span> }}</Cell>
            {(!brief).then_some(figures)}
            <Cell at=At::Value right=true>{cost}</Cell>
            {(!brief).then(|| view! { <Cell at=At::Wide right=true><span class="muted">{first}</span></Cell> })}
            <Cell at=At::Aside right=true>{total}</Cell>
        </Row>
    }
}

/// The row as it stands now: while it runs, as the event stream says.
fn current(row: LogRow) -> Signal<LogRow> {
    if row.outcome != Outcome::Running {
        return Signal::stored(row);
    }
    let live = live();
    Memo::new(move |before: Option<&LogRow>| {
        let newest = live.message.with(|news| news.running.iter().find(|other| other.id == row.id).cloned());
        newest.or_else(|| before.cloned()).unwrap_or_else(|| row.clone())
    })
    .into()
}

fn provider(tag: ProviderTag) -> impl IntoView {
    view! {
        <span class="who">
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <span class="clip">{tag.name}</span>
        </span>
    }
}

fn cost(row: &LogRow) -> AnyView {
    let t = locale().log();
    match row.cost {
        Some(cost) => format::money(cost.0).into_any(),
        None if row.unpriced => view! { <span class="muted" title=t.unpriced_hint()>{t.unpriced()}</span> }.into_any(),
        None => view! { <span class="faint">"–"</span> }.into_any(),
    }
}

fn duration(ms: i64) -> String {
    format::duration(ms.max(0) as u64)
}
