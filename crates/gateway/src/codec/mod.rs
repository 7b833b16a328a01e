//! What the hub must understand of each dialect's answers to meter them and to know their end. One file a dialect.

mod anthropic;
mod chat;
pub(crate) mod error;
mod gemini;
mod openai;
mod responses;

pub(crate) use chat::is_usage_alone;

use crate::family::{Accounting, Family};
use crate::route::classify::classify;
use crate::sse::Frame;
use domain::Dialect;
use domain::log::Class;
use domain::usage::Usage;
use memchr::memmem;

/// What was learnt of an answer so far.
#[derive(Debug)]
pub(crate) struct Answer {
    dialect: Dialect,
    /// Something came that is neither a prelude nor an error: whatever it is, it is for the client.
    pub opened: bool,
    pub model: Option<String>,
    /// By which a later request continues this answer (Responses).
    pub response_id: Option<String>,
    pub stop_reason: Option<String>,
    pub service_tier: Option<String>,
    pub content_begun: bool,
    /// The dialect's end mark, or a whole JSON answer.
    pub complete: bool,
    /// Nothing that matters comes any more, though the connection may still be open.
    pub decided: bool,
    /// The vendor's error inside the answer: `type: message`, and what it amounts to.
    pub error: Option<String>,
    pub class: Option<Class>,
    /// The error is not in the dialect's own form: clients do not see it as one.
    pub foreign: bool,
    pub usage: Usage,
    /// The last word on usage was seen.
    pub usage_final: bool,
}

impl Answer {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            opened: false,
            model: None,
            response_id: None,
            stop_reason: None,
            service_tier: None,
            content_begun: false,
            complete: false,
            decided: false,
            error: None,
            class: None,
            foreign: false,
            usage: Usage::default(),
            usage_final: false,
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The vendor says that it failed: `error` is the body or the event that says so.
    fn fails(&mut self, error: &[u8]) {
        self.error = Some(error::text(error));
        self.class = Some(classify(self.dialect, 200, error));
        self.complete = false;
    }

    fn is_whole(&mut self) {
        (self.content_begun, self.complete) = (true, true);
    }

    /// A body with a good status that is no answer: the vendor's error in it, or what it should have been.
    fn is_none_such(&mut self, want: &str, body: &[u8]) {
        match error::stated(body) {
            Some(_) => self.fails(body),
            None => {
                self.error = Some(format!("the answer is no {want}"));
                self.class = Some(Class::FalseSuccess);
            }
        }
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
        if !matches!(self, Self::Opaque) {
            // Google's own errors in the middle come without `data:`.
            let is_own = matches!(self, Self::Gemini { .. }) && frame.raw().trim_ascii_start().starts_with(b"{");
            if let Some(error) = misplaced(frame).filter(|_| !is_own) {
                (answer.foreign, answer.decided) = (true, true);
                return answer.is_none_such("stream", error);
            }
            if !matches!(self, Self::Responses) && is_failed_response(frame) {
                (answer.foreign, answer.decided) = (true, true);
                return answer.fails(&frame.data());
            }
        }
        self.read(answer, frame);
        answer.opened |= answer.error.is_none() && !self.is_prelude(frame);
    }

    /// What comes before an answer begins, and says nothing of how it goes. A frame that is not known is none.
    fn is_prelude(&self, frame: Frame<'_>) -> bool {
        match self {
            // A comment, or a field that is no data.
            _ if frame.data().is_empty() => frame.raw().first().is_none_or(|first| *first != b'{'),
            Self::Anthropic(_) => anthropic::is_prelude(frame),
            Self::Chat(_) => chat::is_prelude(frame),
            Self::Responses => responses::is_prelude(frame),
            Self::Gemini { .. } | Self::Opaque => false,
        }
    }

    fn read(&mut self, answer: &mut Answer, frame: Frame<'_>) {
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

/// A body of another kind, sent as if it were a stream: a JSON error or a page, without any field of an event.
fn misplaced(frame: Frame<'_>) -> Option<&[u8]> {
    let raw = frame.raw().trim_ascii_start();
    let is_none = raw.starts_with(b"<") || raw.starts_with(b"{") && error::stated(raw).is_some();
    is_none.then_some(raw)
}

/// Relays that ask an OpenAI vendor for other dialects' clients let its failure through as it is.
fn is_failed_response(frame: Frame<'_>) -> bool {
    const FAILED: &[u8] = b"response.failed";
    frame.event() == Some(FAILED)
        || memmem::find(frame.raw(), FAILED).is_some() && frame.kind().is_some_and(|kind| *kind == *FAILED)
}

#[cfg(test)]
mod tests;
