#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::Millis;
use domain::availability::{Availability, Reach};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(availability))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct View {
    #[serde(default)]
    #[param(inline)]
    reach: Reach,
}

/// Availability of providers
///
/// Attempts at each provider and how many of them it failed, also where another provider answered in the end: by quarter of
/// an hour for up to six hours, by hour for longer. Who fails most comes first.
#[utoipa::path(get, path = "/api/v1/availability", tag = "providers", params(View),
    responses((status = 200, body = Availability), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn availability(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(view): Asked<View>,
) -> Result<Json<Availability>, Problem> {
    Ok(Json(state.control.availability(&actor, view.reach, Millis::now()).await?))
}
