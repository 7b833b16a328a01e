//! What scope a token needs for an operation.

use axum::http::Method;
use domain::token::Scope;

/// By the noun of the path. None: tokens may not do it, as with any path that is not named here.
pub(super) fn needed(method: &Method, path: &str) -> Option<Scope> {
    let path = path.strip_prefix("/api/v1/").unwrap_or(path);
    let noun = path.trim_start_matches('/').split(['/', ':']).next().unwrap_or_default();
    match noun {
        "tokens" | "console-sessions" => None,
        "me" if path.starts_with("me/second-factor") => None,
        // It has more than can be read elsewhere.
        "system" if path.starts_with("system/backup") => Some(Scope::Settings),
        _ if matches!(*method, Method::GET | Method::HEAD) => Some(Scope::Read),
        // The simulator only tells what would be.
        "dashboard" => Some(Scope::Read),
        "providers" | "provider-groups" | "sessions" => Some(Scope::Providers),
        "users" | "keys" => Some(Scope::Users),
        "prices" | "price-aliases" => Some(Scope::Prices),
        "system" | "jobs" | "alert-targets" => Some(Scope::Settings),
        "usage-logs" => Some(Scope::Logs),
        _ => None,
    }
}
