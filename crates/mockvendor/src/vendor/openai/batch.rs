//! OpenAI's batches.

use serde_json::{Value, json};

/// `status` is `validating` (just made, with `body`), `completed` or `cancelling`.
pub(crate) fn object(id: &str, status: &str, created: u64, body: &Value) -> Value {
    let when = |named: &str| if status == named { json!(created) } else { Value::Null };
    let done = status == "completed";
    json!({
        "id": id,
        "object": "batch",
        "endpoint": body["endpoint"].as_str().unwrap_or("/v1/chat/completions"),
        "errors": null,
        "input_file_id": body["input_file_id"].as_str().unwrap_or("file-mock"),
        "completion_window": "24h",
        "status": status,
        "output_file_id": done.then_some("file-mock-output"),
        "error_file_id": null,
        "created_at": created,
        "in_progress_at": null,
        "expires_at": created + 86_400,
        "finalizing_at": null,
        "completed_at": when("completed"),
        "failed_at": null,
        "expired_at": null,
        "cancelling_at": when("cancelling"),
        "cancelled_at": null,
        "request_counts": { "total": u8::from(done), "completed": u8::from(done), "failed": 0 },
        "metadata": body["metadata"],
    })
}
