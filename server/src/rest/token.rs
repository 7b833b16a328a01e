use super::{At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::IntoResponse;
use domain::TokenId;
use domain::token::{ApiToken, CreatedApiToken, NewApiToken};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(delete))
}

/// List API tokens
///
/// The caller's own; for admins, everybody's. Without their texts, which are stored nowhere. Not for hub keys that may not
/// sign in.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "tokens",
    responses((status = 200, body = Vec<ApiToken>), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<ApiToken>>, Problem> {
    Ok(Json(state.control.tokens().list(&actor).await?))
}

/// Create an API token
///
/// For a program that manages the hub: it may do what its scopes say, as far as its owner may do it at that time, until
/// it expires. `secret` in the answer is the token's text, which is sent as `Authorization: Bearer`. It is shown this
/// once. Of users who are no admins, a token may have the scope `read` alone; hub keys that may not sign in make none.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "tokens", request_body = NewApiToken,
    responses((status = 201, body = CreatedApiToken), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn create(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(new): Input<NewApiToken>,
) -> Result<impl IntoResponse, Problem> {
    let created = state.control.tokens().create(&actor, new).await?;
    let headers = [(LOCATION, format!("/api/v1/tokens/{}", created.token.id)), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((StatusCode::CREATED, headers, Json(created)))
}

/// Revoke an API token
///
/// It stops working at once. Everybody may revoke their own; admins, everybody's.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "tokens", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<TokenId>,
) -> Result<StatusCode, Problem> {
    state.control.tokens().delete(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
