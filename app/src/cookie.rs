//! The console's session cookie.

use crate::state::SecureCookies;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use domain::{Millis, Secret};

pub const NAME: &str = "cch_session";

/// The session's token, if the request brings one.
pub fn token(headers: &HeaderMap) -> Option<Secret> {
    let mut pairs =
        headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(';'));
    let value = pairs.find_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='))?;
    (!value.is_empty()).then(|| Secret::new(value))
}

/// `Set-Cookie` for a new session.
pub fn set(
    token: &Secret,
    expires_at: Millis,
    now: Millis,
    headers: &HeaderMap,
    secure: SecureCookies,
) -> Option<HeaderValue> {
    let age = ((expires_at - now) / 1000).max(0);
    let mut value =
        HeaderValue::from_str(&format!("{NAME}={}; {}", token.expose(), attributes(age, headers, secure))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// `Set-Cookie` that ends the session in the browser.
pub fn clear(headers: &HeaderMap, secure: SecureCookies) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{NAME}=; {}", attributes(0, headers, secure))).ok()
}

fn attributes(age: i64, headers: &HeaderMap, secure: SecureCookies) -> String {
    let by_https = headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes().starts_with(b"https"));
    let secure = match secure {
        SecureCookies::Auto => by_https,
        SecureCookies::Always => true,
        SecureCookies::Never => false,
    };
    format!("Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{}", if secure { "; Secure" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().filter_map(|(name, value)| Some((name.parse().ok()?, HeaderValue::from_static(value)))).collect()
    }

    #[test]
    fn the_cookie_comes_back() {
        let token = Secret::new("abc");
        let by_http = set(&token, Millis(61_000), Millis(1_000), &HeaderMap::new(), SecureCookies::Auto).unwrap();
        assert_eq!(by_http, "cch_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
        let by_https =
            set(&token, Millis(0), Millis(0), &headers(&[("x-forwarded-proto", "https")]), SecureCookies::Auto);
        assert!(by_https.unwrap().to_str().unwrap().ends_with("; Secure"));
        assert_eq!(super::token(&headers(&[("cookie", "a=b; cch_session=abc")])), Some(token));
        assert_eq!(super::token(&headers(&[("cookie", "cch_session=; cch_sessions=x")])), None);
    }
}
