//! Browsers may call the hub from any page: a key is needed all the same, and cookies are never taken.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use reqwest::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, HeaderMap, HeaderValue,
    VARY,
};

const METHODS: HeaderValue = HeaderValue::from_static("GET,POST,PUT,PATCH,DELETE,OPTIONS");
const HEADERS: HeaderValue =
    HeaderValue::from_static("authorization,x-api-key,x-goog-api-key,content-type,anthropic-version");
const EXPOSED: HeaderValue = HeaderValue::from_static("request-id,x-request-id,x-cch-request-id,retry-after");
const DAY_SECONDS: HeaderValue = HeaderValue::from_static("86400");

/// The answer to a browser that asks whether it may.
pub(crate) fn preflight(asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    allow(headers);
    let wanted = asked.get(ACCESS_CONTROL_REQUEST_HEADERS);
    if wanted.is_some() {
        headers.insert(VARY, HeaderValue::from_static("Access-Control-Request-Headers"));
    }
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.cloned().unwrap_or(HEADERS));
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(ACCESS_CONTROL_MAX_AGE, DAY_SECONDS);
    response
}

/// In place of what a vendor may have said for its own pages.
pub(crate) fn allow(headers: &mut HeaderMap) {
    headers.remove("access-control-allow-credentials");
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}
