//! Anthropic Messages: <https://platform.claude.com/docs/en/api/messages> and its streaming events,
//! <https://platform.claude.com/docs/en/build-with-claude/streaming>.

use crate::sse::Frame;
use domain::usage::Usage;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What routing needs of a request body. The rest is neither parsed nor copied.
#[derive(Debug, Deserialize)]
pub(crate) struct Head<'a> {
    #[serde(borrow, default)]
    pub model: Option<Cow<'a, str>>,
    #[serde(default)]
    pub stream: Option<bool>,
    #[serde(borrow, default)]
    pub metadata: Option<&'a RawValue>,
}

/// What was learnt of an answer so far.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub model: Option<String>,
    pub stop_reason: Option<String>,
    pub content_begun: bool,
    /// `message_stop`, or a whole JSON message.
    pub complete: bool,
    /// The vendor's error inside the answer: `type: message`.
    pub error: Option<String>,
    reported: Reported,
    /// The last word on usage was seen.
    pub usage_final: bool,
}

impl Answer {
    pub(crate) fn usage(&self) -> Usage {
        self.reported.usage()
    }

    /// Takes in one event of a stream. Unknown events mean nothing and harm nothing.
    pub(crate) fn event(&mut self, frame: Frame<'_>) {
        let kind = match frame.event() {
            Some(name) => Cow::Borrowed(name),
            None => match serde_json::from_slice::<Typed<'_>>(&frame.data()) {
                Ok(typed) => Cow::Owned(typed.kind.as_bytes().to_vec()),
                Err(_) => return,
            },
        };
        match &*kind {
            b"message_start" => {
                if let Ok(Start { message }) = serde_json::from_slice(&frame.data()) {
                    self.model = message.model;
                    self.reported.merge(message.usage);
                }
            }
            b"content_block_start" | b"content_block_delta" => self.content_begun = true,
            b"message_delta" => {
                if let Ok(Delta { delta, usage }) = serde_json::from_slice(&frame.data()) {
                    self.stop_reason = delta.stop_reason.or(self.stop_reason.take());
                    self.reported.merge(usage);
                    self.usage_final = true;
                }
            }
            b"message_stop" => self.complete = true,
            b"error" => self.error = Some(error_text(&frame.data())),
            _ => (),
        }
    }

    /// Takes in a whole JSON answer.
    pub(crate) fn message(&mut self, body: &[u8]) {
        let message = match serde_json::from_slice::<Message>(body) {
            Ok(message) if message.kind.as_deref() == Some("message") || message.input_tokens.is_some() => message,
            _ => {
                let said = serde_json::from_slice::<ErrorBody>(body).map(|_| error_text(body));
                self.error = Some(said.unwrap_or_else(|_| "the answer is no message".to_owned()));
                return;
            }
        };
        self.content_begun = true;
        self.complete = true;
        self.usage_final = true;
        self.model = message.model;
        self.stop_reason = message.stop_reason;
        self.reported.merge(message.usage);
    }
}

/// The event that tells a client, in its own dialect, that the stream broke. `inside_frame` closes a half-sent one.
pub(crate) fn error_event(message: &str, inside_frame: bool) -> String {
    let body = serde_json::json!({"type": "error", "error": {"type": "api_error", "message": message}});
    format!("{}event: error\ndata: {body}\n\n", if inside_frame { "\n\n" } else { "" })
}

/// `overloaded_error: Overloaded` out of the vendor's error body; else the beginning of the body itself.
pub(crate) fn error_text(body: &[u8]) -> String {
    match serde_json::from_slice::<ErrorBody>(body) {
        Ok(ErrorBody { error }) => format!("{}: {}", error.kind, error.message),
        Err(_) => String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned(),
    }
}

#[derive(Deserialize)]
struct Typed<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Start {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: Option<String>,
    model: Option<String>,
    stop_reason: Option<String>,
    usage: Option<Reported>,
    /// The answer of `count_tokens` is no message and has this alone.
    input_tokens: Option<i64>,
}

#[derive(Deserialize)]
struct Delta {
    #[serde(default)]
    delta: DeltaBody,
    usage: Option<Reported>,
}

#[derive(Default, Deserialize)]
struct DeltaBody {
    stop_reason: Option<String>,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Deserialize)]
struct ErrorDetail {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    message: String,
}

/// Usage as the vendor states it. Figures are cumulative: a later one replaces an earlier one.
#[derive(Clone, Debug, Default, Deserialize)]
struct Reported {
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    cache_creation_input_tokens: Option<i64>,
    cache_read_input_tokens: Option<i64>,
    cache_creation: Option<ByLifetime>,
    output_tokens_details: Option<OutputDetails>,
    /// The sampling steps inside one request.
    iterations: Option<Vec<Reported>>,
    /// Of an iteration: `message` or `compaction`.
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct ByLifetime {
    #[serde(default)]
    ephemeral_5m_input_tokens: i64,
    #[serde(default)]
    ephemeral_1h_input_tokens: i64,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct OutputDetails {
    #[serde(default)]
    thinking_tokens: i64,
}

impl Reported {
    fn merge(&mut self, later: Option<Self>) {
        let Some(later) = later else { return };
        let earlier = std::mem::take(self);
        *self = Self {
            input_tokens: later.input_tokens.or(earlier.input_tokens),
            output_tokens: later.output_tokens.or(earlier.output_tokens),
            cache_creation_input_tokens: later.cache_creation_input_tokens.or(earlier.cache_creation_input_tokens),
            cache_read_input_tokens: later.cache_read_input_tokens.or(earlier.cache_read_input_tokens),
            cache_creation: later.cache_creation.or(earlier.cache_creation),
            output_tokens_details: later.output_tokens_details.or(earlier.output_tokens_details),
            iterations: later.iterations.or(earlier.iterations),
            kind: None,
        };
    }

    /// The top figures leave out what compaction cost, which is billed:
    /// <https://platform.claude.com/docs/en/build-with-claude/compaction>
    fn usage(&self) -> Usage {
        let mut usage = self.own();
        for step in self.iterations.iter().flatten().filter(|step| step.kind.as_deref() == Some("compaction")) {
            usage += step.own();
        }
        usage
    }

    /// The vendor's input figure excludes cached tokens: the classes are disjoint as they come.
    ///
    /// A later total without a split keeps the earlier split's lifetimes; a total that was never split is written for
    /// five minutes, the vendor's default.
    fn own(&self) -> Usage {
        let split = self.cache_creation.unwrap_or_default();
        let split_sum = split.ephemeral_5m_input_tokens + split.ephemeral_1h_input_tokens;
        let written = self.cache_creation_input_tokens.unwrap_or(split_sum).max(0);
        let hour = match split {
            ByLifetime { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 1.. } => written,
            _ => split.ephemeral_1h_input_tokens.clamp(0, written),
        };
        Usage {
            input: self.input_tokens.unwrap_or(0).max(0),
            output: self.output_tokens.unwrap_or(0).max(0),
            cache_write_5m: written - hour,
            cache_write_1h: hour,
            cache_read: self.cache_read_input_tokens.unwrap_or(0).max(0),
            reasoning: self.output_tokens_details.unwrap_or_default().thinking_tokens.max(0),
        }
    }
}

#[cfg(test)]
mod tests;
