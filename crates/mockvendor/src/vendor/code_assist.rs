//! Code Assist, the Gemini CLI's own API: Gemini's answers in an envelope.

use super::{Reply, gemini};
use crate::body::Frame;
use serde_json::{Value, json};

pub(crate) fn json(reply: &Reply) -> Value {
    json!({ "response": gemini::json(reply), "traceId": reply.suffix })
}

pub(crate) fn stream(reply: &Reply) -> Vec<Frame> {
    let mut frames = gemini::stream(reply);
    for frame in &mut frames {
        let chunk = gemini::chunk(&frame.bytes);
        let end = format!(",\"traceId\":\"{}\"}}\r\n\r\n", reply.suffix);
        frame.bytes = [b"data: {\"response\":", chunk, end.as_bytes()].concat();
    }
    frames
}

/// What the CLI asks before its first conversation.
pub(crate) fn load() -> Value {
    let tier = json!({ "id": "standard-tier", "name": "Gemini Code Assist", "isDefault": true });
    json!({
        "currentTier": tier,
        "allowedTiers": [tier],
        "cloudaicompanionProject": "mock-project",
        "gcpManaged": false,
    })
}

pub(crate) fn onboard(reply: &Reply) -> Value {
    json!({
        "name": format!("operations/{}", reply.suffix),
        "done": true,
        "response": { "cloudaicompanionProject": { "id": "mock-project", "name": "mock-project" } },
    })
}
