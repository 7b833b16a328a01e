use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::setting::{KnownSettings, SettingsPatch};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_settings() -> Result<KnownSettings, Refusal> {
    Ok(state().control.settings().known(&caller().await?).await?)
}

/// What is in force afterwards.
#[server(prefix = "/api/console", input = Json)]
pub async fn save_settings(patch: SettingsPatch) -> Result<KnownSettings, Refusal> {
    let (caller, control) = (caller().await?, state().control);
    control.settings().update(&caller, patch).await?;
    Ok(control.settings().known(&caller).await?)
}
