//! One list, three shapes: <https://platform.claude.com/docs/en/api/models-list>,
//! <https://platform.openai.com/docs/api-reference/models/list>, <https://ai.google.dev/api/models>.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Millis;
use domain::provider::ProviderKind::{self, Claude, ClaudeAuth, Codex, Gemini, GeminiCli, OpenaiCompatible};
use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Codex's manifest is always the same: empty.
pub(super) const MANIFEST_TAG: &str = "W/\"cch-no-models\"";
/// No vendor's list says when a model was made in all shapes; clients only want a date.
const CREATED: &str = "2025-01-01T00:00:00Z";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Anthropic,
    OpenAi,
    Gemini,
}

impl Shape {
    /// What a client may ask for by name, and whose models those are.
    pub(super) fn named(word: &str) -> Option<(Self, &'static [ProviderKind])> {
        match word.to_ascii_lowercase().as_str() {
            "response" | "responses" | "codex" => Some((Self::OpenAi, &[Codex])),
            "openai" | "chat" => Some((Self::OpenAi, Self::OpenAi.kinds())),
            "claude" | "anthropic" => Some((Self::Anthropic, Self::Anthropic.kinds())),
            "gemini" | "gemini-cli" | "geminicli" => Some((Self::Gemini, Self::Gemini.kinds())),
            _ => None,
        }
    }

    /// The providers that clients of this shape can use.
    pub(super) fn kinds(self) -> &'static [ProviderKind] {
        match self {
            Self::Anthropic => &[Claude, ClaudeAuth],
            Self::OpenAi => &[Codex, OpenaiCompatible],
            Self::Gemini => &[Gemini, GeminiCli],
        }
    }

    pub(super) fn list(self, models: &BTreeSet<String>) -> Response {
        let all: Vec<Value> = models.iter().map(|model| self.entry(model)).collect();
        let body = match self {
            Self::Anthropic => {
                let (first, last) = (models.first(), models.last());
                json!({"data": all, "has_more": false, "first_id": first, "last_id": last})
            }
            Self::OpenAi => json!({"object": "list", "data": all}),
            Self::Gemini => json!({"models": all}),
        };
        respond(&body)
    }

    pub(super) fn one(self, model: &str) -> Response {
        respond(&self.entry(model))
    }

    fn entry(self, model: &str) -> Value {
        match self {
            Self::Anthropic => json!({"type": "model", "id": model, "display_name": model, "created_at": CREATED}),
            Self::OpenAi => {
                let created = Millis::now().0 / 1_000;
                json!({"id": model, "object": "model", "created": created, "owned_by": owner(model)})
            }
            Self::Gemini => json!({
                "name": format!("models/{model}"),
                "displayName": model,
                "supportedGenerationMethods": ["generateContent", "streamGenerateContent", "countTokens"],
            }),
        }
    }
}

fn owner(model: &str) -> &'static str {
    let owners = [
        ("claude-", "anthropic"),
        ("gpt-", "openai"),
        ("o1", "openai"),
        ("o3", "openai"),
        ("o4", "openai"),
        ("gemini-", "google"),
        ("deepseek", "deepseek"),
        ("qwen", "alibaba"),
    ];
    owners.iter().find(|(prefix, _)| model.starts_with(prefix)).map_or("unknown", |(_, owner)| owner)
}

fn respond(body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// "Use the list that you came with."
pub(super) fn manifest(is_known: bool) -> Response {
    let mut response = respond(&json!({"models": []}));
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
    }
    response.headers_mut().insert(ETAG, HeaderValue::from_static(MANIFEST_TAG));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
