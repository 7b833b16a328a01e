//! What a request must pass before a provider is asked: one policy a file.

pub(crate) mod auth;
pub(crate) mod lockout;
pub(crate) mod model;
