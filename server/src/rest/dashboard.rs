#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::Millis;
use domain::report::{Dimension, Overview, Span};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(overview))
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
