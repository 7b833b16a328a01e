use super::{Input, Problem, ProblemBody, Signed};
use app::{AppState, cookie};
use axum::Json;
use axum::extract::State;
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use domain::user::Me;
use domain::{Millis, Secret};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(login)).routes(routes!(logout)).routes(routes!(me))
}

#[derive(Deserialize, ToSchema)]
struct Credential {
    /// The admin token, or a hub key that may sign in.
    #[schema(example = "sk-0123456789abcdef0123456789abcdef")]
    key: Secret,
    /// Of the second factor, for an admin who has one.
    #[serde(default)]
    code: Option<String>,
}

/// Sign in to the console
///
/// Sets the session cookie, for the admin token or a hub key. A key that may not sign in as its owner sees its own requests
/// alone, here as elsewhere. An admin with a second factor who sends no `code`, or a wrong one, gets `second_factor` as the
/// error's code. Unless the hub is set otherwise, ten failures from one address within five minutes lock it for fifteen.
#[utoipa::path(post, path = "/api/auth/login", tag = "auth", request_body = Credential,
    responses((status = 200, body = Me), (status = 401, body = ProblemBody), (status = 429, body = ProblemBody), (status = 503, body = ProblemBody)))]
async fn login(
    State(state): State<AppState>,
    parts: Parts,
    Input(body): Input<Credential>,
) -> Result<impl IntoResponse, Problem> {
    let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let now = Millis::now();
    let login = state.control.login(&body.key, &state.client_ip(&parts), agent, body.code.as_deref(), now).await?;
    let cookie = cookie::set(&login.token, login.expires_at, now, &parts.headers, state.site.secure_cookies);
    Ok((AppendHeaders(cookie.map(|cookie| (SET_COOKIE, cookie))), Json(login.actor.me())))
}

/// Sign out
///
/// Ends the session of the cookie on the server, and takes the cookie from the browser. Without a session nothing happens.
#[utoipa::path(post, path = "/api/auth/logout", tag = "auth", responses((status = 204), (status = 503, body = ProblemBody)))]
async fn logout(State(state): State<AppState>, headers: HeaderMap) -> Result<impl IntoResponse, Problem> {
    if let Some(token) = cookie::token(&headers) {
        state.control.logout(&token).await?;
    }
    let cleared = cookie::clear(&headers, state.site.secure_cookies);
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cleared.map(|cookie| (SET_COOKIE, cookie)))))
}

/// Who am I
///
/// Whom the hub takes the sender of this request for. A hub key of an admin is a user here, who only reads.
#[utoipa::path(get, path = "/api/v1/users:self", tag = "auth",
    responses((status = 200, body = Me), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn me(Signed(actor): Signed) -> Json<Me> {
    Json(actor.me())
}
