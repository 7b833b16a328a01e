use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::ProviderId;
use domain::breaker::BreakerReport;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Of all providers, those that have something to say.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_breakers() -> Result<Vec<BreakerReport>, Refusal> {
    Ok(state().breakers(&caller().await?)?)
}

/// All of a provider's, or one model family's.
#[server(prefix = "/api/console", input = Json)]
pub async fn reset_breakers(id: ProviderId, model: Option<String>) -> Result<(), Refusal> {
    Ok(state().reset_breakers(&caller().await?, id, model.as_deref()).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn open_breaker(id: ProviderId) -> Result<(), Refusal> {
    Ok(state().open_breaker(&caller().await?, id).await?)
}

/// All breakers of several providers.
#[server(prefix = "/api/console", input = Json)]
pub async fn reset_breakers_of(ids: Vec<ProviderId>) -> Result<(), Refusal> {
    Ok(state().reset_breakers_of(&caller().await?, &ids).await?)
}
