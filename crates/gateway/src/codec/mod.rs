//! What the hub must understand of each dialect's answers to meter them and to know their end. One file a dialect.

mod anthropic;
mod chat;
pub(crate) mod error;
mod gemini;
mod openai;
mod responses;

pub(crate) use chat::is_usage_alone;

use crate::family::{Accounting, Family};
use crate::sse::Frame;
use domain::Dialect;
use domain::usage::Usage;

/// What was learnt of an answer so far.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub model: Option<String>,
    pub stop_reason: Option<String>,
    pub service_tier: Option<String>,
    pub content_begun: bool,
    /// The dialect's end mark, or a whole JSON answer.
    pub complete: bool,
    /// Nothing that matters comes any more, though the connection may still be open.
    pub decided: bool,
    /// The vendor's error inside the answer: `type: message`.
    pub error: Option<String>,
    pub usage: Usage,
    /// The last word on usage was seen.
    pub usage_final: bool,
}

impl Answer {
    fn is_whole(&mut self) {
        (self.content_begun, self.complete) = (true, true);
    }

    /// A body with a good status that is no answer: the vendor's error in it, or what it should have been.
    fn is_none_such(&mut self, want: &str, body: &[u8]) {
        self.error = Some(error::stated(body).unwrap_or_else(|| format!("the answer is no {want}")));
    }
}

/// Reads the answers of one family.
pub(crate) enum Codec {
    Anthropic(anthropic::Reported),
    Chat(chat::Kind),
    Responses,
    /// `strict`: the answer must be a generated one.
    Gemini {
        strict: bool,
    },
    /// Whatever HTTP says is whole, is.
    Opaque,
}

impl Codec {
    pub(crate) fn of(family: &Family) -> Self {
        match family.dialect {
            _ if family.accounting == Accounting::None => Self::Opaque,
            Dialect::Anthropic => Self::Anthropic(anthropic::Reported::default()),
            Dialect::Chat => Self::Chat(chat::Kind::of(family)),
            Dialect::Responses => Self::Responses,
            Dialect::Gemini | Dialect::GeminiCli => Self::Gemini { strict: family.generates },
        }
    }

    /// Takes in one event of a stream.
    pub(crate) fn event(&mut self, answer: &mut Answer, frame: Frame<'_>) {
        match self {
            Self::Anthropic(reported) => reported.event(answer, frame),
            Self::Chat(kind) => chat::event(*kind, answer, frame),
            Self::Responses => responses::event(answer, frame),
            Self::Gemini { .. } => gemini::event(answer, frame),
            Self::Opaque => {}
        }
    }

    /// Takes in a whole answer that is no stream.
    pub(crate) fn whole(&mut self, answer: &mut Answer, body: &[u8]) {
        match self {
            Self::Anthropic(reported) => reported.whole(answer, body),
            Self::Chat(kind) => chat::whole(*kind, answer, body),
            Self::Responses => responses::whole(answer, body),
            Self::Gemini { strict } => gemini::whole(answer, body, *strict),
            Self::Opaque => answer.is_whole(),
        }
    }
}

#[cfg(test)]
mod tests;
