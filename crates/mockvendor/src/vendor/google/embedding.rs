//! Gemini's embeddings. They cost input tokens, but the answer does not say how many.

use crate::sample;
use serde_json::{Value, json};

pub(crate) fn one(body: &Value) -> Value {
    json!({ "embedding": embedding(&body["content"]) })
}

pub(crate) fn many(body: &Value) -> Value {
    let requests = body["requests"].as_array().map(Vec::as_slice).unwrap_or_default();
    let embeddings: Vec<_> = requests.iter().map(|request| embedding(&request["content"])).collect();
    json!({ "embeddings": embeddings })
}

fn embedding(content: &Value) -> Value {
    json!({ "values": sample::vector(&content.to_string()) })
}
