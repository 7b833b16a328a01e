use super::{At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use domain::ProviderId;
use domain::provider::{NewProvider, Provider, ProviderPatch, ProviderTest, TestReport};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(reset_usage))
        .routes(routes!(test))
}

/// List providers
///
/// All of them, also those that are switched off. Credentials are never part of an answer; `key_hint` shows their ends.
#[utoipa::path(get, path = "/api/v1/providers", tag = "providers",
    responses((status = 200, body = Vec<Provider>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<Provider>>, Problem> {
    Ok(Json(state.control.providers().list(&actor).await?))
}

/// Create a provider
///
/// It serves the next request. `url` may be a root, end in a version, or be the whole endpoint: no segment is ever doubled.
#[utoipa::path(post, path = "/api/v1/providers", tag = "providers", request_body = NewProvider,
    responses((status = 201, body = Provider), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn create(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(new): Input<NewProvider>,
) -> Result<impl IntoResponse, Problem> {
    let provider = state.control.providers().create(&actor, new).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/providers/{}", provider.id))], Json(provider)))
}

/// Get a provider
///
/// Everything that is set of it but the credential and the login of its proxy, of which hints show the ends.
#[utoipa::path(get, path = "/api/v1/providers/{id}", tag = "providers", params(("id" = i64, Path)),
    responses((status = 200, body = Provider), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
) -> Result<Json<Provider>, Problem> {
    Ok(Json(state.control.providers().get(&actor, id).await?))
}

/// Change a provider
///
/// Fields that are left out stay as they are, the credential too. The change governs the next request.
#[utoipa::path(patch, path = "/api/v1/providers/{id}", tag = "providers", params(("id" = i64, Path)), request_body = ProviderPatch,
    responses((status = 200, body = Provider), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn update(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
    Input(patch): Input<ProviderPatch>,
) -> Result<Json<Provider>, Problem> {
    Ok(Json(state.control.providers().update(&actor, id, patch).await?))
}

/// Delete a provider
///
/// Requests under way finish. Logs and money stay.
#[utoipa::path(delete, path = "/api/v1/providers/{id}", tag = "providers", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
) -> Result<StatusCode, Problem> {
    state.control.providers().delete(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
struct Question {
    #[schema(example = "claude-haiku-4-5")]
    model: String,
}

/// Test a provider
///
/// Makes one real request. It leaves no log row and no cost in the hub; the vendor may bill a few tokens.
#[utoipa::path(post, path = "/api/v1/providers/{id}/test", tag = "providers", params(("id" = i64, Path)), request_body = Question,
    responses((status = 200, body = TestReport), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn test(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
    Input(ask): Input<Question>,
) -> Result<Json<TestReport>, Problem> {
    let test = ProviderTest { id: Some(id), model: ask.model, ..ProviderTest::default() };
    Ok(Json(state.test_provider(&actor, test).await?))
}

/// Reset what a provider has used
///
/// From now on, what was used before no longer counts in limits of money. Logs and the ledger stay as they are.
#[utoipa::path(post, path = "/api/v1/providers/{id}/usage:reset", tag = "providers", params(("id" = i64, Path)),
    responses((status = 200, body = Provider), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn reset_usage(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
) -> Result<Json<Provider>, Problem> {
    Ok(Json(state.control.providers().reset_usage(&actor, id).await?))
}
