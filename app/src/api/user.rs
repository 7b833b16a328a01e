use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::UserId;
use domain::member::MemberBatch;
use domain::user::{NewUser, User, UserPatch, UserWithKeys};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_users() -> Result<Vec<UserWithKeys>, Refusal> {
    Ok(state().control.users().list(&caller().await?).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn create_user(new: NewUser) -> Result<User, Refusal> {
    Ok(state().control.users().create(&caller().await?, new).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn update_user(id: UserId, patch: UserPatch) -> Result<User, Refusal> {
    Ok(state().control.users().update(&caller().await?, id, patch).await?)
}

/// Users and keys at once: all of them, or none.
#[server(prefix = "/api/console", input = Json)]
pub async fn change_members(batch: MemberBatch) -> Result<(), Refusal> {
    Ok(state().control.change_members(&caller().await?, &batch).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_user(id: UserId) -> Result<(), Refusal> {
    Ok(state().control.users().delete(&caller().await?, id).await?)
}
