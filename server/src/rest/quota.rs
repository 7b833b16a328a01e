#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::{Asked, At, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use domain::limit::LimitOwner;
use domain::log::Page;
use domain::quota::{OwnerKind, QuotaAsk, QuotaPage, QuotaReport, WarningRow};
use domain::{KeyId, ProviderId, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(of_user))
        .routes(routes!(of_key))
        .routes(routes!(of_provider))
        .routes(routes!(own))
        .routes(routes!(list))
        .routes(routes!(warnings))
        .routes(routes!(own_warnings))
}

/// How a user's limits stand
///
/// What is used and what is held for requests under way, by each limit, and when it begins anew.
#[utoipa::path(get, path = "/api/v1/users/{id}/quota", tag = "quotas", params(("id" = i64, Path)),
    responses((status = 200, body = QuotaReport), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn of_user(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<UserId>,
) -> Result<Json<QuotaReport>, Problem> {
    Ok(Json(state.quota(&actor, LimitOwner::User(id)).await?))
}

/// How a key's limits stand
///
/// Those of its user are in force for it, too: `owner` says whose each is.
#[utoipa::path(get, path = "/api/v1/keys/{id}/quota", tag = "quotas", params(("id" = i64, Path)),
    responses((status = 200, body = QuotaReport), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn of_key(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<KeyId>,
) -> Result<Json<QuotaReport>, Problem> {
    Ok(Json(state.quota(&actor, LimitOwner::Key(id)).await?))
}

/// How a provider's limits stand
///
/// When one of them is reached, requests go to other providers.
#[utoipa::path(get, path = "/api/v1/providers/{id}/quota", tag = "quotas", params(("id" = i64, Path)),
    responses((status = 200, body = QuotaReport), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn of_provider(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<ProviderId>,
) -> Result<Json<QuotaReport>, Problem> {
    Ok(Json(state.quota(&actor, LimitOwner::Provider(id)).await?))
}

/// How the caller's own limits stand
///
/// The user's first, then those that are in force for each key. The admin token belongs to nobody and has none.
#[utoipa::path(get, path = "/api/v1/me/quota", tag = "quotas",
    responses((status = 200, body = Vec<QuotaReport>), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn own(State(state): State<AppState>, Signed(actor): Signed) -> Result<Json<Vec<QuotaReport>>, Problem> {
    Ok(Json(state.own_quotas(&actor).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct View {
    #[serde(default)]
    #[param(inline)]
    kind: OwnerKind,
    /// Part of a name, in any case.
    #[serde(default)]
    q: String,
    /// From 1 on.
    #[serde(default = "first")]
    page: usize,
}

fn first() -> usize {
    1
}

/// How limits stand
///
/// Users, keys or providers that have limits of their own, 50 a page by name; on a page those who have used the largest
/// share of a limit come first.
#[utoipa::path(get, path = "/api/v1/quotas", tag = "quotas", params(View),
    responses((status = 200, body = QuotaPage), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(view): Asked<View>,
) -> Result<Json<QuotaPage>, Problem> {
    let ask = QuotaAsk { kind: view.kind, q: view.q, page: view.page.saturating_sub(1) };
    Ok(Json(state.quotas(&actor, &ask).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Place {
    /// `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 50 when left out.
    limit: Option<i64>,
}

/// List warnings of limits
///
/// Newest first: a limit came to one of the percentages of `limit_warn_percents`. They are kept for 90 days.
#[utoipa::path(get, path = "/api/v1/quotas/warnings", tag = "quotas", params(Place),
    responses((status = 200, body = Page<WarningRow>), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn warnings(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(place): Asked<Place>,
) -> Result<Json<Page<WarningRow>>, Problem> {
    let limit = place.limit.unwrap_or(50);
    Ok(Json(state.control.warnings().list(&actor, place.cursor.as_deref(), limit).await?))
}

/// List warnings of the caller's own limits
///
/// Newest first: a limit of the caller came to one of the percentages of `limit_warn_percents`.
#[utoipa::path(get, path = "/api/v1/me/warnings", tag = "quotas", params(Place),
    responses((status = 200, body = Page<WarningRow>), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn own_warnings(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(place): Asked<Place>,
) -> Result<Json<Page<WarningRow>>, Problem> {
    let limit = place.limit.unwrap_or(50);
    Ok(Json(state.control.warnings().own(&actor, place.cursor.as_deref(), limit).await?))
}
