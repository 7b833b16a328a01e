use super::ranking;
use crate::api::report::Drill;
use crate::component::{Chart, Lost, Measure, amount, course_bars, metric_meaning, metric_name};
use crate::i18n::locale;
use crate::ui::format;
use crate::ui::icon::ARROW;
use crate::ui::{LinkButton, Meter};
use domain::leaderboard::Leaderboard;
use domain::metric::Metric;
use domain::report::Dimension;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

/// Fetched when a line is first opened.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn whole(drill: Drill, logs: Option<String>) -> Result<AnyView, Lost> {
    let t = locale().leaderboard();
    let figures = drill.boards.first().map(|(_, board)| board.total).unwrap_or_default();
    // By what the first leaderboard tells apart.
    let course = Signal::stored(course_bars(&drill.course, Measure::Cost));
    let lines = Metric::ALL.iter().map(|metric| {
        view! {
            <dt title=metric_meaning(*metric)>{metric_name(*metric)}</dt>
            <dd class="num">{amount(metric.of(&figures))}</dd>
        }
    });
    let lines = lines.collect_view();
    let boards = drill.boards.into_iter().map(|(below, board)| {
        view! {
            <h3>{heading(below)}</h3>
            {parts(below, &board)}
        }
    });
    let boards = boards.collect_view();
    let logs = logs.map(|href| view! { <LinkButton label=t.logs() href small=true icon=ARROW /> });
    let view = view! {
        <div class="row wrap"><h3 class="grow">{t.cost_over_time()}</h3>{logs}</div>
        <Chart id="drill" title=Signal::stored(t.cost_over_time().to_owned()) data=course />
        {boards}
        <h3>{t.figures()}</h3>
        <dl class="kv">{lines}</dl>
    };
    Ok(view.into_any())
}

fn heading(by: Dimension) -> &'static str {
    let t = locale().leaderboard();
    match by {
        Dimension::Model => t.by_model(),
        Dimension::Key => t.by_key(),
        Dimension::Provider => t.by_provider(),
        Dimension::User => t.by_user(),
        Dimension::Group => t.groups(),
    }
}

fn parts(by: Dimension, board: &Leaderboard) -> impl IntoView + use<> {
    let t = locale().leaderboard();
    let all = board.total.totals.cost.0.max(1);
    let part = |name: String, cost: i64| {
        let figures = format!("{} · {}", format::money(cost), format::percent(cost.max(0) as u64, all as u64));
        let share = Signal::stored(cost as f64 / all as f64);
        view! { <li><Meter used=share label=name figures plain=true /></li> }
    };
    let mut lines: Vec<_> =
        (board.places.iter()).map(|place| part(ranking::title(by, place), place.figures.totals.cost.0)).collect();
    if board.count > board.places.len() {
        lines.push(part(t.others(board.count - board.places.len()), board.others.cost.0));
    }
    view! { <ol class="rank">{lines}</ol> }
}
