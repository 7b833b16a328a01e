use super::Refusal;
#[cfg(feature = "ssr")]
use crate::state::state;
use domain::Secret;
use domain::user::Me;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Begins a session: `key` is the admin token, or a hub key that may sign in.
#[server(prefix = "/api/console", input = Json)]
pub async fn login(key: Secret, code: Option<String>) -> Result<Me, Refusal> {
    use crate::cookie;
    use axum::http::header::{SET_COOKIE, USER_AGENT};
    use axum::http::request::Parts;
    let parts: Parts = expect_context();
    let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (state, now) = (state(), domain::Millis::now());
    let login = state.control.login(&key, &state.client_ip(&parts), agent, code.as_deref(), now).await?;
    let cookie = cookie::set(&login.token, login.expires_at, now, &parts.headers, state.site.secure_cookies);
    if let Some(cookie) = cookie {
        expect_context::<leptos_axum::ResponseOptions>().insert_header(SET_COOKIE, cookie);
    }
    Ok(login.actor.me())
}

/// Ends the session, here and in the browser.
#[server(prefix = "/api/console", input = Json)]
pub async fn logout() -> Result<(), Refusal> {
    use crate::cookie;
    use axum::http::header::SET_COOKIE;
    use axum::http::request::Parts;
    let parts: Parts = expect_context();
    let state = state();
    if let Some(token) = cookie::token(&parts.headers) {
        state.control.logout(&token).await?;
    }
    if let Some(cookie) = cookie::clear(&parts.headers, state.site.secure_cookies) {
        expect_context::<leptos_axum::ResponseOptions>().insert_header(SET_COOKIE, cookie);
    }
    Ok(())
}
