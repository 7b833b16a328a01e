//! A long conversation made short: what Codex asks for when its context is full.

use crate::vendor::{Answer, Reply};
use serde_json::json;

pub(crate) fn answer(reply: &Reply) -> Answer {
    let summary = json!({
        "id": format!("msg_{}", reply.suffix),
        "type": "message",
        "status": "completed",
        "role": "user",
        "content": [{ "type": "input_text", "text": reply.whole_text() }],
    });
    let sealed = json!({
        "id": format!("cmp_{}", reply.suffix),
        "type": "compaction",
        "encrypted_content": "gAAAAABtb2NrdmVuZG9yIGNvbXBhY3Rpb24=",
    });
    let value = json!({
        "id": format!("resp_{}", reply.suffix),
        "object": "response.compaction",
        "created_at": reply.created,
        "output": [summary, sealed],
        "usage": reply.usage.responses(),
    });
    Answer::costing(&value, reply.usage)
}
