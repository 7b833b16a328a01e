//! What `cch` does besides serving.

pub mod import;
