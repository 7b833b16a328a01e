use super::query::{LINES, Query};
use crate::component::{Avatar, Wish, amount, change, metric_meaning, metric_name};
use crate::i18n::locale;
use crate::ui::icon::BARS;
use crate::ui::{At, Card, Cell, Column, Empty, LinkButton, Meter, Row, Table, Trend, format};
use domain::leaderboard::{Leaderboard, Place};
use domain::metric::{Amount, Figures, Metric};
use domain::report::{Dimension, Totals};
use leptos::prelude::*;

/// The figures beside the name, each a column that can be sorted by.
const FIGURES: [Metric; 9] = [
    Metric::Cost,
    Metric::Requests,
    Metric::Tokens,
    Metric::CacheHitRate,
    Metric::SuccessRate,
    Metric::Retries,
    Metric::FirstContentP50,
    Metric::DurationP50,
    Metric::RateP50,
];

#[component]
pub(super) fn Ranking(board: Leaderboard, query: Memo<Query>) -> impl IntoView {
    let t = locale().leaderboard();
    if board.places.is_empty() {
        return view! { <Card flush=true><Empty icon=BARS title=t.none() hint=t.none_hint() /></Card> }.into_any();
    }
    let columns = Signal::derive(move || query.with(columns));
    let here = query.get_untracked();
    let measure = measure(here.sort);
    let all = whole(measure, &board.total.totals).max(1);
    let lines = board.places.iter().map(|place| line(place, &here, query, measure, all)).collect_view();
    let shown = board.places.len();
    let others = (board.count > shown).then(|| sums(t.others(board.count - shown), bare(board.others), None));
    let compared = board.compared.filter(|compared| *compared < board.count).map(|compared| t.compared(compared));
    let total = sums(t.total().to_owned(), board.total, moved(measure, &board.total.totals, &board.before));
    view! {
        <Card flush=true>
            <Table label=t.title() columns>{lines}{others}{total}</Table>
        </Card>
        <div class="row wrap">
            <span class="xs muted grow">{t.days_of(&board.zone)} " " {compared}</span>
            <Pages board=board query />
        </div>
    }
    .into_any()
}

fn columns(query: &Query) -> Vec<Column> {
    let t = locale().leaderboard();
    let figure = |metric: &Metric| {
        let (href, order) = query.sorted(*metric);
        Column::new(metric_name(*metric)).right().sort(href, order).about(metric_meaning(*metric))
    };
    let names = [Column::new(t.rank()).right(), Column::new(t.name())];
    let change = Column::new(t.change()).right().about(t.change_is().to_owned());
    let mut columns: Vec<Column> = names.into_iter().chain(FIGURES.iter().map(figure)).collect();
    columns.insert(3, change);
    columns
}

/// What shares and changes are of: the figure that is sorted by, where parts of it add up.
fn measure(sort: Metric) -> Metric {
    match sort.of(&Figures::default()) {
        Some(Amount::Count(_) | Amount::Tokens(_) | Amount::Money(_)) => sort,
        _ => Metric::Cost,
    }
}

fn bare(totals: Totals) -> Figures {
    Figures { totals, ..Figures::default() }
}

fn whole(measure: Metric, totals: &Totals) -> i64 {
    measure.of(&bare(*totals)).map_or(0, |amount| amount.number() as i64)
}

fn moved(measure: Metric, now: &Totals, before: &Totals) -> Option<(Trend, String)> {
    change(whole(measure, now), whole(measure, before), Wish::Either)
}

/// What a line is called; a deleted one by its number.
pub(super) fn title(by: Dimension, place: &Place) -> String {
    let t = locale().leaderboard();
    match (place.name.is_empty(), by) {
        (false, _) => place.name.clone(),
        (true, Dimension::Model | Dimension::Group) => t.no_name().to_owned(),
        (true, _) => t.gone(place.id),
    }
}

fn line(place: &Place, here: &Query, query: Memo<Query>, measure: Metric, all: i64) -> impl IntoView + use<> {
    let t = locale().leaderboard();
    let (name, own) = (title(here.by, place), here.name_of(place));
    let selected = Signal::derive(move || query.with(|query| query.open.as_ref() == Some(&own)));
    let part = whole(measure, &place.figures.totals);
    let share = t.share(format::percent(part.max(0) as u64, all as u64));
    let owner = (!place.owner.is_empty()).then(|| view! { <span class="faint clip">{place.owner.clone()}</span> });
    let (rank, href) = (place.rank, here.open_href(place));
    let moved = moved(measure, &place.figures.totals, &place.before);
    let of = place.figures;
    let mark = (here.by == Dimension::User).then(|| view! { <Avatar name=name.clone() /> });
    view! {
        <Row selected>
            <Cell at=At::Wide right=true><span class="muted">{rank}</span></Cell>
            <Cell at=At::Lead clip=true>
                <a class="cover row" href=href data-noscroll="">
                    {mark}
                    <span class="stack grow" style="gap:2px;min-width:0">
                        <Meter used=Signal::stored(part as f64 / all as f64) label=name figures=share plain=true />
                        {owner}
                    </span>
                </a>
            </Cell>
            {figures(of, moved)}
        </Row>
    }
}

fn sums(name: String, of: Figures, moved: Option<(Trend, String)>) -> impl IntoView + use<> {
    view! {
        <Row whole=true>
            <Cell at=At::Wide>""</Cell>
            <Cell at=At::Lead><b class="muted">{name}</b></Cell>
            {figures(of, moved)}
        </Row>
    }
}

fn figures(of: Figures, moved: Option<(Trend, String)>) -> impl IntoView + use<> {
    let cell = |metric: Metric| {
        let at = if metric == Metric::Cost { At::Value } else { At::Line };
        view! { <Cell at label=metric_name(metric) right=true>{amount(metric.of(&of))}</Cell> }
    };
    let change = moved.map(|(_, text)| view! { <span class="muted">{text}</span> });
    let first = cell(FIGURES[0]);
    let rest = FIGURES[1..].iter().map(|metric| cell(*metric)).collect_view();
    view! {
        {first}
        <Cell at=At::Badge right=true>{change}</Cell>
        {rest}
    }
}

#[component]
fn Pages(board: Leaderboard, query: Memo<Query>) -> impl IntoView {
    let t = locale().leaderboard();
    let here = query.get_untracked();
    let to = |page: usize| Query { page, ..here.clone() }.href();
    let (from, until) = (here.page * LINES, here.page * LINES + board.places.len());
    let previous =
        (here.page > 0).then(|| view! { <LinkButton label=t.previous() href=to(here.page - 1) small=true /> });
    let next = (until < board.count).then(|| view! { <LinkButton label=t.next() href=to(here.page + 1) small=true /> });
    view! {
        <span class="sm muted num">{t.page(from + 1, until, board.count)}</span>
        {previous}
        {next}
    }
}
