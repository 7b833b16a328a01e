//! Google's long-running operations: batches, and predictions that take minutes.

use crate::vendor::Reply;
use axum::http::Method;
use serde_json::{Value, json};

const TIME: &str = "2026-01-01T00:00:00Z";

/// A batch that was queued. One whose requests are in a file has them counted later.
pub(crate) fn batch(kind: &str, body: &Value, reply: &Reply) -> Value {
    let name = format!("batches/{}", reply.suffix);
    let config = &body["batch"]["inputConfig"];
    let count = config["requests"]["requests"].as_array().map_or(0, Vec::len).to_string();
    json!({
        "name": name,
        "metadata": {
            "@type": format!("type.googleapis.com/google.ai.generativelanguage.v1main.{kind}"),
            "model": format!("models/{}", reply.model),
            "displayName": body["batch"]["displayName"],
            "createTime": TIME,
            "updateTime": TIME,
            "batchStats": { "requestCount": count, "pendingRequestCount": count },
            "state": "BATCH_STATE_PENDING",
            "name": name,
        },
    })
}

pub(crate) fn prediction(reply: &Reply) -> Value {
    json!({ "name": format!("models/{}/operations/{}", reply.model, reply.suffix) })
}

/// An operation as it stands: done. What is started here leaves nothing behind, so a list is empty.
pub(crate) fn look(method: &Method, segments: &[&str]) -> Value {
    let name = |from: &str| segments.iter().position(|s| *s == from).map(|at| segments[at..].join("/"));
    match segments {
        _ if *method == Method::DELETE => json!({}),
        [.., "batches" | "operations"] => json!({ "operations": [] }),
        _ => json!({
            "name": name("models").or_else(|| name("batches")).or_else(|| name("operations")),
            "done": true,
            "response": {},
        }),
    }
}
