//! OpenAI Chat Completions.

use super::reply::{Reply, parts};
use super::sentence;
use crate::body::Frame;
use serde_json::{Value, json};

pub(crate) fn json(reply: &Reply) -> Value {
    let text = reply.whole_text();
    let mut message = json!({
        "role": "assistant",
        "content": if text.is_empty() { Value::Null } else { Value::from(text) },
        "refusal": null,
        "annotations": [],
    });
    if !reply.thinking.is_empty() {
        message["reasoning_content"] = json!(reply.whole_thinking());
    }
    if !reply.tools.is_empty() {
        message["tool_calls"] = (0..reply.tools.len()).map(|at| call(reply, at)).collect();
    }
    let choice = json!({ "index": 0, "message": message, "logprobs": null, "finish_reason": finish_reason(reply) });
    let mut answer = envelope(reply, "chat.completion", &json!([choice]));
    answer["usage"] = reply.usage.chat();
    answer
}

fn envelope(reply: &Reply, object: &str, choices: &Value) -> Value {
    json!({
        "id": format!("chatcmpl-{}", reply.suffix),
        "object": object,
        "created": reply.created,
        "model": reply.model,
        "service_tier": reply.tier(),
        "system_fingerprint": "fp_mockvendor",
        "choices": choices,
    })
}

fn call(reply: &Reply, at: usize) -> Value {
    let tool = &reply.tools[at];
    json!({
        "id": format!("call_{}{at:02}", reply.suffix),
        "type": "function",
        "function": { "name": tool.name, "arguments": tool.input.to_string() },
    })
}

fn finish_reason(reply: &Reply) -> &str {
    let usual = if reply.tools.is_empty() { "stop" } else { "tool_calls" };
    reply.stop_reason.as_deref().unwrap_or(usual)
}

/// Thinking goes out as `reasoning_content`, as DeepSeek and its kin send it; OpenAI itself keeps it to itself here.
pub(crate) fn stream(reply: &Reply, include_usage: bool) -> Vec<Frame> {
    let data = |choices: Value, usage: Value| {
        let mut chunk = envelope(reply, "chat.completion.chunk", &choices);
        if include_usage {
            chunk["usage"] = usage;
        }
        format!("data: {chunk}\n\n")
    };
    let step = |delta: Value, finish: Value| {
        let choice = json!({ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish });
        data(json!([choice]), Value::Null)
    };
    let first = json!({ "role": "assistant", "content": "", "refusal": null });
    let mut frames = vec![Frame::plain(step(first, Value::Null))];
    for text in &reply.thinking {
        frames.push(Frame::content(step(json!({ "reasoning_content": text }), Value::Null), text));
    }
    for text in &reply.text {
        frames.push(Frame::content(step(json!({ "content": text }), Value::Null), text));
    }
    for at in 0..reply.tools.len() {
        let mut head = call(reply, at);
        head["index"] = json!(at);
        head["function"]["arguments"] = json!("");
        frames.push(Frame::content(step(json!({ "tool_calls": [head] }), Value::Null), &reply.tools[at].name));
        for part in parts(&reply.tools[at].input.to_string()) {
            let delta = json!({ "tool_calls": [{ "index": at, "function": { "arguments": part } }] });
            frames.push(Frame::content(step(delta, Value::Null), &part));
        }
    }
    let last = step(json!({}), json!(finish_reason(reply)));
    if include_usage {
        frames.push(Frame::plain(last));
        frames.push(Frame::stating(data(json!([]), reply.usage.chat()), reply.usage));
    } else {
        // The client never hears of it, but the vendor charges.
        frames.push(Frame::stating(last, reply.usage));
    }
    frames.push(Frame::plain("data: [DONE]\n\n".to_owned()));
    frames
}

pub(crate) fn error(status: u16, kind: Option<&str>, message: Option<&str>) -> Value {
    let (usual, code) = match status {
        401 => ("invalid_request_error", Some("invalid_api_key")),
        404 => ("invalid_request_error", Some("model_not_found")),
        429 => ("rate_limit_error", Some("rate_limit_exceeded")),
        400..=499 => ("invalid_request_error", None),
        _ => ("server_error", None),
    };
    let unspoken = match status {
        401 => "Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.",
        _ => sentence(status),
    };
    let message = message.unwrap_or(unspoken);
    json!({ "error": { "message": message, "type": kind.unwrap_or(usual), "param": null, "code": code } })
}

pub(crate) fn models() -> Value {
    json!({ "object": "list", "data": [model("gpt-5.5"), model("gpt-5.3-codex"), model("gpt-5.4-mini")] })
}

pub(crate) fn model(id: &str) -> Value {
    json!({ "id": id, "object": "model", "created": 1_767_225_600, "owned_by": "openai" })
}
