use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::{AppState, SecureCookies, state};
#[cfg(feature = "ssr")]
use axum::http::{header::HOST, request::Parts};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// What every page may know of the hub, signed in or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    pub title: String,
    /// The hub's address as its users see it, without a slash at the end.
    pub address: String,
    pub time_zone: String,
    /// From this share of a limit on it is told in amber.
    pub warn_percent: i64,
    pub version: String,
    /// The session's cookie is for https only and this page came by http: signing in cannot work.
    pub cookie_lost: bool,
}

#[server(prefix = "/api/console", input = Json)]
pub async fn load_site() -> Result<Site, Refusal> {
    Ok(Site::of(&state(), &expect_context()))
}

#[cfg(feature = "ssr")]
impl Site {
    pub(crate) fn of(state: &AppState, parts: &Parts) -> Self {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let scheme = header("x-forwarded-proto").and_then(|list| list.split(',').next()).unwrap_or("http").trim();
        let host = header("x-forwarded-host").or_else(|| header(HOST.as_str())).unwrap_or("localhost");
        let local = host.starts_with("localhost") || host.starts_with("127.");
        let settings = state.control.settings().get();
        Self {
            title: settings.site_title.clone(),
            address: state.site.app_url.clone().unwrap_or_else(|| format!("{scheme}://{host}")),
            time_zone: settings.time_zone.clone(),
            warn_percent: settings.limit_warn_percents.first().copied().unwrap_or(100),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            // Browsers treat the machine itself as safe.
            cookie_lost: state.site.secure_cookies == SecureCookies::Always && scheme == "http" && !local,
        }
    }
}
