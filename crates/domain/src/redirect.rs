//! Model redirects: a provider serves a model under another name.

use crate::error::ApiError;
use serde::{Deserialize, Serialize};
use std::ops::Deref;

const MOST_RULES: usize = 10_000;
const MOST_CHARS: usize = 4_096;

/// How `source` is compared with the model, byte for byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    #[default]
    Exact,
    Prefix,
    Suffix,
    Contains,
    /// Found anywhere in the name unless it is anchored; linear in time.
    Regex,
}

impl MatchKind {
    pub const ALL: [Self; 5] = [Self::Exact, Self::Prefix, Self::Suffix, Self::Contains, Self::Regex];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Suffix => "suffix",
            Self::Contains => "contains",
            Self::Regex => "regex",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redirect {
    #[serde(default, rename = "match")]
    pub kind: MatchKind,
    pub source: String,
    pub target: String,
}

/// In order: the first that matches counts, and what it gives is not looked up again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = Vec<Redirect>))]
pub struct Redirects(pub Vec<Redirect>);

impl Redirects {
    /// Trimmed.
    ///
    /// # Errors
    /// When a rule is empty or too long, or there are too many. Whether a pattern is one is checked where there is an
    /// engine for it.
    pub fn tidy(self) -> Result<Self, ApiError> {
        let told = |message: String| Err(ApiError::invalid("redirects", message));
        if self.0.len() > MOST_RULES {
            return told(format!("There may be {MOST_RULES} redirects at most."));
        }
        let mut tidy = Vec::with_capacity(self.0.len());
        for (at, rule) in (1..).zip(self.0) {
            let (source, target) = (rule.source.trim().to_owned(), rule.target.trim().to_owned());
            match () {
                () if source.is_empty() || target.is_empty() => {
                    return told(format!("Redirect {at} needs both the model asked for and the model to send."));
                }
                () if source.len().max(target.len()) > MOST_CHARS => {
                    return told(format!("Redirect {at} is too long."));
                }
                () => tidy.push(Redirect { kind: rule.kind, source, target }),
            }
        }
        Ok(Self(tidy))
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned())
    }
}

impl Deref for Redirects {
    type Target = [Redirect];
    fn deref(&self) -> &[Redirect] {
        &self.0
    }
}

/// The column's text.
impl TryFrom<String> for Redirects {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

/// Redirects ready to be asked, with their patterns compiled.
#[cfg(feature = "snapshot")]
#[derive(Clone, Debug, Default)]
pub struct Redirector(Vec<(Redirect, Option<regex_lite::Regex>)>);

#[cfg(feature = "snapshot")]
impl Redirector {
    /// # Errors
    /// When a pattern is none.
    pub fn new(redirects: &Redirects) -> Result<Self, ApiError> {
        let compiled = redirects.iter().enumerate().map(|(at, rule)| {
            let pattern = match rule.kind {
                MatchKind::Regex => Some(regex_lite::Regex::new(&rule.source).map_err(|error| {
                    ApiError::invalid("redirects", format!("Redirect {} is no valid pattern: {error}.", at + 1))
                })?),
                _ => None,
            };
            Ok((rule.clone(), pattern))
        });
        compiled.collect::<Result<_, _>>().map(Self)
    }

    /// The model to send instead of `model`.
    pub fn target(&self, model: &str) -> Option<&str> {
        let matches = |rule: &Redirect, pattern: &Option<regex_lite::Regex>| match rule.kind {
            MatchKind::Exact => model == rule.source,
            MatchKind::Prefix => model.starts_with(&rule.source),
            MatchKind::Suffix => model.ends_with(&rule.source),
            MatchKind::Contains => model.contains(&rule.source),
            MatchKind::Regex => pattern.as_ref().is_some_and(|pattern| pattern.is_match(model)),
        };
        self.0.iter().find(|(rule, pattern)| matches(rule, pattern)).map(|(rule, _)| rule.target.as_str())
    }
}

#[cfg(all(test, feature = "snapshot"))]
mod tests {
    use super::*;

    fn rules(list: &[(MatchKind, &str, &str)]) -> Redirects {
        let rule = |(kind, source, target): &(MatchKind, &str, &str)| Redirect {
            kind: *kind,
            source: (*source).to_owned(),
            target: (*target).to_owned(),
        };
        Redirects(list.iter().map(rule).collect())
    }

    #[test]
    fn the_first_match_counts_and_case_does() {
        let redirector = Redirector::new(&rules(&[
            (MatchKind::Exact, "a", "exact"),
            (MatchKind::Prefix, "claude-", "prefix"),
            (MatchKind::Suffix, "-mini", "suffix"),
            (MatchKind::Contains, "opus", "contains"),
            (MatchKind::Regex, r"^gpt-\d+$", "regex"),
            (MatchKind::Exact, "exact", "chained"),
        ]))
        .unwrap();
        for (model, want) in [
            ("a", Some("exact")),
            ("A", None),
            ("claude-opus", Some("prefix")),
            ("o4-mini", Some("suffix")),
            ("my-opus-5", Some("contains")),
            ("gpt-5", Some("regex")),
            ("gpt-5.5", None),
        ] {
            assert_eq!(redirector.target(model), want, "{model}");
        }
    }

    #[test]
    fn bad_rules_are_told_by_their_place() {
        let empty = rules(&[(MatchKind::Exact, "a", "b"), (MatchKind::Exact, " ", "b")]).tidy().unwrap_err();
        assert!(empty.message.contains("Redirect 2"), "{empty}");
        let pattern = Redirector::new(&rules(&[(MatchKind::Regex, "(", "b")])).unwrap_err();
        assert!(pattern.message.contains("Redirect 1"), "{pattern}");
    }
}
