//! The data plane over real sockets, between a raw client and a vendor that does what it is told.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod abort;
mod address;
mod auth;
mod billing;
mod body;
mod breaker;
mod chat;
mod common;
mod egress;
mod encoding;
mod ending;
mod exclusion;
mod failover;
mod family;
mod gate;
mod google;
mod guess;
mod header;
mod json;
mod ledger;
mod limit;
mod list;
mod live;
mod outage;
mod provider_test;
mod proxy;
mod redirect;
mod refusal;
mod repair;
mod session;
mod settle;
mod storm;
mod stream;
mod timeout;
mod trick;
mod weather;
