//! The data plane over real sockets, between a raw client and a vendor that does what it is told.

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
