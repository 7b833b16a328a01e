use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::search::Hit;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn search(text: String) -> Result<Vec<Hit>, Refusal> {
    Ok(state().control.search(&caller().await?, &text).await?)
}
