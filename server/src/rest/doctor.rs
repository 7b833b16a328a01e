#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::finding::Finding;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(findings))
}

/// Traps
///
/// What `cch doctor` finds around this instance and in what the hub is set up with: each with a stable code and what to do.
/// Warnings come first; an empty list is a good one.
#[utoipa::path(get, path = "/api/v1/system/findings", tag = "system",
    responses((status = 200, body = Vec<Finding>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn findings(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<Finding>>, Problem> {
    Ok(Json(state.findings(&actor).await?))
}
