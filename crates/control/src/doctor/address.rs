//! The hub's address against what the console's cookie asks for.

use domain::finding::Finding;

pub(super) fn check(app_url: Option<&str>, secure_cookies: Option<bool>) -> Option<Finding> {
    let url = app_url?.trim().to_ascii_lowercase();
    match secure_cookies {
        Some(true) if url.starts_with("http://") => Some(Finding::warning(
            "secure_cookie_on_http",
            "ENABLE_SECURE_COOKIES is on and APP_URL begins with http://: browsers do not send such a cookie, and nobody stays \
             signed in. Set it to auto, or serve the console by https.",
        )),
        Some(false) if url.starts_with("https://") => Some(Finding::warning(
            "plain_cookie_on_https",
            "ENABLE_SECURE_COOKIES is off and APP_URL begins with https://: a browser also sends the cookie over plain http. \
             Set it to auto.",
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_browsers_keep_back_is_told() {
        let code = |url, secure| check(url, secure).map(|found| found.code);
        assert_eq!(code(Some("http://hub.example"), Some(true)).as_deref(), Some("secure_cookie_on_http"));
        assert_eq!(code(Some("HTTPS://hub.example"), Some(false)).as_deref(), Some("plain_cookie_on_https"));
        for (url, secure) in [
            (None, Some(true)),
            (Some("https://hub.example"), Some(true)),
            (Some("http://hub.example"), Some(false)),
            (Some("http://hub.example"), None),
            (Some("https://hub.example"), None),
        ] {
            assert_eq!(code(url, secure), None, "{url:?} {secure:?}");
        }
    }
}
