use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
#[cfg(feature = "ssr")]
use domain::log::LogFilter;
use domain::log::LogRow;
use domain::report::{Dimension, Overview, Span};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Rows among the figures.
#[cfg(feature = "ssr")]
const ROWS: i64 = 10;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Home {
    pub overview: Overview,
    /// The newest requests.
    pub recent: Vec<LogRow>,
    /// An admin whose hub has no request yet has made a key.
    pub key: bool,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_overview(span: Span, dimension: Dimension) -> Result<Home, Refusal> {
    let (caller, control) = (caller().await?, state().control);
    let overview = control.overview(&caller, span, dimension, domain::Millis::now()).await?;
    let recent = control.logs().list(&caller, &LogFilter::default(), None, ROWS).await?.items;
    let key = caller.is_admin()
        && recent.is_empty()
        && control.users().list(&caller).await?.iter().any(|user| !user.keys.is_empty());
    Ok(Home { overview, recent, key })
}
