//! Headers and checks that protect the console and the management API in a browser.

use axum::extract::Request;
use axum::http::header::{
    HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ApiError;
use domain::error::ErrorCode;

const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
];

/// Refuses writes that another site's page sends with the user's cookie, and sets the security headers.
pub(crate) async fn layer(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let mut response = if reads || same_origin(request.headers()) {
        next.run(request).await
    } else {
        let error = ApiError::new(ErrorCode::Forbidden, "This request came from another site's page.");
        crate::rest::Problem(error).into_response()
    };
    response.headers_mut().extend(HEADERS);
    response
}

/// Browsers name the page's origin on every write; other clients send none and carry no cookie by themselves.
fn same_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let host_of = |text: &str| text.split_once("://").map(|(_, host)| host.to_ascii_lowercase());
    let origin = origin.to_str().ok().and_then(host_of);
    let named = [HOST, HeaderName::from_static("x-forwarded-host")];
    let hosts = named.iter().filter_map(|name| headers.get(name)?.to_str().ok());
    origin.is_some_and(|origin| hosts.into_iter().any(|host| host.eq_ignore_ascii_case(&origin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_write() {
        for (origin, host, forwarded, want) in [
            (None, "hub:23000", None, true),
            (Some("http://hub:23000"), "hub:23000", None, true),
            (Some("https://hub.example.com"), "10.0.0.1:23000", Some("hub.example.com"), true),
            (Some("http://[::1]:23000"), "[::1]:23000", None, true),
            (Some("https://evil.example"), "hub:23000", None, false),
            (Some("null"), "hub:23000", None, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            headers.extend(origin.map(|text| (ORIGIN, HeaderValue::from_static(text))));
            headers.extend(
                forwarded.map(|text| (HeaderName::from_static("x-forwarded-host"), HeaderValue::from_static(text))),
            );
            assert_eq!(same_origin(&headers), want, "{origin:?}");
        }
    }
}
