#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, At, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ProviderId;
use domain::breaker::BreakerReport;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(health)).routes(routes!(reset_circuit)).routes(routes!(open_circuit))
}

/// Circuit breakers
///
/// Those that have something to say: open or half open, failures in a row, or failures not long ago. `model` names the
/// model family that a breaker is for; without it, it is for the provider as a whole.
#[utoipa::path(get, path = "/api/v1/providers/health", tag = "providers",
    responses((status = 200, body = Vec<BreakerReport>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn health(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<BreakerReport>>, Problem> {
    Ok(Json(state.breakers(&actor)?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// One model family's breaker alone.
    model: Option<String>,
}

/// Close a provider's circuit breakers
///
/// The next request may go to it, on every instance within a second.
#[utoipa::path(post, path = "/api/v1/providers/{id}/circuit:reset", tag = "providers", params(("id" = i64, Path), Which),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn reset_circuit(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
    Asked(which): Asked<Which>,
) -> Result<StatusCode, Problem> {
    state.reset_breakers(&actor, id, which.model.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a provider's circuit breaker by hand
///
/// It gets no requests until its breaker is reset.
#[utoipa::path(post, path = "/api/v1/providers/{id}/circuit:open", tag = "providers", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn open_circuit(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
) -> Result<StatusCode, Problem> {
    state.open_breaker(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
