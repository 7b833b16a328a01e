#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, At, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::Millis;
use domain::audit::{AuditCheck, AuditEntry, AuditFilter, AuditRow};
use domain::log::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(verify)).routes(routes!(get))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// What stands before the dot of `action`: `provider`, `user`, `login` …
    category: Option<String>,
    /// The operator's name; `admin` is the admin token, `hub` the hub itself.
    actor: Option<String>,
    /// The id of what was changed, together with `category`.
    target: Option<i64>,
    success: Option<bool>,
    /// Unix milliseconds, from this instant on.
    from: Option<i64>,
    /// Unix milliseconds, before this instant.
    until: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 50 when left out.
    limit: Option<i64>,
}

/// List the audit log
///
/// Who changed what, and who logged in or failed to; newest first. Follow `next` for older lines.
#[utoipa::path(get, path = "/api/v1/audit-logs", tag = "audit", params(Filter),
    responses((status = 200, body = Page<AuditRow>), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(asked): Asked<Filter>,
) -> Result<Json<Page<AuditRow>>, Problem> {
    let filter = AuditFilter {
        category: asked.category,
        actor: asked.actor,
        target: asked.target,
        success: asked.success,
        from: asked.from.map(Millis),
        until: asked.until.map(Millis),
    };
    let limit = asked.limit.unwrap_or(50);
    Ok(Json(state.control.audit().list(&actor, &filter, asked.cursor.as_deref(), limit).await?))
}

/// Verify the audit log
///
/// Reads every line and tells those that were changed, slipped in, or whose predecessor is gone. Each line's hash is made
/// of the line and of the hash before it, with a key that is not in the database.
#[utoipa::path(get, path = "/api/v1/audit-logs:verify", tag = "audit",
    responses((status = 200, body = AuditCheck), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn verify(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<AuditCheck>, Problem> {
    Ok(Json(state.control.audit().verify(&actor).await?))
}

/// Get a line of the audit log
///
/// With what it was about before and after, without secrets.
#[utoipa::path(get, path = "/api/v1/audit-logs/{id}", tag = "audit", params(("id" = i64, Path)),
    responses((status = 200, body = AuditEntry), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<i64>,
) -> Result<Json<AuditEntry>, Problem> {
    Ok(Json(state.control.audit().get(&actor, id).await?))
}
