#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::csv::{CsvForm, exported};
use super::{Asked, At, Input, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::log::{Cleaned, LogEntry, LogFilter, LogRow, LogTotals, Page, StatusFilter};
use domain::{KeyId, Millis, ProviderId, RequestId, UserId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(stats))
        .routes(routes!(export))
        .routes(routes!(export_ledger))
        .routes(routes!(clean))
        .routes(routes!(get))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    user: Option<i64>,
    key: Option<i64>,
    provider: Option<i64>,
    /// Part of the model's name, in any case.
    model: Option<String>,
    session: Option<String>,
    #[param(inline)]
    status: Option<StatusFilter>,
    /// Only requests that were answered with another model than was sent.
    #[serde(default)]
    mismatch: bool,
    /// Only requests whose model has no price.
    #[serde(default)]
    unpriced: bool,
    /// Unix milliseconds, from this instant on.
    from: Option<i64>,
    /// Unix milliseconds, before this instant.
    until: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// 1 to 200; 50 when left out.
    limit: Option<i64>,
}

impl Filter {
    fn rows(&self) -> LogFilter {
        LogFilter {
            user: self.user.map(UserId),
            key: self.key.map(KeyId),
            provider: self.provider.map(ProviderId),
            model: self.model.clone(),
            session: self.session.clone(),
            status: self.status,
            mismatch: self.mismatch,
            unpriced: self.unpriced,
            from: self.from.map(Millis),
            until: self.until.map(Millis),
        }
    }
}

/// List requests
///
/// Newest first. Users see their own, admins all. Follow `next` for older ones; rows that come in meanwhile shift nothing.
#[utoipa::path(get, path = "/api/v1/usage-logs", tag = "logs", params(Filter),
    responses((status = 200, body = Page<LogRow>), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn list(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(filter): Asked<Filter>,
) -> Result<Json<Page<LogRow>>, Problem> {
    let limit = filter.limit.unwrap_or(50);
    Ok(Json(state.control.logs().list(&actor, &filter.rows(), filter.cursor.as_deref(), limit).await?))
}

/// Sums of what a filter finds
///
/// By time, user, key, provider and models over all of them, of a provider what it was billed for itself. With another filter
/// over the newest 1,000 rows, where there are more of them (`complete` is false).
#[utoipa::path(get, path = "/api/v1/usage-logs/stats", tag = "logs", params(Filter),
    responses((status = 200, body = LogTotals), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn stats(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(filter): Asked<Filter>,
) -> Result<Json<LogTotals>, Problem> {
    Ok(Json(state.control.logs().summary(&actor, &filter.rows()).await?))
}

/// Export requests as CSV
///
/// Every row that the filter finds, newest first. Times are UTC, costs are dollars; a text that a spreadsheet would take
/// for a formula begins with an apostrophe. `cursor` and `limit` do not count.
#[utoipa::path(get, path = "/api/v1/usage-logs/export", tag = "logs", params(Filter, CsvForm),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn export(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(filter): Asked<Filter>,
    Asked(form): Asked<CsvForm>,
) -> Result<Response, Problem> {
    exported("requests", form, state.control.logs().export(&actor, filter.rows())).await
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Span {
    /// Unix milliseconds, from this instant on.
    from: Option<i64>,
    /// Unix milliseconds, before this instant.
    until: Option<i64>,
}

/// Export the ledger as CSV
///
/// One row for each billed request, newest first: what money is counted from, also where the log was cleaned. Users get
/// their own, admins all.
#[utoipa::path(get, path = "/api/v1/ledger/export", tag = "logs", params(Span, CsvForm),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn export_ledger(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(span): Asked<Span>,
    Asked(form): Asked<CsvForm>,
) -> Result<Response, Problem> {
    let export = state.control.logs().export_ledger(&actor, span.from.map(Millis), span.until.map(Millis));
    exported("ledger", form, export).await
}

#[derive(Deserialize, ToSchema)]
struct Cleaning {
    /// Unix milliseconds: rows before this instant are removed.
    before: Millis,
    /// Only count them.
    #[serde(default)]
    dry_run: bool,
}

/// Remove old requests from the log
///
/// Ledger, sums and limits stay as they are. `log_days` of the settings does the same by itself.
#[utoipa::path(post, path = "/api/v1/usage-logs/cleanup", tag = "logs", request_body = Cleaning,
    responses((status = 200, body = Cleaned), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn clean(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Input(cleaning): Input<Cleaning>,
) -> Result<Json<Cleaned>, Problem> {
    Ok(Json(state.control.logs().clean(&actor, cleaning.before, cleaning.dry_run).await?))
}

/// Get a request
///
/// The whole story: each attempt, tokens by class, the cost with the numbers it came from.
#[utoipa::path(get, path = "/api/v1/usage-logs/{id}", tag = "logs", params(("id" = String, Path)),
    responses((status = 200, body = LogEntry), (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn get(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<RequestId>,
) -> Result<Json<LogEntry>, Problem> {
    Ok(Json(state.control.logs().get(&actor, &id).await?))
}
