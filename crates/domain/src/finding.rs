//! What is found wrong around a hub or in what it is set up with.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It will hurt somebody.
    Warning,
    /// Good to know; it may be meant so.
    Hint,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    pub severity: Severity,
    /// Which trap it is, such as `redis_evicts`: the same in every version.
    pub code: String,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Finding {
    pub fn warning(code: &str, text: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, code: code.to_owned(), text: text.into() }
    }

    pub fn hint(code: &str, text: impl Into<String>) -> Self {
        Self { severity: Severity::Hint, code: code.to_owned(), text: text.into() }
    }
}
