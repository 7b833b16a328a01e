//! OpenAI's older completions: a text that goes on.

use super::Reply;
use crate::body::Frame;
use serde_json::{Value, json};

pub(crate) fn json(reply: &Reply) -> Value {
    let mut answer = envelope(reply, &[choice(&reply.whole_text(), Some(finish_reason(reply)))]);
    answer["usage"] = reply.usage.chat();
    answer
}

fn envelope(reply: &Reply, choices: &[Value]) -> Value {
    json!({
        "id": format!("cmpl-{}", reply.suffix),
        "object": "text_completion",
        "created": reply.created,
        "model": reply.model,
        "system_fingerprint": "fp_mockvendor",
        "choices": choices,
    })
}

fn choice(text: &str, finish: Option<&str>) -> Value {
    json!({ "text": text, "index": 0, "logprobs": null, "finish_reason": finish })
}

fn finish_reason(reply: &Reply) -> &str {
    reply.stop_reason.as_deref().unwrap_or("stop")
}

pub(crate) fn stream(reply: &Reply, include_usage: bool) -> Vec<Frame> {
    let data = |choices: &[Value], usage: Value| {
        let mut chunk = envelope(reply, choices);
        if include_usage {
            chunk["usage"] = usage;
        }
        format!("data: {chunk}\n\n")
    };
    let said = |text: &String| Frame::content(data(&[choice(text, None)], Value::Null), text);
    let mut frames: Vec<_> = reply.text.iter().map(said).collect();
    let last = data(&[choice("", Some(finish_reason(reply)))], Value::Null);
    if include_usage {
        frames.push(Frame::plain(last));
        frames.push(Frame::stating(data(&[], reply.usage.chat()), reply.usage));
    } else {
        // The client never hears of it, but the vendor charges.
        frames.push(Frame::stating(last, reply.usage));
    }
    frames.push(Frame::plain("data: [DONE]\n\n"));
    frames
}
