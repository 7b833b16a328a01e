//! Providers: vendor accounts, each a base URL, a credential and the rules for using them.

use crate::error::ApiError;
use crate::limit::{Allowance, LimitOwner, Limits, LimitsPatch};
use crate::log::ProviderTag;
use crate::overrides::Overrides;
use crate::redirect::Redirects;
use crate::routing::{Routing, RoutingPatch};
use crate::{Dialect, Millis, Names, Patch, ProviderId, Ratio, Secret};
use serde::{Deserialize, Serialize};

/// Bounds of what an admin may set.
pub const WEIGHT_MAX: i64 = 100;
pub const PRIORITY_MAX: i64 = 1_000_000;

/// How a provider is spoken to, and how it gets its credential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProviderKind {
    /// Messages; `x-api-key` and Bearer.
    #[default]
    Claude,
    /// Messages; Bearer alone, as relays and OAuth tokens want it.
    ClaudeAuth,
    /// Responses; Bearer.
    Codex,
    /// `generateContent`; `x-goog-api-key`, or Bearer for Google OAuth.
    Gemini,
    /// Code Assist; the same credentials.
    GeminiCli,
    /// Chat Completions and OpenAI's other resources; Bearer.
    OpenaiCompatible,
}

impl ProviderKind {
    pub const ALL: [Self; 6] =
        [Self::Claude, Self::ClaudeAuth, Self::Codex, Self::Gemini, Self::GeminiCli, Self::OpenaiCompatible];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claude => "claude",
            Self::ClaudeAuth => "claude-auth",
            Self::Codex => "codex",
            Self::Gemini => "gemini",
            Self::GeminiCli => "gemini-cli",
            Self::OpenaiCompatible => "openai-compatible",
        }
    }

    /// The one dialect that it serves.
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Claude | Self::ClaudeAuth => Dialect::Anthropic,
            Self::Codex => Dialect::Responses,
            Self::Gemini => Dialect::Gemini,
            Self::GeminiCli => Dialect::GeminiCli,
            Self::OpenaiCompatible => Dialect::Chat,
        }
    }

    /// The path that a short conversation with `model` is asked on: what the form's preview shows and the test asks.
    pub fn probe_path(self, model: &str) -> String {
        match self {
            Self::Claude | Self::ClaudeAuth => "/v1/messages".to_owned(),
            Self::Codex => "/v1/responses".to_owned(),
            Self::Gemini => format!("/v1beta/models/{model}:generateContent"),
            Self::GeminiCli => "/v1internal:generateContent".to_owned(),
            Self::OpenaiCompatible => "/v1/chat/completions".to_owned(),
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
/// `allowed_models` empty = every model. `proxy_hint` is its proxy without the password, empty when there is none;
/// `proxy_fallback` lets it be reached directly when the proxy cannot be.
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
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub redirects: Redirects,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub overrides: Overrides,
    pub proxy_hint: String,
    pub proxy_fallback: bool,
    /// The vendor is told the client's address.
    pub preserve_client_ip: bool,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub routing: Routing,
    /// When one is reached, other providers are asked.
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub limits: Limits,
    /// What was used before no longer counts in money.
    pub usage_reset_at: Option<Millis>,
    pub note: String,
    pub enabled: bool,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl Provider {
    /// What records and pages call it by.
    pub fn tag(&self) -> ProviderTag {
        ProviderTag { id: self.id, name: self.name.clone(), kind: self.kind }
    }

    pub fn allowance(&self) -> Option<Allowance> {
        self.limits.allowance(LimitOwner::Provider(self.id), self.usage_reset_at)
    }
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
    pub redirects: Redirects,
    #[serde(default)]
    pub overrides: Overrides,
    /// `http`, `https`, `socks5`, `socks5h`, `socks4` or `socks4a`, with or without a login.
    #[serde(default)]
    pub proxy: Option<Secret>,
    #[serde(default)]
    pub proxy_fallback: bool,
    #[serde(default)]
    pub preserve_client_ip: bool,
    #[serde(default)]
    pub routing: Routing,
    #[serde(default)]
    pub limits: Limits,
    #[serde(default)]
    pub note: String,
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Whose credential and proxy it gets where `credential` is empty and `proxy` left out: what a copy is made with.
    #[serde(default)]
    pub secrets_of: Option<ProviderId>,
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
            redirects: Redirects::default(),
            overrides: Overrides::default(),
            proxy: None,
            proxy_fallback: false,
            preserve_client_ip: false,
            routing: Routing::default(),
            limits: Limits::default(),
            note: String::new(),
            enabled: true,
            secrets_of: None,
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
    pub redirects: Option<Redirects>,
    /// As a whole: what is not in it is not overridden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<Overrides>,
    /// `null` takes the proxy away.
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub proxy: Patch<Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_fallback: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preserve_client_ip: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing: Option<RoutingPatch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<LimitsPatch>,
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
    /// The same; empty = none.
    pub proxy: Option<Secret>,
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
