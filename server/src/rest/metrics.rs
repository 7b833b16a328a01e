#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Problem, ProblemBody, Signed};
use crate::telemetry::scrape::Sources;
use app::AppState;
use axum::Extension;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::ApiError;
use domain::error::ErrorCode;
use prometheus::TEXT_FORMAT;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(metrics))
}

/// Figures for Prometheus
///
/// Requests by dialect, result and provider, tokens, cost, times, the hub's own steps, breakers, limits, journal, memory. Give
/// the scraper an API token with the scope `read`. Each instance tells its own.
#[utoipa::path(get, path = "/metrics", tag = "health",
    responses((status = 200, body = String, content_type = "text/plain"), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn metrics(
    State(state): State<AppState>,
    Extension(sources): Extension<Sources>,
    Signed(actor): Signed,
) -> Result<Response, Problem> {
    actor.require_admin()?;
    let text = sources.scrape(&state).await.map_err(|error| {
        tracing::error!(%error, "figures could not be written");
        ApiError::new(ErrorCode::Internal, "The figures could not be written.")
    })?;
    Ok(([(CONTENT_TYPE, TEXT_FORMAT)], text).into_response())
}
