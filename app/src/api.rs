//! What pages ask the hub: thin server functions over the control plane's use cases, by noun.

pub mod access;
pub mod alert;
pub mod audit;
pub mod auth;
pub mod availability;
pub mod breaker;
pub mod group;
pub mod key;
mod loaded;
pub mod log;
pub mod price;
pub mod provider;
pub mod quota;
pub mod report;
pub mod search;
pub mod session;
pub mod setting;
pub mod simulation;
pub mod site;
pub mod upkeep;
pub mod user;

pub use loaded::{Loaded, load};

use crate::ui::Fault;
use domain::ApiError;
use domain::error::ErrorCode;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why the hub did not do it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Refusal(pub ApiError);

impl Refusal {
    fn strange(what: impl std::fmt::Display) -> Self {
        let text = format!("The hub and this page did not understand each other; load the page anew. ({what})");
        Self(ApiError::new(ErrorCode::Unavailable, text))
    }

    /// Nobody is signed in, or no longer.
    pub fn is_signed_out(&self) -> bool {
        self.0.code == ErrorCode::Unauthenticated
    }
}

impl<E: Into<ApiError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        let error = error.into();
        // The answer, of a server function or of the page that asked it, has the status that goes with it.
        #[cfg(feature = "ssr")]
        if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
            && let Ok(status) = axum::http::StatusCode::from_u16(error.code.status())
        {
            response.set_status(status);
        }
        Self(error)
    }
}

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let message = match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => {
                "The hub cannot be reached. Try again.".to_owned()
            }
            other => return Self::strange(other),
        };
        Self(ApiError::new(ErrorCode::Unavailable, message))
    }
}

impl From<Refusal> for Fault {
    fn from(Refusal(error): Refusal) -> Self {
        Self { field: error.field, ..Self::new(error.message) }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
