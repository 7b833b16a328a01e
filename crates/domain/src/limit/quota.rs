use super::{LimitKind, LimitOwner};
use crate::Millis;
use serde::{Deserialize, Serialize};

/// How one limit stands: what pages show, and what refusals name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quota {
    pub owner: LimitOwner,
    /// The models that it is for; none = all.
    pub models: Option<String>,
    pub kind: LimitKind,
    pub limit: i64,
    /// Settled: nano-dollars, tokens, requests or sessions.
    pub used: i64,
    /// Held for requests under way.
    pub reserved: i64,
    /// Begin of the window; none = no window, or a fixed one that has not begun.
    pub from: Option<Millis>,
    /// When it begins anew, or, if it is reached and rolls, when something of it comes free.
    pub resets_at: Option<Millis>,
}

impl Quota {
    pub fn is_reached(&self) -> bool {
        self.used + self.reserved >= self.limit
    }

    /// What is used and reserved, of the limit: 1 when it is reached. For drawing, never for arithmetic.
    pub fn share(&self) -> f64 {
        if self.limit <= 0 { 1.0 } else { (self.used + self.reserved) as f64 / self.limit as f64 }
    }
}

/// A limit has come to one of the percentages at which people want to hear of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LimitWarning {
    pub at: Millis,
    pub percent: i64,
    pub quota: Quota,
}
