//! The hub as one application: settings, wiring, routes, documentation, start and end.

pub mod command;
pub mod config;
pub mod healthcheck;
pub mod shutdown;
pub mod startup;
pub mod telemetry;

mod asset;
mod demo;
mod live;
mod protect;
mod rest;
mod router;
