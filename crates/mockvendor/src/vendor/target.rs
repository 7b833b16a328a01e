//! What a method and a path ask for.

use super::{Answer, Asked, Dialect, Reply, Vendor, chat, google, oauth, openai};
use crate::call::{Call, segments};
use crate::usage::{Usage, tokens};
use axum::http::{HeaderMap, Method};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// One answer; streamed when the body says so.
    Create(Dialect),
    /// A stream because the path says so (Google).
    Stream(Dialect),
    Count(Dialect),
    Models(Vendor),
    /// One of them.
    Model(Vendor),
    /// What else OpenAI does.
    OpenAi(openai::Endpoint),
    /// What else Google does.
    Google(google::Endpoint),
    /// An access token.
    Token,
}

/// An endpoint. Only the end of the path counts, so any base path works.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) action: Action,
    /// From the path, in Google's.
    pub(crate) model: Option<String>,
}

impl From<Action> for Target {
    fn from(action: Action) -> Self {
        Self { action, model: None }
    }
}

impl Target {
    pub(crate) fn of(method: &Method, path: &str, headers: &HeaderMap) -> Option<Self> {
        let (get, post) = (method == Method::GET, method == Method::POST);
        let segments = segments(path);
        let action = match segments.as_slice() {
            [base @ .., "models"] if get => Action::Models(keeper(base, headers)),
            [base @ .., "models", id] if get => {
                return Some(Self { action: Action::Model(keeper(base, headers)), model: Some((*id).to_owned()) });
            }
            [.., "token"] if post => Action::Token,
            [.., "messages"] if post && !segments.contains(&"threads") => Action::Create(Dialect::Anthropic),
            [.., "messages", "count_tokens"] if post => Action::Count(Dialect::Anthropic),
            [.., "chat", "completions"] if post => Action::Create(Dialect::Chat),
            [.., "completions"] if post => Action::Create(Dialect::Completion),
            [.., "responses"] if post => Action::Create(Dialect::Responses),
            [.., "responses", "input_tokens"] if post => Action::Count(Dialect::Responses),
            others => {
                return google::target(method, others, headers).or_else(|| {
                    let endpoint = openai::Endpoint::of(method, others)?;
                    Some(Action::OpenAi(endpoint).into())
                });
            }
        };
        Some(action.into())
    }

    pub(crate) fn vendor(&self) -> Vendor {
        match self.action {
            Action::Create(dialect) | Action::Stream(dialect) | Action::Count(dialect) => dialect.vendor(),
            Action::Models(vendor) | Action::Model(vendor) => vendor,
            Action::OpenAi(_) => Vendor::OpenAi,
            Action::Google(_) => Vendor::Google,
            Action::Token => Vendor::OAuth,
        }
    }

    /// Empty where the answer has no id.
    pub(crate) fn message_id(&self, suffix: &str) -> String {
        match self.action {
            Action::Create(dialect) | Action::Stream(dialect) => dialect.message_id(suffix),
            Action::OpenAi(endpoint) => endpoint.message_id(suffix),
            Action::Google(endpoint) => endpoint.message_id(suffix),
            _ => String::new(),
        }
    }

    pub(crate) fn streams_by_body(&self) -> bool {
        match self.action {
            Action::Create(dialect) => dialect.streams_by_body(),
            Action::OpenAi(endpoint) => endpoint.streams(),
            _ => false,
        }
    }

    /// Something other than a conversation, and refused without a body that can be read.
    pub(crate) fn needs_body(&self) -> bool {
        match self.action {
            Action::OpenAi(endpoint) => endpoint != openai::Endpoint::Resource,
            Action::Google(endpoint) => endpoint.needs_body(),
            _ => false,
        }
    }

    /// The model of a request that names none; `None` where it has to.
    pub(crate) fn usual_model(&self) -> Option<String> {
        match self.action {
            Action::OpenAi(endpoint) => endpoint.usual_model().map(str::to_owned),
            Action::Google(_) => Some(String::new()),
            _ => None,
        }
    }

    /// The usage of an unscripted answer, where it does not follow from sizes.
    pub(crate) fn usual_usage(&self, asked: &Asked) -> Option<Usage> {
        match self.action {
            Action::OpenAi(endpoint) => endpoint.usual_usage(asked),
            _ => None,
        }
    }

    /// The classes of a usage that the answer tells apart, with the others counted into them.
    pub(crate) fn stated(&self, usage: Usage) -> Usage {
        match self.action {
            Action::OpenAi(endpoint) => endpoint.stated(usage),
            _ if self.vendor() == Vendor::Google => usage,
            _ => usage.without_images(),
        }
    }

    pub(crate) fn answer(&self, call: &Call, reply: &Reply) -> Answer {
        match self.action {
            Action::Create(dialect) | Action::Stream(dialect) if call.asked.stream => {
                dialect.stream(reply, call.asked.include_usage)
            }
            Action::Create(dialect) | Action::Stream(dialect) => dialect.json(reply),
            Action::Count(dialect) => Answer::free(&dialect.count(tokens(call.bytes))),
            Action::Models(vendor) => Answer::free(&vendor.models()),
            Action::Model(vendor) => Answer::free(&vendor.model(&call.asked.model)),
            Action::OpenAi(endpoint) => endpoint.answer(call, reply),
            Action::Google(endpoint) => endpoint.answer(call, reply),
            Action::Token => Answer::free(&oauth::token(call.number)),
        }
    }

    /// The event that ends a failing stream after `frames` others.
    pub(crate) fn error_event(
        &self,
        reply: &Reply,
        kind: Option<&str>,
        sentence: Option<&str>,
        frames: usize,
    ) -> String {
        match self.action {
            Action::Create(dialect) | Action::Stream(dialect) => dialect.error_event(reply, kind, sentence, frames),
            _ => format!("data: {}\n\n", chat::error(500, kind, sentence)),
        }
    }

    /// Google streams a JSON array unless `alt=sse` is asked for.
    pub(crate) fn as_array(&self, path: &str) -> bool {
        matches!(self.action, Action::Stream(_)) && !path.contains("alt=sse")
    }
}

/// Whose models: the vendors' own headers tell, then Google's paths.
fn keeper(base: &[&str], headers: &HeaderMap) -> Vendor {
    if headers.contains_key("anthropic-version") {
        Vendor::Anthropic
    } else if google::owns(base, headers) {
        Vendor::Google
    } else {
        Vendor::OpenAi
    }
}
