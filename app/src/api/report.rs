use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::log::LiveMessage;
use domain::report::{Dimension, Overview, Span};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_overview(span: Span, dimension: Dimension) -> Result<Overview, Refusal> {
    Ok(state().control.overview(&caller().await?, span, dimension, domain::Millis::now()).await?)
}

/// What is under way: what the first HTML shows before the event stream is open.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_live() -> Result<LiveMessage, Refusal> {
    let owner = caller().await?.owner();
    let state = state();
    let live = state.gateway.live();
    Ok(LiveMessage {
        running: live.running(owner, domain::Millis::now()),
        ended: Vec::new(),
        active_sessions: live.active_sessions(owner) as i64,
    })
}
