use super::{At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use domain::UserId;
use domain::member::MemberBatch;
use domain::user::{NewUser, User, UserPatch, UserWithKeys};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(reset_usage))
        .routes(routes!(batch_update))
}

/// List users with their keys
///
/// Admins get everybody, others themselves; with a key that does not sign in as its owner, that key alone.
#[utoipa::path(get, path = "/api/v1/users", tag = "users",
    responses((status = 200, body = Vec<UserWithKeys>), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<UserWithKeys>>, Problem> {
    Ok(Json(state.control.users().list(&actor).await?))
}

/// Create a user
///
/// Without `groups` they are in `default`, without `allowed_models` they may use every model. They need a key to do anything.
#[utoipa::path(post, path = "/api/v1/users", tag = "users", request_body = NewUser,
    responses((status = 201, body = User), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn create(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(new): Input<NewUser>,
) -> Result<impl IntoResponse, Problem> {
    let user = state.control.users().create(&actor, new).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/users/{}", user.id))], Json(user)))
}

/// Get a user
///
/// With their limits, which hold over all of their keys together.
#[utoipa::path(get, path = "/api/v1/users/{id}", tag = "users", params(("id" = i64, Path)),
    responses((status = 200, body = User), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(State(state): State<AppState>, Signed(actor): Signed, At(id): At<UserId>) -> Result<Json<User>, Problem> {
    Ok(Json(state.control.users().get(&actor, id).await?))
}

/// Change a user
///
/// Fields that are left out stay as they are; `expires_at: null` clears it.
#[utoipa::path(patch, path = "/api/v1/users/{id}", tag = "users", params(("id" = i64, Path)), request_body = UserPatch,
    responses((status = 200, body = User), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn update(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<UserId>,
    Input(patch): Input<UserPatch>,
) -> Result<Json<User>, Problem> {
    Ok(Json(state.control.users().update(&actor, id, patch).await?))
}

/// Change or delete many users and keys
///
/// All of them or none. What `change` leaves out stays as it is; `delete` goes alone, and of a user it deletes all keys, too.
#[utoipa::path(post, path = "/api/v1/users:batchUpdate", tag = "users", request_body = MemberBatch,
    responses((status = 204), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn batch_update(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(batch): Input<MemberBatch>,
) -> Result<StatusCode, Problem> {
    state.control.change_members(&actor, &batch).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete a user
///
/// The user's keys stop working at once. Logs and money stay.
#[utoipa::path(delete, path = "/api/v1/users/{id}", tag = "users", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<UserId>,
) -> Result<StatusCode, Problem> {
    state.control.users().delete(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reset what a user has used
///
/// From now on, what was used before no longer counts in limits of money. Its keys begin anew, too. Logs and the ledger stay as they are.
#[utoipa::path(post, path = "/api/v1/users/{id}/usage:reset", tag = "users", params(("id" = i64, Path)),
    responses((status = 200, body = User), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn reset_usage(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<UserId>,
) -> Result<Json<User>, Problem> {
    Ok(Json(state.control.users().reset_usage(&actor, id).await?))
}
