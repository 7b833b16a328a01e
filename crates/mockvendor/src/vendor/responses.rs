//! OpenAI Responses.

use super::chat;
use super::event;
use super::reply::{Reply, parts};
use crate::body::Frame;
use serde_json::{Value, json};

pub(crate) fn json(reply: &Reply) -> Value {
    let output: Vec<Value> = (0..items(reply)).map(|at| item(reply, at, true)).collect();
    response(reply, ending(reply), &output)
}

/// `completed`, or `incomplete` when the script names a reason to stop.
fn ending(reply: &Reply) -> &'static str {
    if reply.stop_reason.is_some() { "incomplete" } else { "completed" }
}

fn response(reply: &Reply, status: &str, output: &[Value]) -> Value {
    let done = matches!(status, "completed" | "incomplete");
    json!({
        "id": format!("resp_{}", reply.suffix),
        "object": "response",
        "created_at": reply.created,
        "completed_at": if done { json!(reply.created) } else { Value::Null },
        "status": status,
        "background": false,
        "error": null,
        "incomplete_details": if done { reply.stop_reason.as_ref().map(|r| json!({ "reason": r })) } else { None },
        "instructions": null,
        "max_output_tokens": null,
        "max_tool_calls": null,
        "model": reply.model,
        "output": output,
        "parallel_tool_calls": true,
        "previous_response_id": null,
        "prompt_cache_key": null,
        "reasoning": { "effort": "medium", "summary": null },
        "safety_identifier": null,
        "service_tier": if done { reply.tier() } else { reply.service_tier.as_deref().unwrap_or("auto") },
        "store": false,
        "temperature": 1.0,
        "text": { "format": { "type": "text" }, "verbosity": "medium" },
        "tool_choice": "auto",
        "tools": [],
        "top_logprobs": 0,
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": if done { reply.usage.responses() } else { Value::Null },
        "user": null,
        "metadata": {},
    })
}

/// The output items in order: reasoning, message, calls; the first two only where there is something in them.
enum Item<'a> {
    Reasoning,
    Message,
    Call(&'a crate::script::Tool),
}

fn items(reply: &Reply) -> usize {
    usize::from(!reply.thinking.is_empty()) + usize::from(!reply.text.is_empty()) + reply.tools.len()
}

fn kind(reply: &Reply, at: usize) -> Item<'_> {
    let (thinks, speaks) = (usize::from(!reply.thinking.is_empty()), usize::from(!reply.text.is_empty()));
    match at {
        _ if at < thinks => Item::Reasoning,
        _ if at < thinks + speaks => Item::Message,
        _ => Item::Call(&reply.tools[at - thinks - speaks]),
    }
}

fn item_id(reply: &Reply, at: usize) -> String {
    let prefix = match kind(reply, at) {
        Item::Reasoning => "rs",
        Item::Message => "msg",
        Item::Call(_) => "fc",
    };
    format!("{prefix}_{}{at:02}", reply.suffix)
}

fn item(reply: &Reply, at: usize, done: bool) -> Value {
    let status = if done { "completed" } else { "in_progress" };
    let id = item_id(reply, at);
    match kind(reply, at) {
        Item::Reasoning => {
            let summary = if done { vec![summary(&reply.whole_thinking())] } else { Vec::new() };
            json!({ "id": id, "type": "reasoning", "summary": summary })
        }
        Item::Message => {
            let content = if done { vec![output_text(&reply.whole_text())] } else { Vec::new() };
            json!({ "id": id, "type": "message", "status": status, "content": content, "role": "assistant" })
        }
        Item::Call(tool) => json!({
            "id": id,
            "type": "function_call",
            "status": status,
            "arguments": if done { tool.input.to_string() } else { String::new() },
            "call_id": format!("call_{}{at:02}", reply.suffix),
            "name": tool.name,
        }),
    }
}

fn output_text(text: &str) -> Value {
    json!({ "type": "output_text", "annotations": [], "logprobs": [], "text": text })
}

