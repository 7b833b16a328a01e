//! Chat Completions (<https://platform.openai.com/docs/api-reference/chat-streaming>), and OpenAI's other endpoints that
//! state a usage: completions, embeddings, images, audio.

use super::Answer;
use super::openai::Stated;
use crate::edit::json;
use crate::family::Family;
use crate::sse::Frame;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The answer has choices.
    Choices,
    /// All output is images.
    Images,
    Other,
}

impl Kind {
    pub(super) fn of(family: &Family) -> Self {
        match family.name {
            "images" => Self::Images,
            _ if family.generates => Self::Choices,
            _ => Self::Other,
        }
    }
}

#[derive(Deserialize)]
struct Chunk<'a> {
    /// Of image and audio events.
    #[serde(rename = "type", borrow)]
    kind: Option<Cow<'a, str>>,
    model: Option<String>,
    service_tier: Option<String>,
    usage: Option<Stated>,
    x_groq: Option<Groq>,
    #[serde(borrow)]
    choices: Option<Vec<Choice<'a>>>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

/// Groq's own place for usage, beside the usual one or instead of it.
#[derive(Deserialize)]
struct Groq {
    usage: Option<Stated>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    finish_reason: Option<String>,
    #[serde(borrow)]
    delta: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
}

/// The parts of a delta that a reader sees or acts on; the first chunk names a role and says nothing.
const CONTENT: [&str; 7] =
    ["content", "tool_calls", "reasoning_content", "reasoning", "refusal", "function_call", "audio"];

pub(super) fn event(kind: Kind, answer: &mut Answer, frame: Frame<'_>) {
    let data = frame.data();
    if data.trim_ascii() == b"[DONE]" {
        (answer.complete, answer.decided) = (answer.error.is_none(), true);
        return;
    }
    // Groq names its error in an event, OpenAI in a chunk.
    if frame.event() == Some(b"error") {
        return answer.fails(&data);
    }
    let Ok(chunk) = serde_json::from_slice::<Chunk<'_>>(&data) else { return };
    for choice in chunk.choices.iter().flatten() {
        let delta = choice.delta.map(|delta| delta.get().as_bytes()).unwrap_or_default();
        let says =
            |name: &&str| json::get(delta, &[name]).is_some_and(|value| !matches!(value, b"null" | b"\"\"" | b"[]"));
        answer.content_begun |= CONTENT.iter().any(says) || choice.text.as_ref().is_some_and(|text| !text.is_empty());
        answer.complete |= choice.finish_reason.is_some();
    }
    if let Some(name) = &chunk.kind {
        answer.content_begun |= name.ends_with(".delta") || name.ends_with(".partial_image");
        answer.complete |= name.ends_with(".completed") || name.ends_with(".done");
    }
    absorb(kind, answer, chunk, &data);
}

/// A chunk that names a role, or judges the prompt, and says nothing yet.
pub(super) fn is_prelude(frame: Frame<'_>) -> bool {
    #[derive(Deserialize)]
    struct Opening<'a> {
        #[serde(borrow)]
        choices: Vec<Begun<'a>>,
        #[serde(borrow)]
        usage: Option<&'a RawValue>,
    }
    #[derive(Deserialize)]
    struct Begun<'a> {
        #[serde(borrow)]
        delta: HashMap<Cow<'a, str>, &'a RawValue>,
        #[serde(borrow)]
        finish_reason: Option<&'a RawValue>,
    }
    let data = frame.data();
    let Ok(chunk) = serde_json::from_slice::<Opening<'_>>(&data) else { return false };
    let says_nothing = |(name, value): (&Cow<'_, str>, &&RawValue)| {
        name == "role" || matches!(value.get(), "null" | "\"\"" | "[]" | "{}")
    };
    let has = |value: Option<&RawValue>| value.is_some_and(|value| value.get() != "null");
    !has(chunk.usage)
        && chunk.choices.iter().all(|begun| !has(begun.finish_reason) && begun.delta.iter().all(says_nothing))
}

/// The usage at the end of a stream, which clients get only when they have asked for it.
pub(crate) fn is_usage_alone(frame: Frame<'_>) -> bool {
    #[derive(Deserialize)]
    struct Closing<'a> {
        #[serde(borrow)]
        choices: Vec<&'a RawValue>,
        #[serde(borrow)]
        usage: Option<&'a RawValue>,
    }
    let data = frame.data();
    let chunk = serde_json::from_slice::<Closing<'_>>(&data);
    chunk.is_ok_and(|chunk| chunk.choices.is_empty() && chunk.usage.is_some_and(|usage| usage.get().starts_with('{')))
}

pub(super) fn whole(kind: Kind, answer: &mut Answer, body: &[u8]) {
    let chunk = serde_json::from_slice::<Chunk<'_>>(body);
    match chunk {
        Ok(chunk) if kind != Kind::Choices || chunk.choices.as_ref().is_some_and(|choices| !choices.is_empty()) => {
            answer.is_whole();
            absorb(kind, answer, chunk, body);
        }
        _ => answer.is_none_such("completion", body),
    }
}

fn absorb(kind: Kind, answer: &mut Answer, chunk: Chunk<'_>, body: &[u8]) {
    if chunk.error.is_some_and(|error| error.get() != "null") {
        answer.fails(body);
    }
    answer.model = answer.model.take().or(chunk.model.filter(|model| !model.is_empty()));
    answer.service_tier = chunk.service_tier.or(answer.service_tier.take());
    answer.stop_reason =
        chunk.choices.into_iter().flatten().find_map(|choice| choice.finish_reason).or(answer.stop_reason.take());
    let stated = chunk.usage.or(chunk.x_groq.and_then(|groq| groq.usage));
    if let Some(stated) = stated.filter(Stated::counts) {
        answer.usage = stated.usage();
        answer.usage_final = true;
        if kind == Kind::Images {
            answer.usage.output_image += std::mem::take(&mut answer.usage.output);
        }
    }
}
