//! SQL, one file for each table, and nothing else. Every function works inside a transaction that the caller opened.

pub(crate) mod audit_log;
pub(crate) mod config_version;
pub(crate) mod console_session;
pub(crate) mod facet;
pub(crate) mod group;
pub(crate) mod key;
pub(crate) mod limit_warning;
pub(crate) mod logged_model;
pub(crate) mod price;
pub(crate) mod price_alias;
pub(crate) mod provider;
pub(crate) mod provider_attempt;
pub(crate) mod provider_undo;
pub(crate) mod request_log;
pub(crate) mod search;
pub(crate) mod setting;
pub(crate) mod span;
pub(crate) mod spend;
pub(crate) mod sums;
pub(crate) mod unpriced;
pub(crate) mod usage;
pub(crate) mod usage_day;
pub(crate) mod usage_hour;
pub(crate) mod usage_ledger;
mod usage_month;
pub(crate) mod usage_rollup;
pub(crate) mod user;
