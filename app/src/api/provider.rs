use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::availability::ProviderDay;
use domain::batch::{Batch, BatchDone, BatchPreview};
use domain::provider::{NewProvider, Provider, ProviderPatch, ProviderTest, TestReport};
use domain::{ProviderId, Ratio};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

#[server(prefix = "/api/console", input = Json)]
pub async fn load_providers() -> Result<Vec<Provider>, Refusal> {
    Ok(state().control.providers().list(&caller().await?).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn create_provider(new: NewProvider) -> Result<Provider, Refusal> {
    Ok(state().control.providers().create(&caller().await?, new).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn update_provider(id: ProviderId, patch: ProviderPatch) -> Result<Provider, Refusal> {
    Ok(state().control.providers().update(&caller().await?, id, patch).await?)
}

/// What is changed in the list itself. The page of the list has no code for what only the form changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Adjustment {
    pub enabled: Option<bool>,
    pub priority: Option<i64>,
    pub weight: Option<i64>,
    pub multiplier: Option<Ratio>,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn adjust_provider(id: ProviderId, to: Adjustment) -> Result<Provider, Refusal> {
    let Adjustment { enabled, priority, weight, multiplier } = to;
    let patch = ProviderPatch { enabled, priority, weight, multiplier, ..ProviderPatch::default() };
    Ok(state().control.providers().update(&caller().await?, id, patch).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_provider(id: ProviderId) -> Result<(), Refusal> {
    Ok(state().control.providers().delete(&caller().await?, id).await?)
}

/// One real request to the provider as the form describes it.
#[server(prefix = "/api/console", input = Json)]
pub async fn test_provider(test: ProviderTest) -> Result<TestReport, Refusal> {
    Ok(state().test_provider(&caller().await?, test).await?)
}

/// What each did today and in the last 24 hours.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_provider_days() -> Result<Vec<ProviderDay>, Refusal> {
    Ok(state().control.providers().days(&caller().await?, domain::Millis::now()).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn preview_providers(batch: Batch) -> Result<BatchPreview, Refusal> {
    Ok(state().control.providers().preview(&caller().await?, &batch).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn change_providers(batch: Batch) -> Result<BatchDone, Refusal> {
    Ok(state().control.providers().change_many(&caller().await?, &batch).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn undo_providers(token: String) -> Result<usize, Refusal> {
    Ok(state().control.providers().undo(&caller().await?, &token).await?)
}
