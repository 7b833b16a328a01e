//! Sessions: conversations as far as the hub can tell them apart.

mod story;

pub use story::{Departure, SessionStory, Turn};

use crate::log::{CallerTag, ProviderTag};
use crate::{KeyId, Millis};
use serde::{Deserialize, Serialize};

/// A session with a request within the time that a session lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActiveSession {
    pub id: String,
    pub caller: CallerTag,
    /// The User-Agent of its last request.
    pub client: String,
    pub model: Option<String>,
    /// Who served it last.
    pub provider: Option<ProviderTag>,
    pub first_at: Millis,
    pub last_at: Millis,
    pub requests: i64,
}

impl ActiveSession {
    pub fn name(&self) -> SessionName {
        SessionName { key_id: self.caller.key_id, id: self.id.clone() }
    }

    /// The same session as another instance knows it.
    pub fn add(&mut self, other: &Self) {
        let (first_at, requests) = (self.first_at.min(other.first_at), self.requests + other.requests);
        if other.last_at > self.last_at {
            self.clone_from(other);
        }
        (self.first_at, self.requests) = (first_at, requests);
    }
}

/// A session's name: two keys with the same id never meet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionName {
    pub key_id: KeyId,
    pub id: String,
}

/// Where a request's session id was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionSource {
    Header,
    Body,
    /// The client names none: it is made from the beginning of the conversation.
    Fingerprint,
}

/// What a request did to the binding of its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BindingAction {
    /// Its next request goes to the provider that served this one.
    Bound,
    Kept,
    /// It was bound to another provider.
    Moved,
    /// Its provider failed, and no other served the request.
    Cleared,
    /// A newer request had bound it in the meantime.
    Outrun,
}
