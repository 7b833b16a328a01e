//! Which provider gets a request, for how long it is tried, and what failures mean.

pub(crate) mod binding;
pub(crate) mod breaker;
pub(crate) mod classify;
pub(crate) mod endpoint;
pub(crate) mod failover;
mod machine;
pub(crate) mod permit;
pub(crate) mod policy;
pub(crate) mod pool;
mod probe;
pub(crate) mod select;
mod share;
pub(crate) mod slot;
