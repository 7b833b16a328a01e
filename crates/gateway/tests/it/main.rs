//! The data plane over real sockets, between a raw client and a vendor that does what it is told.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod abort;
mod address;
mod auth;
mod body;
mod chat;
mod common;
mod encoding;
mod ending;
mod family;
mod google;
mod guess;
mod header;
mod json;
mod ledger;
mod list;
mod live;
mod provider_test;
mod proxy;
mod redirect;
mod refusal;
mod repair;
mod settle;
mod stream;
mod trick;
