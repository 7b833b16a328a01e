//! Anthropic Messages.

use super::reply::{Reply, parts};
use super::{event, sentence};
use crate::body::Frame;
use crate::usage::Usage;
use serde_json::{Value, json};

/// Stands for the vendor's seal on a thinking block.
const SIGNATURE: &str = "bW9ja3ZlbmRvciBzaWduYXR1cmUgb2YgYSB0aGlua2luZyBibG9jaw==";

pub(crate) fn json(reply: &Reply) -> Value {
    let mut content = Vec::new();
    if !reply.thinking.is_empty() {
        content.push(json!({ "type": "thinking", "thinking": reply.whole_thinking(), "signature": SIGNATURE }));
    }
    if !reply.text.is_empty() {
        content.push(json!({ "type": "text", "text": reply.whole_text() }));
    }
    for (at, tool) in reply.tools.iter().enumerate() {
        content.push(json!({ "type": "tool_use", "id": tool_id(reply, at), "name": tool.name, "input": tool.input }));
    }
    message(reply, &content, Some(stop_reason(reply)), &reply.usage)
}

fn message(reply: &Reply, content: &[Value], stop_reason: Option<&str>, usage: &Usage) -> Value {
    json!({
        "id": format!("msg_{}", reply.suffix),
        "type": "message",
        "role": "assistant",
        "model": reply.model,
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": null,
        "usage": usage.anthropic(),
    })
}

fn stop_reason(reply: &Reply) -> &str {
    let usual = if reply.tools.is_empty() { "end_turn" } else { "tool_use" };
    reply.stop_reason.as_deref().unwrap_or(usual)
}

fn tool_id(reply: &Reply, at: usize) -> String {
    format!("toolu_{}{at:02}", reply.suffix)
}

pub(crate) fn stream(reply: &Reply) -> Vec<Frame> {
    let start = Usage { output: 1, reasoning: 0, ..reply.usage };
    let first = event("message_start", &json!({ "message": message(reply, &[], None, &start) }));
    let mut frames = vec![Frame::stating(first, start)];
    let mut blocks = Blocks { frames: &mut frames, index: 0 };
    if !reply.thinking.is_empty() {
        let mut deltas: Vec<_> = reply.thinking.iter().map(|t| delta("thinking_delta", "thinking", t)).collect();
        deltas.push((json!({ "type": "signature_delta", "signature": SIGNATURE }), String::new()));
        blocks.push(&json!({ "type": "thinking", "thinking": "", "signature": "" }), deltas);
    }
    if !reply.text.is_empty() {
        let deltas = reply.text.iter().map(|t| delta("text_delta", "text", t)).collect();
        blocks.push(&json!({ "type": "text", "text": "" }), deltas);
    }
    for (at, tool) in reply.tools.iter().enumerate() {
        let mut deltas = vec![delta("input_json_delta", "partial_json", "")];
        deltas.extend(parts(&tool.input.to_string()).iter().map(|p| delta("input_json_delta", "partial_json", p)));
        blocks.push(&json!({ "type": "tool_use", "id": tool_id(reply, at), "name": tool.name, "input": {} }), deltas);
    }
    let end = json!({
        "delta": { "stop_reason": stop_reason(reply), "stop_sequence": null },
        "usage": reply.usage.anthropic_delta(),
    });
    frames.push(Frame::stating(event("message_delta", &end), reply.usage));
    frames.push(Frame::plain(event("message_stop", &json!({}))));
    frames
}

/// A delta, and the text that it brings.
fn delta(kind: &str, field: &str, text: &str) -> (Value, String) {
    (json!({ "type": kind, field: text }), text.to_owned())
}

struct Blocks<'a> {
    frames: &'a mut Vec<Frame>,
    index: usize,
}

impl Blocks<'_> {
    /// Start, deltas and stop of one content block; the first start of a message is followed by a ping.
    fn push(&mut self, block: &Value, deltas: Vec<(Value, String)>) {
        let start = json!({ "index": self.index, "content_block": block });
        self.frames.push(Frame::plain(event("content_block_start", &start)));
        if self.index == 0 {
            self.frames.push(Frame::plain(event("ping", &json!({}))));
        }
        for (delta, said) in deltas {
            let text = event("content_block_delta", &json!({ "index": self.index, "delta": delta }));
            self.frames.push(if said.is_empty() { Frame::plain(text) } else { Frame::content(text, &said) });
        }
        self.frames.push(Frame::plain(event("content_block_stop", &json!({ "index": self.index }))));
        self.index += 1;
    }
}

pub(crate) fn error_object(status: u16, kind: Option<&str>, message: Option<&str>) -> Value {
    let usual = match status {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        529 => "overloaded_error",
        400..=499 => "invalid_request_error",
        _ => "api_error",
    };
    json!({ "type": kind.unwrap_or(usual), "message": message.unwrap_or(sentence(status)) })
}

pub(crate) fn error(status: u16, kind: Option<&str>, message: Option<&str>, suffix: &str) -> Value {
    let error = error_object(status, kind, message);
    json!({ "type": "error", "error": error, "request_id": format!("req_{suffix}") })
}

pub(crate) fn models() -> Value {
    let data = [
        model("claude-opus-5-5", "Claude Opus 5.5"),
        model("claude-sonnet-5", "Claude Sonnet 5"),
        model("claude-haiku-4-5-20251001", "Claude Haiku 4.5"),
    ];
    json!({ "data": data, "has_more": false, "first_id": data[0]["id"], "last_id": data[2]["id"] })
}

pub(crate) fn model(id: &str, name: &str) -> Value {
    json!({ "type": "model", "id": id, "display_name": name, "created_at": "2026-01-01T00:00:00Z" })
}
