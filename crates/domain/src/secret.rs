//! Text that must not be shown: no `Display`, and a `Debug` that prints nothing.

use serde::{Deserialize, Serialize};
use std::fmt;

/// It serialises, for input forms travel from the console to the hub. No type that the hub answers with holds one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What people may see to tell one secret from another: `sk-a…9c21`.
    pub fn hint(&self) -> String {
        let chars: Vec<char> = self.0.chars().collect();
        match chars.len() {
            0 => String::new(),
            1..12 => "…".to_owned(),
            n => chars[..4].iter().chain(&['…']).chain(&chars[n - 4..]).collect(),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Secret {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Secret {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_only_a_hint() {
        assert_eq!(Secret::new("sk-ant-0123456789abcdef").hint(), "sk-a…cdef");
        assert_eq!(Secret::new("short").hint(), "…");
        assert_eq!(format!("{:?}", Secret::new("sk-ant")), "Secret");
    }
}
