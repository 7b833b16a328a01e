//! Gemini's files. What is uploaded here is forgotten, so a list has always the same one.

use crate::vendor::Reply;
use axum::http::Method;
use serde_json::{Value, json};

const TIME: &str = "2026-01-01T00:00:00Z";

pub(crate) fn answer(method: &Method, segments: &[&str], reply: &Reply) -> Value {
    match segments {
        _ if *method == Method::DELETE => json!({}),
        [.., "files"] if *method == Method::POST => json!({ "file": file(&reply.suffix) }),
        [.., "files"] => json!({ "files": [file("mock")] }),
        _ => file(segments.last().copied().unwrap_or_default()),
    }
}

fn file(id: &str) -> Value {
    json!({
        "name": format!("files/{id}"),
        "displayName": id,
        "mimeType": "text/plain",
        "sizeBytes": "17",
        "createTime": TIME,
        "updateTime": TIME,
        "expirationTime": "2026-01-03T00:00:00Z",
        "sha256Hash": "NGM0OWQzYWQ=",
        "uri": format!("https://generativelanguage.googleapis.com/v1beta/files/{id}"),
        "state": "ACTIVE",
        "source": "UPLOADED",
    })
}
