//! The vendors: what was asked, and how each of them words the answer.

mod answer;
mod anthropic;
mod asked;
mod chat;
mod code_assist;
mod completion;
mod dialect;
mod form;
mod gemini;
mod google;
mod oauth;
mod openai;
mod reply;
mod responses;
mod target;

pub(crate) use answer::Answer;
pub(crate) use asked::{Asked, Fault};
pub(crate) use dialect::Dialect;
pub(crate) use reply::Reply;
pub(crate) use target::{Action, Target};

use serde_json::Value;

/// Whose manners an endpoint has: errors, headers, models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vendor {
    Anthropic,
    OpenAi,
    Google,
    /// Google's token endpoint, which fails in OAuth's words.
    OAuth,
}

impl Vendor {
    pub(crate) fn id_header(self) -> &'static str {
        match self {
            Self::OpenAi => "x-request-id",
            _ => "request-id",
        }
    }

    /// An error answer; what is absent gets the vendor's usual word for that status.
    pub(crate) fn error(self, status: u16, kind: Option<&str>, sentence: Option<&str>, suffix: &str) -> Value {
        match self {
            Self::Anthropic => anthropic::error(status, kind, sentence, suffix),
            Self::OpenAi => chat::error(status, kind, sentence),
            Self::Google => gemini::error(status, kind, sentence),
            Self::OAuth => oauth::error(status, kind, sentence),
        }
    }

    pub(crate) fn models(self) -> Value {
        match self {
            Self::Anthropic => anthropic::models(),
            Self::Google => gemini::models(),
            _ => chat::models(),
        }
    }

    pub(crate) fn model(self, id: &str) -> Value {
        match self {
            Self::Anthropic => anthropic::model(id, id),
            Self::Google => gemini::model(id, id),
            _ => chat::model(id),
        }
    }
}

/// A named SSE event whose data repeats the name as `type`, first, as vendors write it.
fn event(kind: &str, fields: &Value) -> String {
    format!("event: {kind}\n{}", data(kind, fields))
}

/// The same without a name of its own.
fn data(kind: &str, fields: &Value) -> String {
    let fields = fields.to_string();
    let rest = fields.strip_prefix('{').unwrap_or("}");
    let comma = if rest == "}" { "" } else { "," };
    format!("data: {{\"type\":\"{kind}\"{comma}{rest}\n\n")
}

/// The usual sentence of an error without one.
fn sentence(status: u16) -> &'static str {
    match status {
        401 => "invalid x-api-key",
        403 => "Your API key does not have permission to use the specified resource.",
        404 => "The requested model does not exist.",
        413 => "Request exceeds the maximum size",
        429 => "This request would exceed your rate limit. Please try again later.",
        529 => "Overloaded",
        400..=499 => "The request is invalid.",
        _ => "Internal server error",
    }
}
