//! Anthropic Messages: <https://platform.claude.com/docs/en/api/messages> and its streaming events,
//! <https://platform.claude.com/docs/en/build-with-claude/streaming>.

use super::{Answer, error};
use crate::sse::Frame;
use domain::usage::Usage;
use memchr::memmem;
use serde::Deserialize;

impl Reported {
    /// Takes in one event of a stream. Unknown events mean nothing and harm nothing.
    pub(super) fn event(&mut self, answer: &mut Answer, frame: Frame<'_>) {
        let Some(kind) = frame.kind() else { return unnamed(answer, frame) };
        match &*kind {
            b"message_start" => {
                if let Ok(Start { message }) = serde_json::from_slice(&frame.data()) {
                    answer.model = message.model;
                    self.merge(answer, message.usage);
                }
            }
            b"content_block_start" | b"content_block_delta" => answer.content_begun = true,
            b"message_delta" => {
                if let Ok(Delta { delta, usage }) = serde_json::from_slice(&frame.data()) {
                    answer.stop_reason = delta.stop_reason.or(answer.stop_reason.take());
                    answer.usage_final |= usage.is_some();
                    self.merge(answer, usage);
                }
            }
            b"message_stop" => (answer.complete, answer.decided) = (true, true),
            b"error" => {
                answer.fails(&frame.data());
                answer.decided = true;
            }
            _ => unnamed(answer, frame),
        }
    }

    /// Takes in a whole JSON answer.
    pub(super) fn whole(&mut self, answer: &mut Answer, body: &[u8]) {
        let Ok(message) = serde_json::from_slice::<Message>(body) else {
            return answer.is_none_such("message", body);
        };
        if message.kind.as_deref() != Some("message") {
            return answer.is_none_such("message", body);
        }
        answer.is_whole();
        answer.usage_final = message.usage.is_some();
        answer.model = message.model;
        answer.stop_reason = message.stop_reason;
        self.merge(answer, message.usage);
    }
}

/// Nothing of the answer itself. A block that only begins is followed by what is in it.
pub(super) fn is_prelude(frame: Frame<'_>) -> bool {
    frame.kind().is_some_and(|kind| matches!(&*kind, b"message_start" | b"ping" | b"content_block_start"))
}

/// Relays put errors of their own into a stream, without an event's name.
pub(super) fn unnamed(answer: &mut Answer, frame: Frame<'_>) {
    let data = frame.data();
    // A look before the parse: most that is not known is no error.
    if memmem::find(&data, b"\"error\"").is_some() && error::stated(&data).is_some() {
        answer.fails(&data);
        answer.decided = true;
    }
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

/// Usage as the vendor states it. Figures are cumulative: a later one replaces an earlier one.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Reported {
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    cache_creation_input_tokens: Option<i64>,
    cache_read_input_tokens: Option<i64>,
    cache_creation: Option<ByLifetime>,
    output_tokens_details: Option<OutputDetails>,
    /// The sampling steps inside one request.
    iterations: Option<Vec<Reported>>,
    service_tier: Option<String>,
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
    fn merge(&mut self, answer: &mut Answer, later: Option<Self>) {
        let Some(mut later) = later else { return };
        answer.service_tier = later.service_tier.take().or(answer.service_tier.take());
        let earlier = std::mem::take(self);
        *self = Self {
            input_tokens: later.input_tokens.or(earlier.input_tokens),
            output_tokens: later.output_tokens.or(earlier.output_tokens),
            cache_creation_input_tokens: later.cache_creation_input_tokens.or(earlier.cache_creation_input_tokens),
            cache_read_input_tokens: later.cache_read_input_tokens.or(earlier.cache_read_input_tokens),
            cache_creation: later.cache_creation.or(earlier.cache_creation),
            output_tokens_details: later.output_tokens_details.or(earlier.output_tokens_details),
            iterations: later.iterations.or(earlier.iterations),
            service_tier: None,
            kind: None,
        };
        answer.usage = self.usage();
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
            ..Usage::default()
        }
    }
}
