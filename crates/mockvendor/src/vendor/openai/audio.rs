//! Text to sound and sound to text.

use crate::body::Frame;
use crate::sample;
use crate::vendor::{Answer, Reply, data};
use serde_json::{Value, json};

/// A sound has no room for a usage.
pub(crate) fn speech(reply: &Reply) -> Answer {
    Answer::whole("audio/mpeg", sample::sound(), reply.charge)
}

/// The formats that are no JSON are the bare text, without a usage.
pub(crate) fn text(body: &Value, reply: &Reply) -> Answer {
    let text = reply.whole_text();
    match body["response_format"].as_str() {
        Some("text" | "srt" | "vtt") => Answer::whole("text/plain; charset=utf-8", format!("{text}\n"), reply.charge),
        _ => Answer::costing(&json!({ "text": text, "usage": usage(reply) }), reply.usage),
    }
}

fn usage(reply: &Reply) -> Value {
    let (heard, written) = (reply.usage.input, reply.usage.output);
    json!({
        "type": "tokens",
        "input_tokens": heard,
        "output_tokens": written,
        "total_tokens": heard + written,
        "input_token_details": { "text_tokens": 0, "audio_tokens": heard },
    })
}

pub(crate) fn stream(reply: &Reply) -> Answer {
    let said = |text: &String| Frame::content(data("transcript.text.delta", &json!({ "delta": text })), text);
    let mut frames: Vec<Frame> = reply.text.iter().map(said).collect();
    let last = json!({ "text": reply.whole_text(), "usage": usage(reply) });
    frames.push(Frame::stating(data("transcript.text.done", &last), reply.usage));
    frames.push(Frame::plain("data: [DONE]\n\n"));
    Answer::events(frames)
}
