//! Browsers that are signed in, and the second factor of admins.

use super::{At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use domain::sign_in::{Code, ConsoleSession, Enrolment, SecondFactor};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(end))
        .routes(routes!(second_factor, begin_second_factor))
        .routes(routes!(confirm_second_factor))
        .routes(routes!(remove_second_factor))
}

/// List sign-ins to the console
///
/// Browsers that are signed in: the caller's own; for admins, everybody's. `current` is the one that asks.
#[utoipa::path(get, path = "/api/v1/console-sessions", tag = "auth",
    responses((status = 200, body = Vec<ConsoleSession>), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<ConsoleSession>>, Problem> {
    Ok(Json(state.control.console_sessions().list(&actor).await?))
}

/// End a sign-in to the console
///
/// Whoever sits there has to sign in again.
#[utoipa::path(delete, path = "/api/v1/console-sessions/{id}", tag = "auth", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn end(State(state): State<AppState>, Signed(actor): Signed, At(id): At<String>) -> Result<StatusCode, Problem> {
    state.control.console_sessions().end(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a second factor is asked for
///
/// Of the admin who asks, and since when; null where none is asked for.
#[utoipa::path(get, path = "/api/v1/me/second-factor", tag = "auth",
    responses((status = 200, body = SecondFactor), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn second_factor(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<SecondFactor>, Problem> {
    Ok(Json(state.control.second_factors().get(&actor).await?))
}

/// Begin with a second factor
///
/// Gives what an app needs to make codes (TOTP). It counts once a code of it has been confirmed.
#[utoipa::path(post, path = "/api/v1/me/second-factor", tag = "auth",
    responses((status = 200, body = Enrolment), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn begin_second_factor(
    State(state): State<AppState>,
    Signed(actor): Signed,
) -> Result<impl IntoResponse, Problem> {
    let enrolment = state.control.second_factors().begin(&actor).await?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(enrolment)))
}

/// Confirm the second factor
///
/// With a code of the app. From then on the console asks for one, and the admin token alone no longer opens this API.
#[utoipa::path(post, path = "/api/v1/me/second-factor:confirm", tag = "auth", request_body = Code,
    responses((status = 200, body = SecondFactor), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn confirm_second_factor(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(body): Input<Code>,
) -> Result<Json<SecondFactor>, Problem> {
    Ok(Json(state.control.second_factors().confirm(&actor, &body.code).await?))
}

/// Remove the second factor
///
/// With a code of the app. Whoever has lost it runs `cch second-factor remove` on the hub's machine.
#[utoipa::path(post, path = "/api/v1/me/second-factor:remove", tag = "auth", request_body = Code,
    responses((status = 204), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn remove_second_factor(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(body): Input<Code>,
) -> Result<StatusCode, Problem> {
    state.control.second_factors().remove(&actor, &body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}
