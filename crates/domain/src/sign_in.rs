//! How people get into the console: sessions that are open, and what is asked beside the key.

use crate::Millis;
use serde::{Deserialize, Serialize};

/// A browser that is signed in. `name`: whose; `current`: the one that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsoleSession {
    pub id: String,
    pub name: String,
    pub ip: String,
    pub user_agent: String,
    pub created_at: Millis,
    pub expires_at: Millis,
    pub current: bool,
}

/// Codes of an app (TOTP, RFC 6238) that an admin shows beside the key. `since`: none where none is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    pub since: Option<Millis>,
}

/// What an app needs to make the codes; it counts once a code of it was right. Shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrolment {
    /// Base32, to be typed.
    pub secret: String,
    /// `otpauth://…`
    pub url: String,
    /// The same as an SVG image of a QR code.
    pub qr: String,
}

/// Six digits, of now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Code {
    pub code: String,
}
