//! Providers: vendor accounts, each a base URL, a credential and the rules for using them.

use crate::error::ApiError;
use crate::{Millis, Names, ProviderId, Ratio, Secret};
use serde::{Deserialize, Serialize};

/// How a provider is spoken to. `claude` sends the credential as `x-api-key` and as Bearer, `claude-auth` (relays,
/// OAuth) as Bearer alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProviderKind {
    #[default]
    Claude,
    ClaudeAuth,
}

impl ProviderKind {
    pub const ALL: [Self; 2] = [Self::Claude, Self::ClaudeAuth];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claude => "claude",
            Self::ClaudeAuth => "claude-auth",
        }
    }
}

impl TryFrom<String> for ProviderKind {
    type Error = ApiError;
    fn try_from(text: String) -> Result<Self, ApiError> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| ApiError::invalid("kind", format!("there is no provider type {text:?}")))
    }
}

/// A provider as people see it: without its credential, of which `key_hint` shows the ends.
///
/// `weight` shares traffic inside one `priority` (smaller = preferred); `groups` empty = the group `default`;
/// `allowed_models` empty = every model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    pub id: ProviderId,
    pub name: String,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub kind: ProviderKind,
    pub url: String,
    pub key_hint: String,
    pub weight: i64,
    pub priority: i64,
    pub multiplier: Ratio,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub groups: Names,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub allowed_models: Names,
    pub note: String,
    pub enabled: bool,
    pub created_at: Millis,
    pub updated_at: Millis,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewProvider {
    pub name: String,
    #[serde(default)]
    pub kind: ProviderKind,
    pub url: String,
    pub credential: Secret,
    #[serde(default = "one")]
    pub weight: i64,
    #[serde(default)]
    pub priority: i64,
    #[serde(default)]
    pub multiplier: Ratio,
    #[serde(default)]
    pub groups: Names,
    #[serde(default)]
    pub allowed_models: Names,
    #[serde(default)]
    pub note: String,
    #[serde(default = "yes")]
    pub enabled: bool,
}

impl Default for NewProvider {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: ProviderKind::default(),
            url: String::new(),
            credential: Secret::default(),
            weight: 1,
            priority: 0,
            multiplier: Ratio::ONE,
            groups: Names::default(),
            allowed_models: Names::default(),
            note: String::new(),
            enabled: true,
        }
    }
}

fn one() -> i64 {
    1
}

fn yes() -> bool {
    true
}

/// `credential` left out = the stored one stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ProviderPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ProviderKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiplier: Option<Ratio>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_models: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// A provider to try out: a saved one, changed as the form says but not saved yet, or one that is not saved at all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ProviderTest {
    pub id: Option<ProviderId>,
    pub kind: Option<ProviderKind>,
    pub url: Option<String>,
    /// Left out = the saved one.
    pub credential: Option<Secret>,
    pub model: String,
}

/// What a test request to a provider brought back. It leaves no row, no cost and no mark on the provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestReport {
    pub ok: bool,
    /// The URL that was really asked.
    pub url: String,
    pub model: String,
    /// HTTP status of the vendor; none when nothing came back.
    pub status: Option<u16>,
    pub duration_ms: i64,
    /// The text that the model answered.
    pub text: Option<String>,
    /// Why it failed and what to do, or empty.
    pub error: String,
    /// The first 2 KiB of the vendor's answer as it came.
    pub body: String,
}

/// Where requests to `/v1/messages` go for a provider's base URL: the form's preview and the data plane both ask here.
///
/// The base may be a root (`https://h`), end in a version (`https://h/v1`), or be the whole endpoint
/// (`https://h/api/v1/messages`); no segment is ever doubled. `request_path` begins with `/`; the query is the caller's.
pub fn join_url(base: &str, request_path: &str) -> String {
    let base = base.trim().trim_end_matches('/');
    let (origin, base_path) = match base.find("://").and_then(|i| base[i + 3..].find('/').map(|j| i + 3 + j)) {
        Some(slash) => base.split_at(slash),
        None => (base, ""),
    };
    let (version, resource) = split_version(request_path);
    let last = base_path.rsplit('/').next().unwrap_or_default();
    let endpoint = resource.split('/').nth(1).unwrap_or_default();

    if starts_with_path(request_path, base_path) {
        return format!("{origin}{request_path}");
    }
    if !endpoint.is_empty() {
        // The base names the endpoint already, perhaps with a sub-resource.
        for keep in (1..resource.split('/').count()).rev() {
            let named: String = resource.split('/').skip(1).take(keep).map(|s| format!("/{s}")).collect();
            if base_path.ends_with(&named) {
                return format!("{origin}{base_path}{}", &resource[named.len()..]);
            }
        }
    }
    if is_version(last) && !version.is_empty() {
        return format!("{origin}{base_path}{resource}");
    }
    format!("{origin}{base_path}{request_path}")
}

/// `/v1/messages` -> (`/v1`, `/messages`).
fn split_version(path: &str) -> (&str, &str) {
    let end = path[1..].find('/').map_or(path.len(), |i| i + 1);
    if is_version(&path[1..end]) { path.split_at(end) } else { ("", path) }
}

fn starts_with_path(path: &str, prefix: &str) -> bool {
    !prefix.is_empty() && path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `v1`, `v1beta`, `v4`, `v1internal`.
fn is_version(segment: &str) -> bool {
    let Some(rest) = segment.strip_prefix('v') else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_urls_without_doubling() {
        for (base, path, want) in [
            ("https://api.anthropic.com", "/v1/messages", "https://api.anthropic.com/v1/messages"),
            ("https://api.anthropic.com/", "/v1/messages", "https://api.anthropic.com/v1/messages"),
            ("https://h/v1", "/v1/messages", "https://h/v1/messages"),
            ("https://h/v1/", "/v1/messages/count_tokens", "https://h/v1/messages/count_tokens"),
            ("https://h/v1/messages", "/v1/messages", "https://h/v1/messages"),
            ("https://h/v1/messages", "/v1/messages/count_tokens", "https://h/v1/messages/count_tokens"),
            ("https://h/messages", "/v1/messages", "https://h/messages"),
            ("https://h/messages", "/v1/messages/count_tokens", "https://h/messages/count_tokens"),
            ("https://h/api/paas/v4", "/v1/messages", "https://h/api/paas/v4/messages"),
            ("https://h/api/anthropic", "/v1/messages", "https://h/api/anthropic/v1/messages"),
            (
                "https://h/api/v1/messages/count_tokens",
                "/v1/messages/count_tokens",
                "https://h/api/v1/messages/count_tokens",
            ),
            ("http://127.0.0.1:9100", "/v1/messages", "http://127.0.0.1:9100/v1/messages"),
            ("https://h/vertex", "/v1/messages", "https://h/vertex/v1/messages"),
        ] {
            assert_eq!(join_url(base, path), want, "{base} + {path}");
        }
    }
}
