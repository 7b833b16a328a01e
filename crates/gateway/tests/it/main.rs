//! The data plane over real sockets, between a raw client and a vendor that does what it is told.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod common;

mod abort;
mod auth;
mod body;
mod ending;
mod header;
mod json;
mod ledger;
mod live;
mod provider_test;
mod refusal;
mod settle;
mod stream;
