//! How long a provider may take.

use crate::error::ApiError;
use crate::time::HOUR;
use serde::{Deserialize, Serialize};

/// In milliseconds; 0 = what holds for the whole hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Timeouts {
    /// TCP and TLS.
    pub connect_ms: i64,
    /// From sending a request to the first byte of a streamed answer.
    pub first_byte_ms: i64,
    /// Between two pieces of an answer.
    pub idle_ms: i64,
    /// An answer that is no stream, as a whole.
    pub total_ms: i64,
}

impl Timeouts {
    /// # Errors
    /// When a figure is negative or beyond a day.
    pub fn check(&self) -> Result<(), ApiError> {
        let all = [self.connect_ms, self.first_byte_ms, self.idle_ms, self.total_ms];
        match all.iter().all(|ms| (0..=24 * HOUR).contains(ms)) {
            true => Ok(()),
            false => Err(ApiError::invalid("timeouts", "A time limit must be between 0 and 24 hours.".to_owned())),
        }
    }
}
