use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::availability::{Availability, Reach};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_availability(reach: Reach) -> Result<Availability, Refusal> {
    Ok(state().control.availability(&caller().await?, reach, domain::Millis::now()).await?)
}
