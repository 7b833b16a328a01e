//! What every page within the frame stands on. The server finds it out before it renders, and hands it to the browser
//! with the page, so that neither ever waits for it.

use crate::api::Refusal;
use crate::api::site::Site;
use domain::log::LiveMessage;
use domain::user::Me;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Ground {
    pub(crate) me: Me,
    pub(crate) site: Site,
    pub(crate) live: LiveMessage,
}

impl Ground {
    /// None where the browser came from a page that had none: it has to load this one from the server.
    pub(crate) fn read() -> Option<Result<Self, Refusal>> {
        SharedValue::new(Self::found).into_inner()
    }

    #[cfg(feature = "ssr")]
    fn found() -> Option<Result<Self, Refusal>> {
        use_context::<axum::http::request::Parts>()?.extensions.get().cloned()
    }

    #[cfg(not(feature = "ssr"))]
    fn found() -> Option<Result<Self, Refusal>> {
        None
    }
}

#[cfg(feature = "ssr")]
pub use server::prepare;

#[cfg(feature = "ssr")]
mod server {
    use super::{Ground, LiveMessage, Refusal, Site};
    use crate::state::AppState;
    use axum::extract::{Request, State};
    use axum::http::{Method, request::Parts};
    use axum::middleware::Next;
    use axum::response::Response;
    use domain::Millis;

    /// Middleware of the console's pages.
    pub async fn prepare(State(state): State<AppState>, request: Request, next: Next) -> Response {
        if request.method() != Method::GET || request.uri().path().starts_with("/api/") {
            return next.run(request).await;
        }
        let (mut parts, body) = request.into_parts();
        let ground = Ground::find(&state, &parts).await;
        parts.extensions.insert(ground);
        next.run(Request::from_parts(parts, body)).await
    }

    impl Ground {
        async fn find(state: &AppState, parts: &Parts) -> Result<Self, Refusal> {
            let actor = state.caller(parts).await?;
            let (owner, live) = (actor.owner(), state.gateway.live());
            Ok(Self {
                me: actor.me(),
                site: Site::of(state, parts),
                live: LiveMessage {
                    running: live.running(owner, Millis::now()),
                    ended: Vec::new(),
                    active_sessions: state.gateway.active_sessions(owner).len() as i64,
                    degraded: state.gateway.is_degraded(),
                },
            })
        }
    }
}
