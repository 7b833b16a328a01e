#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::Millis;
use domain::report::{Dimension, Overview, Span};
use domain::simulation::{Simulated, SimulatedRequest};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(overview)).routes(routes!(simulate))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct View {
    #[serde(default)]
    #[param(inline)]
    span: Span,
    #[serde(default)]
    #[param(inline)]
    by: Dimension,
}

/// Figures of a span
///
/// From roll-ups, in the hub's time zone, beside the same span before. Users get their own figures.
#[utoipa::path(get, path = "/api/v1/dashboard/overview", tag = "dashboard", params(View),
    responses((status = 200, body = Overview), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn overview(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(view): Asked<View>,
) -> Result<Json<Overview>, Problem> {
    Ok(Json(state.control.overview(&actor, view.span, view.by, Millis::now()).await?))
}

/// Simulate a request's dispatch
///
/// Whom a request would go to, with the chances and the reason for each provider that is left out: the same record that a
/// request's own story shows. Nothing is sent.
#[utoipa::path(post, path = "/api/v1/dashboard/dispatch-simulator:simulate", tag = "dashboard", request_body = SimulatedRequest,
    responses((status = 200, body = Simulated), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn simulate(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(request): Input<SimulatedRequest>,
) -> Result<Json<Simulated>, Problem> {
    Ok(Json(state.simulate(&actor, &request).await?))
}
