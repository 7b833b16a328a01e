use crate::shutdown::Shutdown;
use app::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::health::{Health, HealthStatus};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(health)).routes(routes!(ready)).routes(routes!(live))
}

#[derive(Serialize, ToSchema)]
struct Report {
    status: Verdict,
    version: &'static str,
    components: Health,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Healthy,
    /// It serves, but a part of it is away: answers are relayed and kept in the journal until the database is back;
    /// without Redis each instance keeps limits by itself.
    Degraded,
    /// It is stopping, or cannot write down what happens: its disk is full.
    Unhealthy,
}

/// Is the hub well
///
/// 200 while it can relay: also while the database is away, for then the journal keeps what happens. 503 when it is stopping, or
/// the journal's disk is full.
#[utoipa::path(get, path = "/api/health", tag = "health", responses((status = 200, body = Report), (status = 503, body = Report)))]
async fn health(State(state): State<AppState>, Extension(ending): Extension<Shutdown>) -> (StatusCode, Json<Report>) {
    let components = state.control.health().await;
    let down = [&components.database, &components.redis].iter().any(|component| component.status == HealthStatus::Down);
    let degraded = down || state.gateway.is_degraded();
    let (code, status) = match (ending.begun() || state.gateway.is_stuck(), degraded) {
        (true, _) => (StatusCode::SERVICE_UNAVAILABLE, Verdict::Unhealthy),
        (false, true) => (StatusCode::OK, Verdict::Degraded),
        (false, false) => (StatusCode::OK, Verdict::Healthy),
    };
    (code, Json(Report { status, version: env!("CARGO_PKG_VERSION"), components }))
}

/// May traffic be sent here
///
/// As `/api/health`; 503 as soon as the hub begins to stop.
#[utoipa::path(get, path = "/api/health/ready", tag = "health", responses((status = 200, body = Report), (status = 503, body = Report)))]
async fn ready(state: State<AppState>, ending: Extension<Shutdown>) -> (StatusCode, Json<Report>) {
    health(state, ending).await
}

/// Does the process answer
///
/// 200 without a body, whatever else is away: when this fails, start the hub anew.
#[utoipa::path(get, path = "/api/health/live", tag = "health", responses((status = 200)))]
async fn live() -> StatusCode {
    StatusCode::OK
}
