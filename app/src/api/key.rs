use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::key::{CreatedKey, Key, KeyPatch, NewKey};
use domain::{KeyId, UserId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The answer is the only place where the key's text ever stands.
#[server(prefix = "/api/console", input = Json)]
pub async fn create_key(user: UserId, new: NewKey) -> Result<CreatedKey, Refusal> {
    Ok(state().control.keys().create(&caller().await?, user, new).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn update_key(id: KeyId, patch: KeyPatch) -> Result<Key, Refusal> {
    Ok(state().control.keys().update(&caller().await?, id, patch).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_key(id: KeyId) -> Result<(), Refusal> {
    Ok(state().control.keys().delete(&caller().await?, id).await?)
}
