//! What the hub tells those who run it: its own log, figures for Prometheus, traces.

mod collector;
pub(crate) mod figures;
pub mod log;
pub mod panic;
mod provider;
pub(crate) mod scrape;
pub(crate) mod trace;
