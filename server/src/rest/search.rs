#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::search::Hit;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(search))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Text {
    /// A part of a name, or a whole id.
    text: String,
}

/// Find something
///
/// Users, keys and providers by a part of their names, sessions and requests by their whole ids; a few of each kind. Users
/// find what is their own.
#[utoipa::path(get, path = "/api/v1/search", tag = "dashboard", params(Text),
    responses((status = 200, body = Vec<Hit>), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn search(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(asked): Asked<Text>,
) -> Result<Json<Vec<Hit>>, Problem> {
    Ok(Json(state.control.search(&actor, &asked.text).await?))
}
