//! What every answer of the management API has: an id that the hub's log has too, and the tag of what it shows.

use super::problem::{Place, Problem};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ApiError;
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(super) async fn layer(request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().to_string();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        let status = response.status();
        if status.is_server_error() {
            tracing::warn!(request_id = %id, %method, path, %error, "an API request failed");
        }
        response = Problem(error).at(&Place { request_id: id.clone(), path });
    } else if is_json(response.headers()) && response.status().is_success() {
        response = tagged(response, known.filter(|_| method == Method::GET)).await;
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// A handler's answer. Its body is in memory: handlers make their JSON in one piece.
pub(super) async fn whole(response: Response) -> Result<(Parts, Bytes), Problem> {
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|_| Problem(ApiError::internal()))?;
    Ok((head, body))
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// With its entity tag; without its body where the caller has it already.
async fn tagged(response: Response, known: Option<HeaderValue>) -> Response {
    let (mut head, body) = match whole(response).await {
        Ok(whole) => whole,
        Err(problem) => return problem.into_response(),
    };
    let tag = format!("\"{}\"", control::tag_of(&body));
    let same = known.as_ref().and_then(|known| known.to_str().ok()).is_some_and(|known| names(known, &tag));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        head.headers.insert(ETAG, tag);
    }
    head.headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    if same {
        head.status = StatusCode::NOT_MODIFIED;
        head.headers.remove(CONTENT_LENGTH);
        head.headers.remove(CONTENT_TYPE);
        return Response::from_parts(head, Body::empty());
    }
    Response::from_parts(head, Body::from(body))
}

/// Whether a list of `If-None-Match` has the tag; compared weakly (RFC 9110, 13.1.2).
fn names(list: &str, tag: &str) -> bool {
    list.trim() == "*" || list.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}
