use serde::{Deserialize, Serialize};

/// How the windows of five hours and of a day move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WindowMode {
    /// Looks back from now, in steps of a quarter of an hour.
    #[default]
    Rolling,
    /// Has a beginning and an end. Five hours begin with the quarter of an hour of their first billed request.
    Fixed,
}

impl WindowMode {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rolling => "rolling",
            Self::Fixed => "fixed",
        }
    }
}

impl From<&str> for WindowMode {
    /// Anything but `fixed` rolls.
    fn from(text: &str) -> Self {
        if text == Self::Fixed.as_str() { Self::Fixed } else { Self::Rolling }
    }
}
