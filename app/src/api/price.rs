use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{caller, state};
use domain::ProviderId;
use domain::log::Page;
use domain::price::{
    Conflict, ModelPrice, NewPrice, PriceAlias, PriceEdit, PriceFilter, PriceKey, SyncReport, Unpriced, UploadReport,
};
use domain::setting::Settings;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// Prices on a page of the list.
#[cfg(feature = "ssr")]
const ROWS: i64 = 100;

#[server(prefix = "/api/console", input = Json)]
pub async fn load_prices(filter: PriceFilter, cursor: Option<String>) -> Result<Page<ModelPrice>, Refusal> {
    Ok(state().control.prices().list(&caller().await?, &filter, cursor.as_deref(), ROWS).await?)
}

/// What the form needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Every price that the model has at one place, the one that counts first.
    pub prices: Vec<ModelPrice>,
    pub providers: Vec<(ProviderId, String)>,
}

/// `key` without a model: for a new price.
#[server(prefix = "/api/console", input = Json)]
pub async fn load_price(key: PriceKey) -> Result<Sheet, Refusal> {
    let (caller, control) = (caller().await?, state().control);
    let prices = match control.prices().get(&caller, &key).await {
        Err(control::Error::NotFound(_)) => Vec::new(),
        found => found?,
    };
    let providers = control.providers().list(&caller).await?;
    Ok(Sheet { prices, providers: providers.into_iter().map(|provider| (provider.id, provider.name)).collect() })
}

#[server(prefix = "/api/console", input = Json)]
pub async fn set_price(new: NewPrice) -> Result<PriceEdit, Refusal> {
    Ok(state().control.prices().put(&caller().await?, new).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_price(key: PriceKey) -> Result<PriceEdit, Refusal> {
    Ok(state().control.prices().delete(&caller().await?, &key).await?)
}

/// `table`: JSON in LiteLLM's format.
#[server(prefix = "/api/console", input = Json)]
pub async fn upload_prices(table: String) -> Result<UploadReport, Refusal> {
    let caller = caller().await?;
    let table = serde_json::from_str(&table)
        .map_err(|error| domain::ApiError::invalid("table", format!("This is no table of prices in JSON: {error}.")))?;
    Ok(state().control.prices().upload(&caller, &table).await?)
}

/// What stands around the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Around {
    pub settings: Settings,
    pub last_sync: Option<SyncReport>,
    pub providers: Vec<(ProviderId, String)>,
    pub unpriced: Vec<Unpriced>,
    pub conflicts: Vec<Conflict>,
    pub aliases: Vec<PriceAlias>,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_around() -> Result<Around, Refusal> {
    let (caller, control) = (caller().await?, state().control);
    let prices = control.prices();
    let providers = control.providers().list(&caller).await?;
    Ok(Around {
        settings: (*control.settings().get()).clone(),
        last_sync: prices.last_sync(&caller)?,
        providers: providers.into_iter().map(|provider| (provider.id, provider.name)).collect(),
        unpriced: prices.unpriced(&caller).await?,
        conflicts: prices.conflicts(&caller).await?,
        aliases: prices.aliases(&caller).await?,
    })
}

#[server(prefix = "/api/console", input = Json)]
pub async fn sync_prices() -> Result<SyncReport, Refusal> {
    Ok(state().control.prices().sync(&caller().await?).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn resolve_prices(keys: Vec<PriceKey>) -> Result<PriceEdit, Refusal> {
    Ok(state().control.prices().resolve(&caller().await?, &keys).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn set_alias(alias: PriceAlias) -> Result<PriceEdit, Refusal> {
    Ok(state().control.prices().set_alias(&caller().await?, &alias).await?)
}

#[server(prefix = "/api/console", input = Json)]
pub async fn delete_alias(alias: String) -> Result<(), Refusal> {
    Ok(state().control.prices().delete_alias(&caller().await?, &alias).await?)
}
