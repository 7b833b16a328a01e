use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::session::{ActiveSession, SessionName, SessionStory};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_sessions() -> Result<Vec<ActiveSession>, Refusal> {
    Ok(state().sessions(&caller().await?))
}

/// The turns after `after`, the `after` of the answer before; with none the first ones.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_story(name: SessionName, after: Option<String>) -> Result<SessionStory, Refusal> {
    Ok(state().control.logs().session(&caller().await?, &name, after.as_deref()).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn end_session(name: SessionName) -> Result<(), Refusal> {
    Ok(state().end_session(&caller().await?, &name).await?)
}
