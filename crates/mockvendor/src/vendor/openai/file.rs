//! OpenAI's stored files.

use serde_json::{Value, json};

/// Of a file that was just uploaded `form` has name and size; of an earlier one nothing is known any more.
pub(crate) fn object(id: &str, created: u64, form: &Value) -> Value {
    let upload = &form["file"];
    json!({
        "id": id,
        "object": "file",
        "bytes": upload["bytes"].as_u64().unwrap_or(crate::sample::CONTENT.len() as u64),
        "created_at": created,
        "expires_at": null,
        "filename": upload["filename"].as_str().unwrap_or("mock.jsonl"),
        "purpose": form["purpose"].as_str().unwrap_or("user_data"),
        "status": "processed",
        "status_details": null,
    })
}
