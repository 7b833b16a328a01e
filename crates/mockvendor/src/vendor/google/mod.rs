//! What Google does besides conversations: embeddings, predictions, batches, files, and Code Assist's own methods.

mod embedding;
mod file;
mod operation;
mod predict;

use super::{Action, Answer, Dialect, Reply, Target, code_assist};
use crate::call::Call;
use axum::http::{HeaderMap, Method};
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Embed,
    EmbedMany,
    /// The start of a batch, with the word for it in the operation's type.
    Batch(&'static str),
    Predict,
    /// The start of a long prediction.
    PredictLong,
    /// A batch or a prediction that was started earlier.
    Operation,
    File,
    LoadCodeAssist,
    OnboardUser,
    /// Any other method of Code Assist.
    Method,
}

/// `{model}:{method}`, `v1internal:{method}`, files and operations.
pub(crate) fn target(method: &Method, segments: &[&str], headers: &HeaderMap) -> Option<Target> {
    let (last, base) = segments.split_last()?;
    if let Some((subject, verb)) = last.split_once(':').filter(|_| method == Method::POST) {
        let inside = base.contains(&"v1internal") || subject == "v1internal";
        let model = Some(subject).filter(|name| !name.is_empty() && *name != "v1internal").map(str::to_owned);
        let action = if inside { internal(verb) } else { public(verb)? };
        return Some(Target { action, model });
    }
    let mut resources = segments.iter().enumerate();
    resources.find_map(|(at, name)| {
        let endpoint = match *name {
            "files" if owns(&segments[..at], headers) => Endpoint::File,
            "batches" if owns(&segments[..at], headers) => Endpoint::Operation,
            "operations" => Endpoint::Operation,
            _ => return None,
        };
        Some(Action::Google(endpoint).into())
    })
}

fn public(verb: &str) -> Option<Action> {
    Some(match verb {
        "generateContent" => Action::Create(Dialect::Gemini),
        "streamGenerateContent" => Action::Stream(Dialect::Gemini),
        "countTokens" => Action::Count(Dialect::Gemini),
        "embedContent" => Action::Google(Endpoint::Embed),
        "batchEmbedContents" => Action::Google(Endpoint::EmbedMany),
        "batchGenerateContent" => Action::Google(Endpoint::Batch("GenerateContentBatch")),
        "asyncBatchEmbedContent" => Action::Google(Endpoint::Batch("EmbedContentBatch")),
        "predict" => Action::Google(Endpoint::Predict),
        "predictLongRunning" => Action::Google(Endpoint::PredictLong),
        _ => return None,
    })
}

fn internal(verb: &str) -> Action {
    match verb {
        "generateContent" => Action::Create(Dialect::CodeAssist),
        "streamGenerateContent" => Action::Stream(Dialect::CodeAssist),
        "countTokens" => Action::Count(Dialect::CodeAssist),
        "loadCodeAssist" => Action::Google(Endpoint::LoadCodeAssist),
        "onboardUser" => Action::Google(Endpoint::OnboardUser),
        _ => Action::Google(Endpoint::Method),
    }
}

/// OpenAI has `models`, `files` and `batches` too: Google's come with its key, below `v1beta` or below its name (Vertex).
pub(crate) fn owns(base: &[&str], headers: &HeaderMap) -> bool {
    let version = base.last().copied().unwrap_or_default();
    headers.contains_key("x-goog-api-key") || version.starts_with("v1beta") || matches!(version, "v1alpha" | "google")
}

impl Endpoint {
    pub(crate) fn message_id(self, suffix: &str) -> String {
        match self {
            Self::Batch(_) | Self::PredictLong | Self::OnboardUser => suffix.to_owned(),
            _ => String::new(),
        }
    }

    pub(crate) fn needs_body(self) -> bool {
        matches!(self, Self::Embed | Self::EmbedMany | Self::Batch(_) | Self::Predict | Self::PredictLong)
    }

    pub(crate) fn answer(self, call: &Call, reply: &Reply) -> Answer {
        let body = &call.asked.body;
        let value = match self {
            Self::Embed => return Answer::unstated(&embedding::one(body), reply),
            Self::EmbedMany => return Answer::unstated(&embedding::many(body), reply),
            Self::Predict => return Answer::unstated(&predict::pictures(body), reply),
            Self::Batch(kind) => operation::batch(kind, body, reply),
            Self::PredictLong => operation::prediction(reply),
            Self::Operation => operation::look(&call.method, &call.segments()),
            Self::File => file::answer(&call.method, &call.segments(), reply),
            Self::LoadCodeAssist => code_assist::load(),
            Self::OnboardUser => code_assist::onboard(reply),
            Self::Method => json!({}),
        };
        Answer::free(&value)
    }
}
