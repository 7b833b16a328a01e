//! Gemini's generateContent family.

use super::reply::Reply;
use super::sentence;
use crate::body::Frame;
use crate::usage::Usage;
use serde_json::{Value, json};

pub(crate) fn json(reply: &Reply) -> Value {
    let mut parts = Vec::new();
    if !reply.thinking.is_empty() {
        parts.push(json!({ "text": reply.whole_thinking(), "thought": true }));
    }
    if !reply.text.is_empty() {
        parts.push(json!({ "text": reply.whole_text() }));
    }
    parts.extend((0..reply.tools.len()).map(|at| call(reply, at)));
    answer(reply, &parts, true, &reply.usage)
}

fn call(reply: &Reply, at: usize) -> Value {
    let tool = &reply.tools[at];
    json!({ "functionCall": { "id": format!("{}{at:02}", reply.suffix), "name": tool.name, "args": tool.input } })
}

fn answer(reply: &Reply, parts: &[Value], last: bool, usage: &Usage) -> Value {
    let mut candidate = json!({ "content": { "parts": parts, "role": "model" }, "index": 0 });
    if last {
        candidate["finishReason"] = json!(reply.stop_reason.as_deref().unwrap_or("STOP"));
    }
    json!({
        "candidates": [candidate],
        "usageMetadata": usage.gemini(),
        "modelVersion": reply.model,
        "responseId": reply.suffix,
    })
}

/// Every chunk states the usage so far; the last one adds an empty part and the reason to stop.
pub(crate) fn stream(reply: &Reply) -> Vec<Frame> {
    let mut said: Vec<(Value, String)> = Vec::new();
    said.extend(reply.thinking.iter().map(|t| (json!({ "text": t, "thought": true }), t.clone())));
    said.extend(reply.text.iter().map(|t| (json!({ "text": t }), t.clone())));
    said.extend((0..reply.tools.len()).map(|at| (call(reply, at), reply.tools[at].name.clone())));

    let count = said.len() as u64;
    let mut frames = Vec::new();
    for (at, (part, said)) in (1..).zip(said) {
        let so_far = |total: u64| total * at / (count + 1);
        let Usage { output, reasoning, output_image, .. } = reply.usage;
        let (output, reasoning, output_image) = (so_far(output), so_far(reasoning), so_far(output_image));
        let usage = Usage { output, reasoning, output_image, ..reply.usage };
        let text = format!("data: {}\r\n\r\n", answer(reply, &[part], false, &usage));
        frames.push(Frame { stated: Some(usage), ..Frame::content(text, &said) });
    }
    let text = format!("data: {}\r\n\r\n", answer(reply, &[json!({ "text": "" })], true, &reply.usage));
    frames.push(Frame::stating(text, reply.usage));
    frames
}

/// The JSON of one event.
pub(crate) fn chunk(event: &[u8]) -> &[u8] {
    event.strip_prefix(b"data: ").unwrap_or(event).trim_ascii_end()
}

/// The same chunks as one JSON array, which is what the vendor sends without `alt=sse`.
pub(crate) fn as_array(mut frames: Vec<Frame>) -> Vec<Frame> {
    let last = frames.len().saturating_sub(1);
    for (at, frame) in frames.iter_mut().enumerate() {
        let chunk = chunk(&frame.bytes);
        let (before, after) = (if at == 0 { "[" } else { ",\r\n" }, if at == last { "\n]" } else { "\n" });
        frame.bytes = [before.as_bytes(), chunk, after.as_bytes()].concat();
    }
    frames
}

pub(crate) fn error(status: u16, kind: Option<&str>, message: Option<&str>) -> Value {
    let usual = match status {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 | 529 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
    let unspoken = match status {
        401 => "API key not valid. Please pass a valid API key.",
        429 => "You exceeded your current quota, please check your plan and billing details.",
        503 => "The model is overloaded. Please try again later.",
        _ => sentence(status),
    };
    let message = message.unwrap_or(unspoken);
    json!({ "error": { "code": status, "message": message, "status": kind.unwrap_or(usual) } })
}

pub(crate) fn models() -> Value {
    json!({ "models": [model("gemini-2.5-pro", "Gemini 2.5 Pro"), model("gemini-2.5-flash", "Gemini 2.5 Flash")] })
}

pub(crate) fn model(id: &str, name: &str) -> Value {
    json!({
        "name": format!("models/{id}"),
        "displayName": name,
        "inputTokenLimit": 1_048_576,
        "outputTokenLimit": 65_536,
        "supportedGenerationMethods": ["generateContent", "countTokens"],
    })
}
