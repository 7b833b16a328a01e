use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::alert::{AlertTarget, Delivery, NewTarget, TargetPatch};
use domain::log::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Lines on a page of the list.
#[cfg(feature = "ssr")]
const ROWS: i64 = 50;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_targets() -> Result<Vec<AlertTarget>, Refusal> {
    Ok(state().control.alerts().targets(&caller().await?).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn create_target(new: NewTarget) -> Result<AlertTarget, Refusal> {
    Ok(state().control.alerts().create(&caller().await?, new).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn update_target(id: i64, patch: TargetPatch) -> Result<AlertTarget, Refusal> {
    Ok(state().control.alerts().update(&caller().await?, id, patch).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_target(id: i64) -> Result<(), Refusal> {
    Ok(state().control.alerts().delete(&caller().await?, id).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn test_target(id: i64) -> Result<(), Refusal> {
    Ok(state().control.alerts().test(&caller().await?, id).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_deliveries(cursor: Option<String>) -> Result<Page<Delivery>, Refusal> {
    Ok(state().control.alerts().deliveries(&caller().await?, cursor.as_deref(), ROWS).await?)
}
