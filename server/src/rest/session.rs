#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, At, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::KeyId;
use domain::session::{ActiveSession, SessionName};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(end))
}

/// List active sessions
///
/// Latest first. Users see their own, admins all, of every instance.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "sessions",
    responses((status = 200, body = Vec<ActiveSession>), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(State(state): State<AppState>, Signed(actor): Signed) -> Json<Vec<ActiveSession>> {
    Json(state.sessions(&actor))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfKey {
    /// The key whose session it is: two keys may use the same id.
    key: i64,
}

/// End a session
///
/// It is forgotten, and no longer bound to a provider. Requests under way go on.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "sessions", params(("id" = String, Path), OfKey),
    responses((status = 204), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn end(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<String>,
    Asked(of): Asked<OfKey>,
) -> Result<StatusCode, Problem> {
    state.end_session(&actor, &SessionName { key_id: KeyId(of.key), id }).await?;
    Ok(StatusCode::NO_CONTENT)
}
