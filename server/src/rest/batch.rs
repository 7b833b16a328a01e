use super::{Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ProviderId;
use domain::batch::{Batch, BatchDone, BatchPreview};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(batch_preview))
        .routes(routes!(batch_update))
        .routes(routes!(undo))
        .routes(routes!(reset_circuits))
}

/// Preview a change of many providers
///
/// Each provider before and after. Nothing is changed. Send `at` along as `seen_at`, and no provider that has changed since
/// is overwritten.
#[utoipa::path(post, path = "/api/v1/providers:batchPreview", tag = "providers", request_body = Batch,
    responses((status = 200, body = BatchPreview), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn batch_preview(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(batch): Input<Batch>,
) -> Result<Json<BatchPreview>, Problem> {
    Ok(Json(state.control.providers().preview(&actor, &batch).await?))
}

/// Change or delete many providers
///
/// All of them or none. For a minute, the `undo` of the answer takes it back.
#[utoipa::path(post, path = "/api/v1/providers:batchUpdate", tag = "providers", request_body = Batch,
    responses((status = 200, body = BatchDone), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn batch_update(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(batch): Input<Batch>,
) -> Result<Json<BatchDone>, Problem> {
    Ok(Json(state.control.providers().change_many(&actor, &batch).await?))
}

#[derive(Deserialize, ToSchema)]
struct Undo {
    token: String,
}

#[derive(Serialize, ToSchema)]
struct Undone {
    restored: usize,
}

/// Undo a change of many providers
///
/// Deleted ones are there again, with their credentials. Refused as a whole when one of them has been changed since.
#[utoipa::path(post, path = "/api/v1/providers:undo", tag = "providers", request_body = Undo,
    responses((status = 200, body = Undone), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn undo(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(undo): Input<Undo>,
) -> Result<Json<Undone>, Problem> {
    Ok(Json(Undone { restored: state.control.providers().undo(&actor, &undo.token).await? }))
}

#[derive(Deserialize, ToSchema)]
struct Which {
    ids: Vec<ProviderId>,
}

/// Close the circuit breakers of many providers
///
/// Also those that were opened by hand, and those of single models; at most 500 providers. It ends at an id that no provider
/// has, with 404; those before it are closed.
#[utoipa::path(post, path = "/api/v1/providers/circuits:batchReset", tag = "providers", request_body = Which,
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn reset_circuits(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(which): Input<Which>,
) -> Result<StatusCode, Problem> {
    state.reset_breakers_of(&actor, &which.ids).await?;
    Ok(StatusCode::NO_CONTENT)
}
