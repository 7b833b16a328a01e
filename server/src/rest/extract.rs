//! What handlers take from a request: who asks, and a body that is what it should be.

use super::{Problem, scope};
use app::{AppState, cookie};
use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::{AUTHORIZATION, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use control::Actor;
use domain::error::ErrorCode;
use domain::{ApiError, Millis, Secret};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// Someone signed in: by `Authorization: Bearer`, `X-Api-Key` or the console's cookie, in this order, with a token's scopes
/// checked. Their `If-Match` is what they have seen of what they change.
pub(crate) struct Signed(pub(crate) Actor);

impl FromRequestParts<AppState> for Signed {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let actor = actor(state, &parts.headers, &state.client_ip(parts)).await?;
        actor.require_scope(scope::needed(&parts.method, parts.uri.path()))?;
        Ok(Self(Actor { seen: seen(&parts.method, &parts.headers)?, ..actor }))
    }
}

async fn actor(state: &AppState, headers: &HeaderMap, ip: &str) -> Result<Actor, ApiError> {
    let now = Millis::now();
    if let Some(key) = key(headers) {
        return Ok(state.control.bearer(&key, ip, now).await?);
    }
    let Some(token) = cookie::token(headers) else {
        return Err(ApiError::new(
            ErrorCode::Unauthenticated,
            "Send the admin token, an API token or a hub key as `Authorization: Bearer`.",
        ));
    };
    Ok(state.control.actor(&token, ip, now).await?)
}

/// What the caller proves who they are with.
pub(super) fn credential(headers: &HeaderMap) -> Option<Secret> {
    key(headers).or_else(|| cookie::token(headers))
}

/// The tags of `If-Match` (RFC 9110, 13.1.1); none where whatever is there may be changed.
fn seen(method: &Method, headers: &HeaderMap) -> Result<Vec<String>, ApiError> {
    let Some(list) = headers.get(IF_MATCH).filter(|_| [Method::PATCH, Method::DELETE].contains(method)) else {
        return Ok(Vec::new());
    };
    let list = list.to_str().unwrap_or_default().trim();
    if list == "*" {
        return Ok(Vec::new());
    }
    let tag = |one: &str| Some(one.trim().strip_prefix('"')?.strip_suffix('"')?.to_owned());
    let tags: Option<Vec<String>> = list.split(',').map(tag).collect();
    tags.ok_or_else(|| ApiError::new(ErrorCode::Invalid, "If-Match takes `*` or the ETag of an answer, in its quotes."))
}

fn key(headers: &HeaderMap) -> Option<Secret> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let bearer = text(AUTHORIZATION.as_str()).and_then(|value| {
        let (scheme, key) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
    });
    bearer.or_else(|| text("x-api-key")).filter(|key| !key.is_empty()).map(Secret::new)
}

/// A JSON body: an object.
pub(crate) struct Input<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let told = |error: JsonRejection| invalid(&without_texts(&error.body_text()));
        let Json(body) = Json::<Box<RawValue>>::from_request(request, state).await.map_err(told)?;
        // A list would be read as an object's fields one after another, and a text be shown where it is complained of.
        if !body.get().starts_with('{') {
            return Err(invalid("The body must be a JSON object."));
        }
        Json::from_bytes(body.get().as_bytes()).map(|Json(body)| Self(body)).map_err(told)
    }
}

/// Serde's complaint of a text where something else, or another one, belongs, without that text: it may be a secret in the
/// wrong place.
fn without_texts(complaint: &str) -> String {
    let texts = [("string", " \"", "\", expected "), ("unknown variant", " `", "`, expected ")];
    let mut complaint = complaint.to_owned();
    for (what, begin, end) in texts {
        if let (Some(from), Some(to)) = (complaint.find(&format!("{what}{begin}")), complaint.rfind(end))
            && from < to
        {
            complaint.replace_range(from + what.len()..to + 1, "");
        }
    }
    complaint
}

/// A number, or another typed piece, of the path.
pub(crate) struct At<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let piece: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, state).await;
        piece.map(|Path(piece)| Self(piece)).map_err(|error| invalid(&error.body_text()))
    }
}

/// The query string.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        query.map(|Query(query)| Self(query)).map_err(|error| invalid(&error.body_text()))
    }
}

fn invalid(message: &str) -> Problem {
    Problem(ApiError::new(ErrorCode::Invalid, message))
}
