use super::{At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use domain::GroupId;
use domain::group::{Group, GroupPatch, GroupUse, NewGroup};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, update, delete))
}

/// List groups
///
/// With how many providers, users and keys are in each. Groups that are only named by who is in them have no `id`, and
/// multiplier 1.
#[utoipa::path(get, path = "/api/v1/provider-groups", tag = "groups",
    responses((status = 200, body = Vec<GroupUse>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<GroupUse>>, Problem> {
    Ok(Json(state.control.groups().list(&actor).await?))
}

/// Create a group
///
/// For its multiplier: what its members' requests cost is multiplied by it.
#[utoipa::path(post, path = "/api/v1/provider-groups", tag = "groups", request_body = NewGroup,
    responses((status = 201, body = Group), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn create(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(new): Input<NewGroup>,
) -> Result<impl IntoResponse, Problem> {
    let group = state.control.groups().create(&actor, new).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/provider-groups/{}", group.id))], Json(group)))
}

/// Get a group
///
/// Those with a row of their own, and so an `id`; the list has the others, too.
#[utoipa::path(get, path = "/api/v1/provider-groups/{id}", tag = "groups", params(("id" = i64, Path)),
    responses((status = 200, body = Group), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<GroupId>,
) -> Result<Json<Group>, Problem> {
    Ok(Json(state.control.groups().get(&actor, id).await?))
}

/// Change a group
///
/// Fields that are left out stay as they are. The new multiplier holds for requests from now on.
#[utoipa::path(patch, path = "/api/v1/provider-groups/{id}", tag = "groups", params(("id" = i64, Path)), request_body = GroupPatch,
    responses((status = 200, body = Group), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn update(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<GroupId>,
    Input(patch): Input<GroupPatch>,
) -> Result<Json<Group>, Problem> {
    Ok(Json(state.control.groups().update(&actor, id, patch).await?))
}

/// Delete a group
///
/// Its multiplier is 1 from then on. Whoever is in the group stays in it.
#[utoipa::path(delete, path = "/api/v1/provider-groups/{id}", tag = "groups", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<GroupId>,
) -> Result<StatusCode, Problem> {
    state.control.groups().delete(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
