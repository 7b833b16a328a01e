//! OpenAI's pictures: drawn, edited, varied.

use crate::body::Frame;
use crate::sample;
use crate::usage::{Usage, tokens};
use crate::vendor::{Answer, Reply, event};
use serde_json::{Value, json};

/// A square of medium quality costs this much.
const DRAWN: u64 = 1056;

/// A picture that is shown costs its base and one tile.
const SHOWN: u64 = 65 + 129;

/// The usage of an unscripted answer.
pub(crate) fn usage(body: &Value) -> Usage {
    let shown = match &body["image"] {
        Value::Null => 0,
        Value::Array(many) => many.len() as u64,
        _ => 1,
    };
    Usage {
        input: body["prompt"].as_str().map_or(0, |prompt| tokens(prompt.len())),
        input_image: shown * SHOWN,
        output_image: number(body, "n").unwrap_or(1) * DRAWN,
        ..Usage::default()
    }
}

/// A number in JSON, or in a form as text.
fn number(body: &Value, name: &str) -> Option<u64> {
    body[name].as_u64().or_else(|| body[name].as_str()?.parse().ok()).filter(|n| *n <= 10)
}

pub(crate) fn json(body: &Value, reply: &Reply) -> Answer {
    let count = number(body, "n").unwrap_or(1) as usize;
    let mut value = json!({
        "created": reply.created,
        "background": "opaque",
        "data": vec![json!({ "b64_json": sample::PICTURE }); count],
        "output_format": "png",
        "quality": "medium",
        "size": "1024x1024",
    });
    value["usage"] = stated(&reply.usage);
    Answer::costing(&value, reply.usage)
}

/// The output is pictures; only a model that also writes splits it.
fn stated(usage: &Usage) -> Value {
    let (read, made) = (usage.prompt(), usage.completion());
    let mut value = json!({
        "total_tokens": read + made,
        "input_tokens": read,
        "output_tokens": made,
        "input_tokens_details": { "text_tokens": usage.input, "image_tokens": usage.input_image },
    });
    if usage.output > 0 {
        value["output_tokens_details"] = json!({ "text_tokens": usage.output, "image_tokens": usage.output_image });
    }
    value
}

/// As many partial pictures as were asked for, and the whole one.
pub(crate) fn stream(kind: &str, body: &Value, reply: &Reply) -> Answer {
    let picture = json!({
        "b64_json": sample::PICTURE,
        "created_at": reply.created,
        "size": "1024x1024",
        "quality": "medium",
        "background": "opaque",
        "output_format": "png",
    });
    let partial = |index| {
        let mut fields = picture.clone();
        fields["partial_image_index"] = json!(index);
        Frame::content(event(&format!("{kind}.partial_image"), &fields), sample::PICTURE)
    };
    let mut frames: Vec<Frame> = (0..number(body, "partial_images").unwrap_or(0)).map(partial).collect();
    let mut last = picture.clone();
    last["usage"] = stated(&reply.usage);
    frames.push(Frame::stating(event(&format!("{kind}.completed"), &last), reply.usage));
    Answer::events(frames)
}
