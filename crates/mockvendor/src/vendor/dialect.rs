//! The ways in which a conversation is answered.

use super::{Answer, Reply, Vendor, anthropic, chat, code_assist, completion, event, gemini, responses};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Anthropic,
    Chat,
    /// OpenAI's older completions.
    Completion,
    Responses,
    Gemini,
    /// Gemini in an envelope, as the Gemini CLI speaks it.
    CodeAssist,
}

impl Dialect {
    pub(crate) fn vendor(self) -> Vendor {
        match self {
            Self::Anthropic => Vendor::Anthropic,
            Self::Chat | Self::Completion | Self::Responses => Vendor::OpenAi,
            Self::Gemini | Self::CodeAssist => Vendor::Google,
        }
    }

    pub(crate) fn message_id(self, suffix: &str) -> String {
        match self {
            Self::Anthropic => format!("msg_{suffix}"),
            Self::Chat => format!("chatcmpl-{suffix}"),
            Self::Completion => format!("cmpl-{suffix}"),
            Self::Responses => format!("resp_{suffix}"),
            Self::Gemini | Self::CodeAssist => suffix.to_owned(),
        }
    }

    /// Where the path says whether the answer is a stream, the body does not.
    pub(crate) fn streams_by_body(self) -> bool {
        self.vendor() != Vendor::Google
    }

    pub(crate) fn json(self, reply: &Reply) -> Answer {
        let value = match self {
            Self::Anthropic => anthropic::json(reply),
            Self::Chat => chat::json(reply),
            Self::Completion => completion::json(reply),
            Self::Responses => responses::json(reply),
            Self::Gemini => gemini::json(reply),
            Self::CodeAssist => code_assist::json(reply),
        };
        Answer::costing(&value, reply.usage)
    }

    pub(crate) fn stream(self, reply: &Reply, include_usage: bool) -> Answer {
        Answer::events(match self {
            Self::Anthropic => anthropic::stream(reply),
            Self::Chat => chat::stream(reply, include_usage),
            Self::Completion => completion::stream(reply, include_usage),
            Self::Responses => responses::stream(reply),
            Self::Gemini => gemini::stream(reply),
            Self::CodeAssist => code_assist::stream(reply),
        })
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
            Self::Chat | Self::Completion => format!("data: {}\n\n", chat::error(500, kind, sentence)),
            Self::Responses => responses::failed(reply, kind, sentence, frames),
            Self::Gemini | Self::CodeAssist => format!("data: {}\r\n\r\n", gemini::error(503, kind, sentence)),
        }
    }

    pub(crate) fn count(self, tokens: u64) -> Value {
        match self {
            Self::Gemini => json!({
                "totalTokens": tokens,
                "promptTokensDetails": [{ "modality": "TEXT", "tokenCount": tokens }],
            }),
            Self::CodeAssist => json!({ "totalTokens": tokens }),
            Self::Responses => json!({ "object": "response.input_tokens", "input_tokens": tokens }),
            _ => json!({ "input_tokens": tokens }),
        }
    }
}
