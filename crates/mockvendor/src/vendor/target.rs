//! What a path and a body ask for.

use super::Dialect;
use axum::http::HeaderMap;
use serde::Deserialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// One answer; streamed when the body says so.
    Create,
    /// A stream because the path says so (Gemini).
    Stream,
    Count,
    Models,
}

/// A dialect's endpoint. Only the end of the path counts, so any base path works.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) dialect: Dialect,
    pub(crate) action: Action,
    /// From the path, in Gemini's.
    pub(crate) model: Option<String>,
}

impl Target {
    /// The vendor's own headers tell the three `/v1/models` apart.
    pub(crate) fn of(path: &str, headers: &HeaderMap) -> Option<Self> {
        let (dialect, action) = match path {
            _ if path.ends_with("/messages") => (Dialect::Anthropic, Action::Create),
            _ if path.ends_with("/messages/count_tokens") => (Dialect::Anthropic, Action::Count),
            _ if path.ends_with("/chat/completions") => (Dialect::Chat, Action::Create),
            _ if path.ends_with("/responses") => (Dialect::Responses, Action::Create),
            _ if path.ends_with("/models") => match () {
                () if headers.contains_key("anthropic-version") => (Dialect::Anthropic, Action::Models),
                () if headers.contains_key("x-goog-api-key") => (Dialect::Gemini, Action::Models),
                () => (Dialect::Chat, Action::Models),
            },
            _ => return Self::gemini(path),
        };
        Some(Self { dialect, action, model: None })
    }

    fn gemini(path: &str) -> Option<Self> {
        let (model, method) = path.rsplit_once('/')?.1.split_once(':')?;
        let action = match method {
            "generateContent" => Action::Create,
            "streamGenerateContent" => Action::Stream,
            "countTokens" => Action::Count,
            _ => return None,
        };
        Some(Self { dialect: Dialect::Gemini, action, model: Some(model.to_owned()) })
    }
}

/// The few things of a request that shape the answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) model: String,
    pub(crate) stream: bool,
    pub(crate) include_usage: bool,
    pub(crate) messages: usize,
}

#[derive(Deserialize)]
struct Head {
    model: Option<String>,
    #[serde(default)]
    stream: Option<bool>,
    stream_options: Option<StreamOptions>,
    #[serde(alias = "contents")]
    messages: Option<Vec<serde::de::IgnoredAny>>,
}

#[derive(Deserialize)]
struct StreamOptions {
    #[serde(default)]
    include_usage: bool,
}

impl Asked {
    /// What the body asks for, and what a vendor would refuse it for: status and sentence.
    pub(crate) fn read(target: &Target, body: &[u8]) -> (Self, Option<(u16, String)>) {
        let mut asked = Self { model: target.model.clone().unwrap_or_default(), ..Self::default() };
        asked.stream = target.action == Action::Stream;
        if target.action == Action::Models {
            return (asked, None);
        }
        let head: Head = match serde_json::from_slice(body) {
            Ok(head) => head,
            Err(problem) => return (asked, Some((400, format!("The request body is not valid JSON: {problem}")))),
        };
        asked.stream |= head.stream.unwrap_or(false);
        asked.include_usage = head.stream_options.is_some_and(|options| options.include_usage);
        asked.messages = head.messages.map_or(1, |messages| messages.len());
        match head.model {
            Some(model) if target.model.is_none() => asked.model = model,
            None if target.model.is_none() => return (asked, Some((400, "model: Field required".to_owned()))),
            _ => {}
        }
        (asked, None)
    }
}
