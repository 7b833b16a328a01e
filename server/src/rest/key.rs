use super::{At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::IntoResponse;
use domain::key::{CreatedKey, Key, KeyPatch, NewKey};
use domain::{KeyId, UserId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, update, delete)).routes(routes!(reset_usage))
}

/// List a user's keys
///
/// Without their texts, which are stored nowhere.
#[utoipa::path(get, path = "/api/v1/users/{user_id}/keys", tag = "keys", params(("user_id" = i64, Path)),
    responses((status = 200, body = Vec<Key>), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(owner): At<UserId>,
) -> Result<Json<Vec<Key>>, Problem> {
    Ok(Json(state.control.keys().list(&actor, owner).await?))
}

/// Create a key
///
/// `secret` in the answer is the key's text. It is shown this once.
#[utoipa::path(post, path = "/api/v1/users/{user_id}/keys", tag = "keys", params(("user_id" = i64, Path)), request_body = NewKey,
    responses((status = 201, body = CreatedKey), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn create(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(owner): At<UserId>,
    Input(new): Input<NewKey>,
) -> Result<impl IntoResponse, Problem> {
    let created = state.control.keys().create(&actor, owner, new).await?;
    let headers = [(LOCATION, format!("/api/v1/keys/{}", created.key.id)), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((StatusCode::CREATED, headers, Json(created)))
}

/// Get a key
///
/// With its limits, and without its text, which is stored nowhere; `hint` shows the ends of it.
#[utoipa::path(get, path = "/api/v1/keys/{id}", tag = "keys", params(("id" = i64, Path)),
    responses((status = 200, body = Key), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(State(state): State<AppState>, Signed(actor): Signed, At(id): At<KeyId>) -> Result<Json<Key>, Problem> {
    Ok(Json(state.control.keys().get(&actor, id).await?))
}

/// Change a key
///
/// Fields that are left out stay as they are; `expires_at: null` clears it.
#[utoipa::path(patch, path = "/api/v1/keys/{id}", tag = "keys", params(("id" = i64, Path)), request_body = KeyPatch,
    responses((status = 200, body = Key), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn update(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<KeyId>,
    Input(patch): Input<KeyPatch>,
) -> Result<Json<Key>, Problem> {
    Ok(Json(state.control.keys().update(&actor, id, patch).await?))
}

/// Delete a key
///
/// It stops working at once.
#[utoipa::path(delete, path = "/api/v1/keys/{id}", tag = "keys", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<KeyId>,
) -> Result<StatusCode, Problem> {
    state.control.keys().delete(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reset what a key has used
///
/// From now on, what was used before no longer counts in limits of money. Logs and the ledger stay as they are.
#[utoipa::path(post, path = "/api/v1/keys/{id}/usage:reset", tag = "keys", params(("id" = i64, Path)),
    responses((status = 200, body = Key), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn reset_usage(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<KeyId>,
) -> Result<Json<Key>, Problem> {
    Ok(Json(state.control.keys().reset_usage(&actor, id).await?))
}
