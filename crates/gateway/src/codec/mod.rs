//! Dialects: what the hub must understand of each vendor's protocol to meter and to end an answer properly.

pub(crate) mod anthropic;
