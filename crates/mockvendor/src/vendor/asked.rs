//! The few things of a request that shape the answer.

use super::{Action, Dialect, Target, form, oauth};
use axum::http::HeaderMap;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) model: String,
    /// The answer is a stream.
    pub(crate) stream: bool,
    pub(crate) include_usage: bool,
    pub(crate) messages: usize,
    pub(crate) service_tier: Option<String>,
    /// The body of what is no conversation, a form as an object; null where there is none to be read.
    pub(crate) body: Value,
}

/// What a vendor refuses a request for.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) status: u16,
    /// Absent: the vendor's usual word for that status.
    pub(crate) kind: Option<&'static str>,
    pub(crate) sentence: String,
}

impl Fault {
    fn invalid(sentence: impl Into<String>) -> Self {
        Self { status: 400, kind: None, sentence: sentence.into() }
    }
}

#[derive(Deserialize)]
struct Head {
    model: Option<String>,
    #[serde(default)]
    stream: Option<bool>,
    stream_options: Option<StreamOptions>,
    #[serde(alias = "contents")]
    messages: Option<Vec<IgnoredAny>>,
    service_tier: Option<String>,
}

#[derive(Deserialize)]
struct StreamOptions {
    #[serde(default)]
    include_usage: bool,
}

/// Code Assist's envelope; counting has the model inside, everything else outside.
#[derive(Deserialize)]
struct Envelope {
    model: Option<String>,
    request: Head,
}

impl Head {
    fn read(dialect: Dialect, body: &[u8]) -> serde_json::Result<Self> {
        if dialect != Dialect::CodeAssist {
            return serde_json::from_slice(body);
        }
        let envelope: Envelope = serde_json::from_slice(body)?;
        let head = envelope.request;
        let inner = head.model.map(|model| model.trim_start_matches("models/").to_owned());
        Ok(Self { model: envelope.model.or(inner), ..head })
    }
}

impl Asked {
    /// What headers and body ask for, and what a vendor would refuse it for. A vendor would unpack an encoded body; here
    /// it stays as it came, so its model is unknown, and only `accept` tells whether a stream is wanted.
    pub(crate) fn read(target: &Target, headers: &HeaderMap, body: &[u8]) -> (Self, Option<Fault>) {
        let model = target.model.clone().unwrap_or_default();
        let stream = matches!(target.action, Action::Stream(_));
        let mut asked = Self { model, stream, messages: 1, ..Self::default() };
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !matches!(header("content-encoding"), "" | "identity") {
            asked.stream |= target.streams_by_body() && header("accept").contains("text/event-stream");
            return (asked, None);
        }
        let fault = match target.action {
            Action::Models(_) | Action::Model(_) => None,
            Action::Create(dialect) | Action::Stream(dialect) | Action::Count(dialect) => {
                asked.converse(target, dialect, body)
            }
            Action::OpenAi(_) | Action::Google(_) | Action::Token => asked.fill(target, header("content-type"), body),
        };
        (asked, fault)
    }

    fn converse(&mut self, target: &Target, dialect: Dialect, body: &[u8]) -> Option<Fault> {
        let head = match Head::read(dialect, body) {
            Ok(head) => head,
            Err(problem) => return Some(Fault::invalid(format!("The request body is not valid JSON: {problem}"))),
        };
        self.stream |= target.streams_by_body() && head.stream.unwrap_or(false);
        self.include_usage = head.stream_options.is_some_and(|options| options.include_usage);
        self.messages = head.messages.map_or(1, |messages| messages.len());
        self.service_tier = head.service_tier;
        self.name(target, head.model)
    }

    fn fill(&mut self, target: &Target, content_type: &str, body: &[u8]) -> Option<Fault> {
        match fields(content_type, body) {
            Ok(body) => self.body = body,
            Err(sentence) if target.needs_body() => return Some(Fault::invalid(sentence)),
            Err(_) => {}
        }
        if target.action == Action::Token {
            return oauth::fault(&self.body);
        }
        let stream = &self.body["stream"];
        self.stream |= target.streams_by_body() && (*stream == true || *stream == "true");
        let model = self.body["model"].as_str().map(str::to_owned);
        self.name(target, model)
    }

    /// The path's name wins over the body's, and that over the endpoint's own.
    fn name(&mut self, target: &Target, model: Option<String>) -> Option<Fault> {
        if target.model.is_some() {
            return None;
        }
        match model.or(target.usual_model()) {
            Some(model) => self.model = model,
            None => return Some(Fault::invalid("model: Field required")),
        }
        None
    }
}

fn fields(content_type: &str, body: &[u8]) -> Result<Value, String> {
    match content_type.split(';').next().unwrap_or_default().trim() {
        "multipart/form-data" => {
            form::multipart(content_type, body).ok_or_else(|| "The form names no boundary".to_owned())
        }
        "application/x-www-form-urlencoded" => Ok(form::urlencoded(body)),
        _ => serde_json::from_slice(body).map_err(|problem| format!("The request body is not valid JSON: {problem}")),
    }
}
