//! The vendor as its clients see it: over real sockets, byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod bill;
mod client;
mod dialect;
mod ending;
mod script;
