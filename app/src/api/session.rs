use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::session::{ActiveSession, SessionName};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_sessions() -> Result<Vec<ActiveSession>, Refusal> {
    Ok(state().sessions(&caller().await?))
}

#[server(prefix = "/api/console", input = Json)]
pub async fn end_session(name: SessionName) -> Result<(), Refusal> {
    Ok(state().end_session(&caller().await?, &name).await?)
}
