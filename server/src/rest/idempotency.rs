//! A `POST` that is sent again with its `Idempotency-Key` gets the answer of the first time.

use super::backup::BINARY;
use super::frame::whole;
use super::price::TABLE_BYTES;
use super::{Problem, extract};
use app::AppState;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use control::service::idempotency::{Answer, Idempotency, Turn};
use control::tag_of;
use domain::error::ErrorCode;
use domain::{ApiError, Millis};

pub(super) const KEY: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const KEY_CHARS: usize = 255;
/// What of an answer's head is kept.
const HEADERS: [HeaderName; 3] = [CONTENT_TYPE, LOCATION, CACHE_CONTROL];

pub(super) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    // A file may be larger than what is kept here for a moment, and its check changes nothing.
    let is_file = request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == BINARY);
    let Some(key) = request.headers().get(KEY).filter(|_| request.method() == Method::POST && !is_file) else {
        return next.run(request).await;
    };
    // Without a credential it is refused anyway.
    let Some(credential) = extract::credential(request.headers()) else { return next.run(request).await };
    let key = match key.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_CHARS => state.control.idempotency(&credential, key),
        _ => return refused(ErrorCode::Invalid, "An Idempotency-Key has 1 to 255 printable ASCII characters."),
    };
    once(key, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn once(key: Idempotency, request: Request, next: Next) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, TABLE_BYTES).await else {
        return Ok(refused(ErrorCode::Invalid, "The body is too large, or was cut off."));
    };
    let fingerprint = tag_of(format!("{} {} {}", head.method, head.uri, tag_of(&body)).as_bytes());
    match key.begin(&fingerprint, Millis::now()).await? {
        Turn::First => {}
        Turn::Again(answer) => return Ok(replayed(answer)),
        Turn::Other => {
            return Ok(refused(ErrorCode::KeyReused, "This Idempotency-Key came with another request before."));
        }
        Turn::UnderWay => {
            return Ok(refused(ErrorCode::Conflict, "The request with this Idempotency-Key is still being done."));
        }
    }
    // To its end, even if the caller goes away: otherwise nobody would know what became of it.
    let done = tokio::spawn(async move {
        let (answer, kept) = kept(next.run(Request::from_parts(head, Body::from(body))).await).await;
        if let Err(error) = key.answered(kept.as_ref()).await {
            tracing::warn!(%error, "an answer could not be kept for its Idempotency-Key");
        }
        answer
    });
    Ok(done.await.unwrap_or_else(|_| Problem(ApiError::internal()).into_response()))
}

/// The answer, and what of it is kept: nothing where the caller may try again.
async fn kept(response: Response) -> (Response, Option<Answer>) {
    let again = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS];
    let status = response.status();
    if status.is_server_error() || again.contains(&status) {
        return (response, None);
    }
    let (head, body) = match whole(response).await {
        Ok(whole) => whole,
        Err(problem) => return (problem.into_response(), None),
    };
    let text = |name: &HeaderName| Some((name.to_string(), head.headers.get(name)?.to_str().ok()?.to_owned()));
    let answer = Answer {
        status: status.as_u16(),
        headers: HEADERS.iter().filter_map(text).collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    (Response::from_parts(head, Body::from(body)), Some(answer))
}

fn replayed(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

fn refused(code: ErrorCode, message: &str) -> Response {
    Problem(ApiError::new(code, message)).into_response()
}
