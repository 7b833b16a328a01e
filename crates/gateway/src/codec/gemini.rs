//! Gemini's `generateContent` (<https://ai.google.dev/api/generate-content>), also inside Code Assist's envelope.

use super::Answer;
use crate::edit::json;
use crate::sse::Frame;
use domain::usage::Usage;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Chunk<'a> {
    #[serde(borrow)]
    candidates: Option<Vec<Candidate<'a>>>,
    prompt_feedback: Option<Feedback>,
    usage_metadata: Option<Metadata>,
    model_version: Option<String>,
    /// The envelope.
    #[serde(borrow)]
    response: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate<'a> {
    /// A word; a number in the older form.
    finish_reason: Option<Value>,
    #[serde(borrow)]
    content: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    block_reason: Option<Value>,
}

/// Counts are cumulative: the last chunk's hold.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Metadata {
    prompt_token_count: Option<i64>,
    candidates_token_count: Option<i64>,
    thoughts_token_count: Option<i64>,
    tool_use_prompt_token_count: Option<i64>,
    cached_content_token_count: Option<i64>,
    prompt_tokens_details: Option<Vec<Share>>,
    candidates_tokens_details: Option<Vec<Share>>,
    cache_tokens_details: Option<Vec<Share>>,
    service_tier: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Share {
    modality: Value,
    token_count: i64,
}

impl Metadata {
    fn usage(&self) -> Usage {
        let count = |count: Option<i64>| count.unwrap_or(0).max(0);
        let (cache_read, reasoning) = (count(self.cached_content_token_count), count(self.thoughts_token_count));
        let fresh = (count(self.prompt_token_count) - cache_read).max(0);
        // Pictures that came from the cache are counted there.
        let input_image = (images(&self.prompt_tokens_details) - images(&self.cache_tokens_details)).clamp(0, fresh);
        let output_image = images(&self.candidates_tokens_details);
        let read = fresh - input_image;
        Usage {
            input: read + count(self.tool_use_prompt_token_count),
            output: (count(self.candidates_token_count) - output_image).max(0) + reasoning,
            cache_read,
            input_image,
            output_image,
            reasoning,
            ..Usage::default()
        }
    }

    fn counts(&self) -> bool {
        self.prompt_token_count.is_some() || self.candidates_token_count.is_some()
    }
}

/// Modalities are words, in any case; numbers in the older form, where 2 is an image.
fn images(shares: &Option<Vec<Share>>) -> i64 {
    let is_image = |share: &&Share| match &share.modality {
        Value::String(word) => word.eq_ignore_ascii_case("image"),
        Value::Number(number) => number.as_i64() == Some(2),
        _ => false,
    };
    shares.iter().flatten().filter(is_image).map(|share| share.token_count.max(0)).sum()
}

pub(super) fn event(answer: &mut Answer, frame: Frame<'_>) {
    let data = frame.data();
    // An error in the middle comes without `data:`.
    let bare = data.is_empty() && frame.raw().trim_ascii_start().starts_with(b"{");
    chunk(answer, if bare { frame.raw() } else { &data });
}

/// Without `alt=sse` a stream is one JSON list.
pub(super) fn whole(answer: &mut Answer, body: &[u8], strict: bool) {
    if body.trim_ascii_start().starts_with(b"[") {
        json::elements(body).for_each(|element| {
            chunk(answer, element);
        });
        return;
    }
    let known = chunk(answer, body);
    match (known, strict, &answer.error) {
        (_, _, Some(_)) => {}
        (Some(true), ..) | (Some(false), false, _) => answer.is_whole(),
        _ => answer.is_none_such("generated content", body),
    }
}

/// Whether it says something of a candidate or of the prompt; `None` when it is no JSON object.
fn chunk(answer: &mut Answer, json: &[u8]) -> Option<bool> {
    let chunk: Chunk<'_> = serde_json::from_slice(json).ok()?;
    if let Some(inner) = chunk.response {
        return self::chunk(answer, inner.get().as_bytes());
    }
    if chunk.error.is_some_and(|error| error.get() != "null") {
        answer.fails(json);
        answer.decided = true;
        return Some(false);
    }
    let known = chunk.candidates.is_some() || chunk.prompt_feedback.is_some();
    for candidate in chunk.candidates.into_iter().flatten() {
        let parts = candidate.content.and_then(|content| json::get(content.get().as_bytes(), &["parts"]));
        answer.content_begun |= parts.is_some_and(|parts| json::elements(parts).next().is_some());
        if let Some(reason) = candidate.finish_reason.filter(|reason| !reason.is_null()) {
            answer.complete = answer.error.is_none();
            answer.stop_reason = Some(word(&reason));
        }
    }
    if let Some(reason) = chunk.prompt_feedback.and_then(|feedback| feedback.block_reason) {
        answer.complete = answer.error.is_none();
        answer.stop_reason = Some(format!("blocked: {}", word(&reason)));
    }
    answer.model = chunk.model_version.or(answer.model.take());
    if let Some(metadata) = chunk.usage_metadata {
        if metadata.counts() {
            answer.usage = metadata.usage();
            answer.usage_final = true;
        }
        answer.service_tier = metadata.service_tier.or(answer.service_tier.take());
    }
    Some(known)
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
