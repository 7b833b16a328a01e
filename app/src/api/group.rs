use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::GroupId;
use domain::group::{Group, GroupPatch, GroupUse, NewGroup};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_groups() -> Result<Vec<GroupUse>, Refusal> {
    Ok(state().control.groups().list(&caller().await?).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn create_group(new: NewGroup) -> Result<Group, Refusal> {
    Ok(state().control.groups().create(&caller().await?, new).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn update_group(id: GroupId, patch: GroupPatch) -> Result<Group, Refusal> {
    Ok(state().control.groups().update(&caller().await?, id, patch).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_group(id: GroupId) -> Result<(), Refusal> {
    Ok(state().control.groups().delete(&caller().await?, id).await?)
}
