#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use domain::ProviderId;
use domain::log::Page;
use domain::price::{
    Conflict, ModelPrice, NewPrice, PriceAlias, PriceEdit, PriceFilter, PriceKey, PriceSource, SyncReport, Unpriced,
    UploadReport,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// LiteLLM's own table has about 2 MB.
pub(super) const TABLE_BYTES: usize = 32 << 20;

pub(super) fn router() -> OpenApiRouter<AppState> {
    let whole = OpenApiRouter::new().routes(routes!(upload)).layer(DefaultBodyLimit::max(TABLE_BYTES));
    OpenApiRouter::new()
        .routes(routes!(list, put))
        .routes(routes!(get, delete))
        .merge(whole)
        .routes(routes!(last_sync, sync))
        .routes(routes!(conflicts, resolve))
        .routes(routes!(unpriced))
        .routes(routes!(aliases, set_alias))
        .routes(routes!(delete_alias))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Part of the model's name, in any case.
    search: Option<String>,
    #[param(inline)]
    source: Option<PriceSource>,
    /// Only prices that hold for one provider alone.
    #[serde(default)]
    of_providers: bool,
    /// `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 100 when left out.
    limit: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfProvider {
    /// The price that holds for this provider alone.
    provider: Option<i64>,
}

impl OfProvider {
    fn key(&self, model: String) -> PriceKey {
        PriceKey { model, provider: self.provider.map(ProviderId) }
    }
}

/// List prices
///
/// The price of each model that counts: an admin's own, else the synced one, else the shipped one. Rates are nano-dollars a
/// million tokens.
#[utoipa::path(get, path = "/api/v1/prices", tag = "prices", params(Filter),
    responses((status = 200, body = Page<ModelPrice>), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(asked): Asked<Filter>,
) -> Result<Json<Page<ModelPrice>>, Problem> {
    let filter = PriceFilter { search: asked.search, source: asked.source, of_providers: asked.of_providers };
    let limit = asked.limit.unwrap_or(100);
    Ok(Json(state.control.prices().list(&actor, &filter, asked.cursor.as_deref(), limit).await?))
}

/// Set a price
///
/// In the fields of LiteLLM's table, USD per token. Requests that waited for this price are billed by it.
#[utoipa::path(put, path = "/api/v1/prices", tag = "prices", request_body = NewPrice,
    responses((status = 200, body = PriceEdit), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn put(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(new): Input<NewPrice>,
) -> Result<Json<PriceEdit>, Problem> {
    Ok(Json(state.control.prices().put(&actor, new).await?))
}

/// Get a model's prices
///
/// Every one that it has, the one that counts first.
#[utoipa::path(get, path = "/api/v1/prices/{model}", tag = "prices", params(("model" = String, Path), OfProvider),
    responses((status = 200, body = Vec<ModelPrice>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(model): At<String>,
    Asked(of): Asked<OfProvider>,
) -> Result<Json<Vec<ModelPrice>>, Problem> {
    Ok(Json(state.control.prices().get(&actor, &of.key(model)).await?))
}

/// Delete a price
///
/// The one that counts; the one behind it counts from then on. A shipped price stays.
#[utoipa::path(delete, path = "/api/v1/prices/{model}", tag = "prices", params(("model" = String, Path), OfProvider),
    responses((status = 204), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(model): At<String>,
    Asked(of): Asked<OfProvider>,
) -> Result<StatusCode, Problem> {
    state.control.prices().delete(&actor, &of.key(model)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Upload a price table
///
/// In LiteLLM's format, a field for each model. Every price is entered as your own; with an error in one entry, none is.
#[utoipa::path(post, path = "/api/v1/prices:upload", tag = "prices", request_body = Object,
    responses((status = 200, body = UploadReport), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn upload(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(table): Input<Map<String, Value>>,
) -> Result<Json<UploadReport>, Problem> {
    Ok(Json(state.control.prices().upload(&actor, &table).await?))
}

/// Get the last sync
///
/// Of this instance since it was started; null when there was none.
#[utoipa::path(get, path = "/api/v1/prices:sync", tag = "prices",
    responses((status = 200, body = Option<SyncReport>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn last_sync(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Option<SyncReport>>, Problem> {
    Ok(Json(state.control.prices().last_sync(&actor)?))
}

/// Sync prices now
///
/// From `price_sync_url` of the settings. A sync that fails says so in `error` and has changed nothing.
#[utoipa::path(post, path = "/api/v1/prices:sync", tag = "prices",
    responses((status = 200, body = SyncReport), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn sync(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<SyncReport>, Problem> {
    Ok(Json(state.control.prices().sync(&actor).await?))
}

/// List conflicts
///
/// Your own prices that differ from what would count without them.
#[utoipa::path(get, path = "/api/v1/prices:conflicts", tag = "prices",
    responses((status = 200, body = Vec<Conflict>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn conflicts(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<Conflict>>, Problem> {
    Ok(Json(state.control.prices().conflicts(&actor).await?))
}

#[derive(Deserialize, ToSchema)]
struct Resolved {
    keys: Vec<PriceKey>,
}

/// Resolve conflicts
///
/// Gives up these prices of your own for those behind them, all or none.
#[utoipa::path(post, path = "/api/v1/prices:conflicts", tag = "prices", request_body = Resolved,
    responses((status = 200, body = PriceEdit), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn resolve(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(resolved): Input<Resolved>,
) -> Result<Json<PriceEdit>, Problem> {
    Ok(Json(state.control.prices().resolve(&actor, &resolved.keys).await?))
}

/// List models without a price
///
/// Those that were asked for, with how often and since when. Their requests are billed as soon as there is a price.
#[utoipa::path(get, path = "/api/v1/prices:unpriced", tag = "prices",
    responses((status = 200, body = Vec<Unpriced>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn unpriced(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<Unpriced>>, Problem> {
    Ok(Json(state.control.prices().unpriced(&actor).await?))
}

/// List aliases
///
/// Names that have another model's price.
#[utoipa::path(get, path = "/api/v1/price-aliases", tag = "prices",
    responses((status = 200, body = Vec<PriceAlias>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn aliases(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<PriceAlias>>, Problem> {
    Ok(Json(state.control.prices().aliases(&actor).await?))
}

/// Set an alias
///
/// A name without a price of its own has the other model's from then on.
#[utoipa::path(put, path = "/api/v1/price-aliases", tag = "prices", request_body = PriceAlias,
    responses((status = 200, body = PriceEdit), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn set_alias(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(alias): Input<PriceAlias>,
) -> Result<Json<PriceEdit>, Problem> {
    Ok(Json(state.control.prices().set_alias(&actor, &alias).await?))
}

/// Delete an alias
///
/// Requests by this name have no price from then on, unless the name has one of its own. What was billed stays billed.
#[utoipa::path(delete, path = "/api/v1/price-aliases/{alias}", tag = "prices", params(("alias" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete_alias(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(alias): At<String>,
) -> Result<StatusCode, Problem> {
    state.control.prices().delete_alias(&actor, &alias).await?;
    Ok(StatusCode::NO_CONTENT)
}
