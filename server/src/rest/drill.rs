use super::{Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use domain::drill::{Drill, DrillReport, NewDrill};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(drill_report, begin_drill, stop_drill))
}

/// The fault drill
///
/// The last one that was begun, and how its requests ended: what users would have seen on such a day. 404: there is none.
#[utoipa::path(get, path = "/api/v1/system/drill", tag = "system",
    responses((status = 200, body = DrillReport), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn drill_report(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<DrillReport>, Problem> {
    Ok(Json(state.control.drills().report(&actor).await?))
}

/// Begin a fault drill
///
/// For `seconds`, attempts for requests of these keys meet faults with these odds (percent): 429, 529, a slow vendor, an answer
/// that breaks off, HTML with status 200. Other keys and circuit breakers notice nothing. It stops by itself.
#[utoipa::path(post, path = "/api/v1/system/drill", tag = "system", request_body = NewDrill,
    responses((status = 201, body = Drill), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn begin_drill(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(new): Input<NewDrill>,
) -> Result<impl IntoResponse, Problem> {
    let drill = state.control.drills().begin(&actor, new).await?;
    Ok((StatusCode::CREATED, [(LOCATION, "/api/v1/system/drill")], Json(drill)))
}

/// Stop the fault drill
///
/// At once; its report stays. 404: none is on.
#[utoipa::path(delete, path = "/api/v1/system/drill", tag = "system",
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn stop_drill(State(state): State<AppState>, Signed(actor): Signed) -> Result<StatusCode, Problem> {
    state.control.drills().stop(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
