//! Text that must not be shown: no `Display`, and a `Debug` that prints nothing.

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::fmt;

/// It serialises, for input forms travel from the console to the hub. No type that the hub answers with holds one.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
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

/// What is no text is complained of without repeating it.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a text, serde_json would make the complaint itself.
        deserializer.deserialize_any(Text)
    }
}

struct Text;

impl Text {
    fn refuse<E: Error>() -> Result<Secret, E> {
        Err(E::custom("invalid type: number, expected a string"))
    }
}

impl Visitor<'_> for Text {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret::new(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Secret, E> {
        Ok(Secret(text))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Secret, E> {
        Self::refuse()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Secret, E> {
        Self::refuse()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Secret, E> {
        Self::refuse()
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

    #[test]
    fn what_is_no_text_is_not_repeated() {
        let read = |text: &str| serde_json::from_str::<Secret>(text);
        assert_eq!(read("\"sk-\\u0061nt\"").unwrap(), Secret::new("sk-ant"));
        for text in
            ["771203344551", "-771203344551", "771203344551.5", "[\"771203344551\"]", "{\"771203344551\":1}", "null"]
        {
            let told = read(text).unwrap_err().to_string();
            assert!(told.contains("expected a string") && !told.contains("7712"), "{told}");
        }
    }
}
