//! What `cch` does besides serving, one file for each.

pub mod audit;
pub mod import;
