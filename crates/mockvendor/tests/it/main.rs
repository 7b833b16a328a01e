//! The vendor as its clients see it: over real sockets, byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod audio;
mod bill;
mod client;
mod code_assist;
mod completion;
mod dialect;
mod embedding;
mod encoding;
mod ending;
mod google;
mod image;
mod method;
mod model;
mod moderation;
mod oauth;
mod picture;
mod resource;
mod script;
mod tier;
