//! What OpenAI does besides conversations: embeddings, pictures, sound, moderation, compaction, and stored things.

mod audio;
mod batch;
mod compaction;
mod embedding;
mod file;
mod image;
mod moderation;
mod resource;

use super::{Answer, Asked, Reply};
use crate::call::Call;
use crate::usage::Usage;
use axum::http::Method;
use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Embed,
    /// Pictures from a text.
    Draw,
    /// Pictures from pictures and a text.
    Edit,
    /// Pictures from a picture.
    Vary,
    Speak,
    Transcribe,
    Translate,
    Moderate,
    Compact,
    /// Anything that is kept under an id: files, batches, threads, earlier answers.
    Resource,
}

impl Endpoint {
    pub(crate) fn of(method: &Method, segments: &[&str]) -> Option<Self> {
        if method == Method::POST {
            match segments {
                [.., "embeddings"] => return Some(Self::Embed),
                [.., "images", "generations"] => return Some(Self::Draw),
                [.., "images", "edits"] => return Some(Self::Edit),
                [.., "images", "variations"] => return Some(Self::Vary),
                [.., "audio", "speech"] => return Some(Self::Speak),
                [.., "audio", "transcriptions"] => return Some(Self::Transcribe),
                [.., "audio", "translations"] => return Some(Self::Translate),
                [.., "moderations"] => return Some(Self::Moderate),
                [.., "responses", "compact"] => return Some(Self::Compact),
                _ => {}
            }
        }
        resource::known(method, segments).then_some(Self::Resource)
    }

    pub(crate) fn message_id(self, suffix: &str) -> String {
        match self {
            Self::Moderate => format!("modr-{suffix}"),
            Self::Compact => format!("resp_{suffix}"),
            Self::Resource => suffix.to_owned(),
            _ => String::new(),
        }
    }

    /// The answer is a stream when the body asks for one.
    pub(crate) fn streams(self) -> bool {
        matches!(self, Self::Draw | Self::Edit | Self::Transcribe)
    }

    pub(crate) fn usual_model(self) -> Option<&'static str> {
        match self {
            Self::Draw | Self::Edit | Self::Vary => Some("dall-e-2"),
            Self::Moderate => Some("omni-moderation-latest"),
            Self::Resource => Some(""),
            _ => None,
        }
    }

    pub(crate) fn usual_usage(self, asked: &Asked) -> Option<Usage> {
        matches!(self, Self::Draw | Self::Edit | Self::Vary).then(|| image::usage(&asked.body))
    }

    /// The classes of a usage that the answer tells apart, with the others counted into them.
    pub(crate) fn stated(self, usage: Usage) -> Usage {
        match self {
            Self::Embed => Usage { input: usage.prompt(), ..Usage::default() },
            Self::Draw | Self::Edit | Self::Vary => {
                let Usage { output, input_image, output_image, .. } = usage;
                Usage { input: usage.prompt() - input_image, output, input_image, output_image, ..Usage::default() }
            }
            Self::Transcribe | Self::Translate => {
                Usage { input: usage.prompt(), output: usage.completion(), ..Usage::default() }
            }
            _ => usage.without_images(),
        }
    }

    pub(crate) fn answer(self, call: &Call, reply: &Reply) -> Answer {
        let (body, streams) = (&call.asked.body, call.asked.stream);
        match self {
            Self::Embed => embedding::answer(body, reply),
            Self::Draw if streams => image::stream("image_generation", body, reply),
            Self::Edit if streams => image::stream("image_edit", body, reply),
            Self::Draw | Self::Edit | Self::Vary => image::json(body, reply),
            Self::Speak => audio::speech(reply),
            Self::Transcribe if streams => audio::stream(reply),
            Self::Transcribe | Self::Translate => audio::text(body, reply),
            Self::Moderate => moderation::answer(body, reply),
            Self::Compact => compaction::answer(reply),
            Self::Resource => resource::answer(call, reply),
        }
    }
}

/// What stands in `input`: one thing, or each of an array of texts or token lists.
fn inputs(body: &Value) -> &[Value] {
    match &body["input"] {
        Value::Array(many) if many.iter().all(|one| one.is_string() || one.is_array()) => many,
        one => std::slice::from_ref(one),
    }
}