fn summary(text: &str) -> Value {
    json!({ "type": "summary_text", "text": text })
}

pub(crate) fn stream(reply: &Reply) -> Vec<Frame> {
    let mut events = Events { frames: Vec::new() };
    events.plain("response.created", json!({ "response": response(reply, "in_progress", &[]) }));
    events.plain("response.in_progress", json!({ "response": response(reply, "in_progress", &[]) }));
    for at in 0..items(reply) {
        let place = json!({ "item_id": item_id(reply, at), "output_index": at });
        events.plain("response.output_item.added", json!({ "output_index": at, "item": item(reply, at, false) }));
        match kind(reply, at) {
            Item::Reasoning => events.part("reasoning_summary", &reply.thinking, &place),
            Item::Message => events.part("output_text", &reply.text, &place),
            Item::Call(tool) => events.arguments(&tool.input.to_string(), &place),
        }
        events.plain("response.output_item.done", json!({ "output_index": at, "item": item(reply, at, true) }));
    }
    let (name, whole) = (format!("response.{}", ending(reply)), json(reply));
    let text = numbered(&name, json!({ "response": whole }), events.frames.len());
    events.frames.push(Frame::stating(text, reply.usage));
    events.frames
}

/// `sequence_number` is the frame's place in the stream.
fn numbered(name: &str, mut fields: Value, number: usize) -> String {
    fields["sequence_number"] = json!(number);
    event(name, &fields)
}

struct Events {
    frames: Vec<Frame>,
}

impl Events {
    fn plain(&mut self, name: &str, fields: Value) {
        self.frames.push(Frame::plain(numbered(name, fields, self.frames.len())));
    }

    fn content(&mut self, name: &str, fields: Value, said: &str) {
        self.frames.push(Frame::content(numbered(name, fields, self.frames.len()), said));
    }

    /// One text part of a message or of a reasoning summary: added, deltas, text done, part done.
    fn part(&mut self, what: &str, deltas: &[String], place: &Value) {
        let reasons = what == "reasoning_summary";
        let (part, index, text) = match reasons {
            true => ("reasoning_summary_part", "summary_index", "reasoning_summary_text"),
            false => ("content_part", "content_index", "output_text"),
        };
        let with = |fields: Value| {
            let mut fields = merged(place, fields);
            fields[index] = json!(0);
            fields
        };
        let body = |text: &str| if reasons { summary(text) } else { output_text(text) };
        self.plain(&format!("response.{part}.added"), with(json!({ "part": body("") })));
        for delta in deltas {
            let fields = match reasons {
                true => json!({ "delta": delta }),
                false => json!({ "delta": delta, "logprobs": [] }),
            };
            self.content(&format!("response.{text}.delta"), with(fields), delta);
        }
        let whole = deltas.concat();
        let done = if reasons { json!({ "text": whole }) } else { json!({ "text": whole, "logprobs": [] }) };
        self.plain(&format!("response.{text}.done"), with(done));
        self.plain(&format!("response.{part}.done"), with(json!({ "part": body(&whole) })));
    }

    fn arguments(&mut self, input: &str, place: &Value) {
        for delta in parts(input) {
            let fields = merged(place, json!({ "delta": delta }));
            self.content("response.function_call_arguments.delta", fields, &delta);
        }
        self.plain("response.function_call_arguments.done", merged(place, json!({ "arguments": input })));
    }
}

fn merged(place: &Value, mut fields: Value) -> Value {
    for name in ["item_id", "output_index"] {
        fields[name] = place[name].clone();
    }
    fields
}

/// `response.failed` with the error in it, numbered behind `frames` others.
pub(crate) fn failed(reply: &Reply, code: Option<&str>, message: Option<&str>, frames: usize) -> String {
    let usual = chat::error(500, None, message);
    let mut response = response(reply, "failed", &[]);
    response["error"] = json!({ "code": code.unwrap_or("server_error"), "message": usual["error"]["message"] });
    numbered("response.failed", json!({ "response": response }), frames)
}
