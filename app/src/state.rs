//! What the server gives to pages, server functions and handlers.

use crate::cookie;
use axum::extract::{ConnectInfo, FromRef};
use axum::http::request::Parts;
use control::doctor::{Surroundings, surroundings};
use control::{Actor, Control};
use domain::Millis;
use domain::error::{ApiError, ErrorCode};
use domain::finding::Finding;
use gateway::Gateway;
use leptos::prelude::*;
use std::net::SocketAddr;
use std::sync::Arc;

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub control: Control,
    pub gateway: Gateway,
    pub leptos_options: LeptosOptions,
    pub site: Arc<SiteOptions>,
    /// What the program knows of where it runs.
    pub here: Arc<Surroundings>,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}

/// How the console is reached.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    /// The hub's address as users see it; `None` = as the request names it.
    pub app_url: Option<String>,
    pub secure_cookies: SecureCookies,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecureCookies {
    /// Where the page came by https.
    Auto,
    Always,
    Never,
}

/// The state, inside a page or a server function.
pub fn state() -> AppState {
    expect_context()
}

impl AppState {
    /// Traps around this instance and in what the hub is set up with, warnings first.
    ///
    /// # Errors
    /// When the database does not answer, or whoever asks is no admin.
    pub async fn findings(&self, actor: &Actor) -> control::Result<Vec<Finding>> {
        let mut found = self.control.examine(actor).await?;
        found.extend(surroundings(&self.here));
        found.sort_by_key(|one| one.severity);
        Ok(found)
    }

    /// Where a request came from.
    pub fn client_ip(&self, parts: &Parts) -> String {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
        self.gateway.client_ip(&parts.headers, peer)
    }

    /// Who is asking, by the console's cookie.
    ///
    /// # Errors
    /// `Unauthenticated` without a session that holds.
    pub async fn caller(&self, parts: &Parts) -> Result<Actor, ApiError> {
        let token =
            cookie::token(&parts.headers).ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated, "Log in first."))?;
        Ok(self.control.actor(&token, &self.client_ip(parts), Millis::now()).await?)
    }
}

/// The same, inside a server function.
pub async fn caller() -> Result<Actor, ApiError> {
    let parts: Parts = expect_context();
    state().caller(&parts).await
}
