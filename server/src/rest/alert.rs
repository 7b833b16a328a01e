#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use domain::alert::{AlertTarget, Delivery, NewTarget, TargetPatch};
use domain::log::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(alert_targets, create_alert_target))
        .routes(routes!(alert_target, change_alert_target, delete_alert_target))
        .routes(routes!(test_alert_target))
        .routes(routes!(alert_deliveries))
}

/// Alert targets
///
/// Where the hub tells what happens while nobody looks. Addresses are secrets and are not shown; `hint` is their host.
#[utoipa::path(get, path = "/api/v1/alert-targets", tag = "alerts",
    responses((status = 200, body = Vec<AlertTarget>), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn alert_targets(
    State(state): State<AppState>,
    Signed(actor): Signed,
) -> Result<Json<Vec<AlertTarget>>, Problem> {
    Ok(Json(state.control.alerts().targets(&actor).await?))
}

/// Create an alert target
///
/// WeCom, Feishu, DingTalk, Slack and webhooks take the address that the platform gave; Telegram takes the bot's token as `url`
/// and the `chat` that it writes to. `secret` signs messages where Feishu or DingTalk ask for that. A webhook's `template` is
/// JSON with places: `{{event}}`, `{{level}}`, `{{title}}`, `{{text}}`, `{{at}}`, `{{at_ms}}`.
#[utoipa::path(post, path = "/api/v1/alert-targets", tag = "alerts", request_body = NewTarget,
    responses((status = 201, body = AlertTarget), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn create_alert_target(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(new): Input<NewTarget>,
) -> Result<impl IntoResponse, Problem> {
    let target = state.control.alerts().create(&actor, new).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("/api/v1/alert-targets/{}", target.id))], Json(target)))
}

/// Get an alert target
///
/// Without its address and secret.
#[utoipa::path(get, path = "/api/v1/alert-targets/{id}", tag = "alerts", params(("id" = i64, Path)),
    responses((status = 200, body = AlertTarget), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn alert_target(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<i64>,
) -> Result<Json<AlertTarget>, Problem> {
    Ok(Json(state.control.alerts().target(&actor, id).await?))
}

/// Change an alert target
///
/// Fields that are left out stay as they are. One that is switched off gets nothing from then on, also of what waited for it.
#[utoipa::path(patch, path = "/api/v1/alert-targets/{id}", tag = "alerts", params(("id" = i64, Path)), request_body = TargetPatch,
    responses((status = 200, body = AlertTarget), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn change_alert_target(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<i64>,
    Input(patch): Input<TargetPatch>,
) -> Result<Json<AlertTarget>, Problem> {
    Ok(Json(state.control.alerts().update(&actor, id, patch).await?))
}

/// Delete an alert target
///
/// What waits for it is not sent any more.
#[utoipa::path(delete, path = "/api/v1/alert-targets/{id}", tag = "alerts", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn delete_alert_target(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<i64>,
) -> Result<StatusCode, Problem> {
    state.control.alerts().delete(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a test
///
/// At once, also to a target that is switched off. 400 says what the target answered.
#[utoipa::path(post, path = "/api/v1/alert-targets/{id}/test", tag = "alerts", params(("id" = i64, Path)),
    responses((status = 204), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn test_alert_target(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<i64>,
) -> Result<StatusCode, Problem> {
    state.control.alerts().test(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Listing {
    /// The `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 100 when it is left out.
    limit: Option<i64>,
}

/// Alerts that were told
///
/// Newest first: to whom, what became of it, and why it did not arrive. They are kept for 30 days.
#[utoipa::path(get, path = "/api/v1/alert-deliveries", tag = "alerts", params(Listing),
    responses((status = 200, body = Page<Delivery>), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn alert_deliveries(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(listing): Asked<Listing>,
) -> Result<Json<Page<Delivery>>, Problem> {
    let limit = listing.limit.unwrap_or(100);
    Ok(Json(state.control.alerts().deliveries(&actor, listing.cursor.as_deref(), limit).await?))
}
