//! Lists of names (groups, models): one type for the wire, the form and the column.

use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// Trimmed, non-empty, without repeats, in the order given. Stored as a JSON array in a TEXT column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(from = "Vec<String>", into = "Vec<String>")]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
pub struct Names(Vec<String>);

impl Names {
    /// From what people type: names apart by comma, `，` or line.
    pub fn split(text: &str) -> Self {
        text.split([',', '，', '\n']).map(str::to_owned).collect::<Vec<_>>().into()
    }

    pub fn joined(&self) -> String {
        self.0.join(", ")
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_else(|_| "[]".to_owned())
    }
}

impl From<Vec<String>> for Names {
    fn from(list: Vec<String>) -> Self {
        let mut names: Vec<String> = Vec::with_capacity(list.len());
        for name in list.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
            if !names.iter().any(|have| have == name) {
                names.push(name.to_owned());
            }
        }
        Self(names)
    }
}

impl From<Names> for Vec<String> {
    fn from(names: Names) -> Self {
        names.0
    }
}

/// The column's text.
impl TryFrom<String> for Names {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

impl Deref for Names {
    type Target = [String];
    fn deref(&self) -> &[String] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_what_people_type() {
        assert_eq!(&*Names::split(" a,b，a\n\n c "), ["a", "b", "c"]);
        assert_eq!(Names::split("a,b").to_json(), r#"["a","b"]"#);
    }
}
