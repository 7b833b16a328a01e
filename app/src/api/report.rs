use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::breaker::BreakerReport;
use domain::leaderboard::{Ask, Leaderboard, Place, Statistics, When};
#[cfg(feature = "ssr")]
use domain::log::LogFilter;
use domain::log::LogRow;
use domain::quota::QuotaReport;
use domain::report::{Dimension, Overview, Span};
use domain::session::ActiveSession;
use domain::wall::Wall;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Rows among the figures.
#[cfg(feature = "ssr")]
const ROWS: i64 = 10;

#[cfg(feature = "ssr")]
const SUB_BOARDS: usize = 4;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Home {
    pub overview: Overview,
    /// The newest requests.
    pub recent: Vec<LogRow>,
    pub sessions: Vec<ActiveSession>,
    /// Those that have something to say; only for admins.
    pub breakers: Vec<BreakerReport>,
    /// The caller's own limits. Empty for admins, who have a page for everybody's.
    pub quotas: Vec<QuotaReport>,
    /// An admin whose hub has no request yet has made a key.
    pub key: bool,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_overview(span: Span, dimension: Dimension) -> Result<Home, Refusal> {
    let (caller, state) = (caller().await?, state());
    let control = &state.control;
    let overview = control.overview(&caller, span, dimension, domain::Millis::now()).await?;
    let recent = control.logs().list(&caller, &LogFilter::default(), None, ROWS).await?.items;
    let key = caller.is_admin()
        && recent.is_empty()
        && control.users().list(&caller).await?.iter().any(|user| !user.keys.is_empty());
    let quotas = if caller.is_admin() { Vec::new() } else { state.own_quotas(&caller).await? };
    let breakers = if caller.is_admin() { state.breakers(&caller)? } else { Vec::new() };
    Ok(Home { overview, recent, sessions: state.sessions(&caller), breakers, quotas, key })
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_leaderboard(ask: Ask) -> Result<Leaderboard, Refusal> {
    Ok(state().control.leaderboard(&caller().await?, &ask, domain::Millis::now()).await?)
}

/// The same course, its layers being each of these.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_charts(when: When, by: Vec<Dimension>) -> Result<Vec<Statistics>, Refusal> {
    let (caller, control, now) = (caller().await?, state().control, domain::Millis::now());
    let by = &by[..by.len().min(SUB_BOARDS)];
    Ok(control.courses(&caller, &Ask { when, ..Ask::default() }, by, now).await?)
}

/// With the breakers that have something to say.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_wall() -> Result<(Wall, Vec<BreakerReport>), Refusal> {
    let (caller, state) = (caller().await?, state());
    Ok((state.control.wall(&caller, domain::Millis::now()).await?, state.breakers(&caller)?))
}

/// One line of a leaderboard, looked at more closely.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drill {
    /// None: it has nothing in the span.
    pub line: Option<Place>,
    pub course: Statistics,
    /// The line's own figures are in each one's `total`.
    pub boards: Vec<(Dimension, Leaderboard)>,
}

/// `ask` has the line as its filter and its dimension; `by` are the leaderboards below it, the first one being the layers of
/// the chart, too.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_drill(ask: Ask, by: Vec<Dimension>) -> Result<Drill, Refusal> {
    let (caller, control, now) = (caller().await?, state().control, domain::Millis::now());
    let layers = Ask { by: by.first().copied().unwrap_or_default(), ..ask.clone() };
    let line = control.leaderboard(&caller, &ask, now).await?.places.into_iter().next();
    let mut drill = Drill { line, course: control.statistics(&caller, &layers, now).await?, boards: Vec::new() };
    for by in by.into_iter().take(SUB_BOARDS) {
        let board = control.leaderboard(&caller, &Ask { by, ..ask.clone() }, now).await?;
        drill.boards.push((by, board));
    }
    Ok(drill)
}
