//! The one error that leaves the control plane, for the console and the management API alike.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What went wrong, in a stable word. The HTTP status follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    Invalid,
    Unauthenticated,
    /// The key is right, and the code that goes with it is missing or wrong.
    SecondFactor,
    Forbidden,
    NotFound,
    Conflict,
    /// It is no longer what the caller has read.
    Changed,
    /// The key of this request came with another one before.
    KeyReused,
    TooManyAttempts,
    Unavailable,
    Internal,
}

impl ErrorCode {
    pub fn status(self) -> u16 {
        match self {
            Self::Invalid => 400,
            Self::Unauthenticated | Self::SecondFactor => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Changed => 412,
            Self::KeyReused => 422,
            Self::TooManyAttempts => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// `field` names the input that is at fault, as it stands in the request body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiError {
    pub code: ErrorCode,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl ApiError {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None }
    }

    /// Of whatever the caller cannot help.
    pub fn internal() -> Self {
        Self::new(ErrorCode::Internal, "Something went wrong in the hub. Its log says what.")
    }

    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(ErrorCode::Invalid, message) }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for ApiError {}
