//! The dialects: what was asked, and how each vendor words the answer.

mod anthropic;
mod chat;
mod gemini;
mod reply;
mod responses;
mod target;

pub(crate) use reply::Reply;
pub(crate) use target::{Action, Asked, Target};

use crate::body::Frame;
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Anthropic,
    Chat,
    Responses,
    Gemini,
}

impl Dialect {
    pub(crate) fn message_id(self, suffix: &str) -> String {
        match self {
            Self::Anthropic => format!("msg_{suffix}"),
            Self::Chat => format!("chatcmpl-{suffix}"),
            Self::Responses => format!("resp_{suffix}"),
            Self::Gemini => suffix.to_owned(),
        }
    }

    pub(crate) fn id_header(self) -> &'static str {
        match self {
            Self::Anthropic | Self::Gemini => "request-id",
            Self::Chat | Self::Responses => "x-request-id",
        }
    }

    pub(crate) fn streams(self, target: &Target, asked: &Asked) -> bool {
        match (self, target.action) {
            (_, Action::Stream) => true,
            (Self::Gemini, _) | (_, Action::Count | Action::Models) => false,
            (_, Action::Create) => asked.stream,
        }
    }

    /// Gemini streams a JSON array unless `alt=sse` is asked for.
    pub(crate) fn stream_type(self, path: &str) -> &'static str {
        match self == Self::Gemini && !path.contains("alt=sse") {
            true => "application/json; charset=UTF-8",
            false => "text/event-stream; charset=utf-8",
        }
    }

    pub(crate) fn framed(self, frames: Vec<Frame>, path: &str) -> Vec<Frame> {
        match self == Self::Gemini && !path.contains("alt=sse") {
            true => gemini::as_array(frames),
            false => frames,
        }
    }

    pub(crate) fn json(self, reply: &Reply) -> Value {
        match self {
            Self::Anthropic => anthropic::json(reply),
            Self::Chat => chat::json(reply),
            Self::Responses => responses::json(reply),
            Self::Gemini => gemini::json(reply),
        }
    }

    pub(crate) fn stream(self, reply: &Reply, asked: &Asked) -> Vec<Frame> {
        match self {
            Self::Anthropic => anthropic::stream(reply),
            Self::Chat => chat::stream(reply, asked.include_usage),
            Self::Responses => responses::stream(reply),
            Self::Gemini => gemini::stream(reply),
        }
    }

    /// An error answer; what is absent gets the vendor's usual word for that status.
    pub(crate) fn error(self, status: u16, kind: Option<&str>, sentence: Option<&str>, suffix: &str) -> Value {
        match self {
            Self::Anthropic => anthropic::error(status, kind, sentence, suffix),
            Self::Chat | Self::Responses => chat::error(status, kind, sentence),
            Self::Gemini => gemini::error(status, kind, sentence),
        }
    }

    /// The event that ends a failing stream after `frames` others.
    pub(crate) fn error_event(
        self,
        reply: &Reply,
        kind: Option<&str>,
        sentence: Option<&str>,
        frames: usize,
    ) -> String {
        match self {
            Self::Anthropic => event("error", &json!({ "error": anthropic::error_object(529, kind, sentence) })),
            Self::Chat => format!("data: {}\n\n", chat::error(500, kind, sentence)),
            Self::Responses => responses::failed(reply, kind, sentence, frames),
            Self::Gemini => format!("data: {}\r\n\r\n", gemini::error(503, kind, sentence)),
        }
    }

    pub(crate) fn count(self, tokens: u64) -> Value {
        match self {
            Self::Gemini => json!({
                "totalTokens": tokens,
                "promptTokensDetails": [{ "modality": "TEXT", "tokenCount": tokens }],
            }),
            _ => json!({ "input_tokens": tokens }),
        }
    }

    pub(crate) fn models(self) -> Value {
        match self {
            Self::Gemini => gemini::models(),
            Self::Anthropic => anthropic::models(),
            _ => chat::models(),
        }
    }
}

/// A named SSE event whose data repeats the name as `type`, first, as vendors write it.
fn event(kind: &str, fields: &Value) -> String {
    let fields = fields.to_string();
    let rest = fields.strip_prefix('{').unwrap_or("}");
    let comma = if rest == "}" { "" } else { "," };
    format!("event: {kind}\ndata: {{\"type\":\"{kind}\"{comma}{rest}\n\n")
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
