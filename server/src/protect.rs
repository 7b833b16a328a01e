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
    let mut response = if reads || of_our_own(request.headers()) {
        next.run(request).await
    } else {
        let error = ApiError::new(ErrorCode::Forbidden, "This request came from another site's page.");
        crate::rest::Problem(error).into_response()
    };
    response.headers_mut().extend(HEADERS);
    response
}

/// Browsers say how the page that writes stands to us, older ones its origin alone; other clients send neither and carry no
/// cookie by themselves. `none` is a person's own doing, such as a bookmark. <https://www.w3.org/TR/fetch-metadata/>
fn of_our_own(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_none_or(|site| site == "same-origin" || site == "none") && same_origin(headers)
}

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
        for (origin, host, forwarded, site, want) in [
            (None, "hub:23000", None, None, true),
            (Some("http://hub:23000"), "hub:23000", None, None, true),
            (Some("https://hub.example.com"), "10.0.0.1:23000", Some("hub.example.com"), None, true),
            (Some("http://[::1]:23000"), "[::1]:23000", None, None, true),
            (Some("https://evil.example"), "hub:23000", None, None, false),
            (Some("null"), "hub:23000", None, None, false),
            (Some("http://hub:23000"), "hub:23000", None, Some("same-origin"), true),
            (None, "hub:23000", None, Some("same-origin"), true),
            (None, "hub:23000", None, Some("none"), true),
            (None, "hub:23000", None, Some("cross-site"), false),
            (None, "hub:23000", None, Some("same-site"), false),
            (None, "hub:23000", None, Some("same-origin, cross-site"), false),
            (None, "hub:23000", None, Some(""), false),
            (Some("http://hub:23000"), "hub:23000", None, Some("same-site"), false),
            (Some("https://evil.example"), "evil.example", None, Some("cross-site"), false),
            (Some("https://evil.example"), "hub:23000", None, Some("same-origin"), false),
            (Some("null"), "hub:23000", None, Some("none"), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            let others = [(ORIGIN.as_str(), origin), ("x-forwarded-host", forwarded), ("sec-fetch-site", site)];
            for (name, text) in others {
                headers.extend(text.map(|text| (HeaderName::from_static(name), HeaderValue::from_static(text))));
            }
            assert_eq!(of_our_own(&headers), want, "{origin:?} {site:?}");
        }
    }
}
