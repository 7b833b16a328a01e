//! `GET /why/{request id}`: what happened to a request, for whoever made it. Beside the relay's own paths, so that it can be
//! opened with the very key that the request bore.

use super::{At, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::response::{IntoResponse, Response};
use domain::RequestId;
use domain::error::ErrorCode;
use domain::why::Why;
use std::time::Duration;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What has just happened is stored in a moment.
const STORED_WITHIN: Duration = Duration::from_secs(3);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(why))
}

/// Why did a request end as it did?
///
/// One paragraph: what happened, and what to do. As text, or as JSON for whoever accepts that. For the owner of the key
/// that made the request, and for admins, who also read the providers' names.
#[utoipa::path(get, path = "/why/{id}", tag = "logs", params(("id" = String, Path)),
    responses((status = 200, content((String = "text/plain"), (Why = "application/json"))),
        (status = 401, body = ProblemBody), (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn why(
    State(state): State<AppState>,
    Signed(actor): Signed,
    At(id): At<RequestId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let deadline = tokio::time::Instant::now() + STORED_WITHIN;
    let entry = loop {
        match state.control.logs().get(&actor, &id).await.map_err(domain::ApiError::from) {
            Err(error) if error.code == ErrorCode::NotFound && tokio::time::Instant::now() < deadline => {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            Err(mut error) if error.code == ErrorCode::NotFound => {
                error.message = format!(
                    "There is no record of the request {id}: its sender was not known, or it was not even a request, or it \
                     is still under way, or its log was cleaned."
                );
                return Err(Problem(error));
            }
            found => break found?,
        }
    };
    let why = Why::of(&entry, actor.is_admin());
    let wants_json =
        headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("json"));
    Ok(if wants_json { Json(why).into_response() } else { format!("{}\n", why.why).into_response() })
}
