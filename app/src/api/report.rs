use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::report::{Dimension, Overview, Span};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_overview(span: Span, dimension: Dimension) -> Result<Overview, Refusal> {
    Ok(state().control.overview(&caller().await?, span, dimension, domain::Millis::now()).await?)
}
