//! OpenAI's embeddings, as numbers or, as the official SDKs want them, as base64 of little-endian `f32`.

use super::inputs;
use crate::sample;
use crate::vendor::{Answer, Reply};
use serde_json::{Value, json};

pub(crate) fn answer(body: &Value, reply: &Reply) -> Answer {
    let packed = body["encoding_format"] == "base64";
    let embedding = |input: &Value| {
        let vector = sample::vector(&input.to_string());
        match packed {
            true => json!(sample::base64(&vector.map(f32::to_le_bytes).concat())),
            false => json!(vector),
        }
    };
    let row = |(index, input)| json!({ "object": "embedding", "index": index, "embedding": embedding(input) });
    let data: Vec<Value> = inputs(body).iter().enumerate().map(row).collect();
    let read = reply.usage.input;
    let usage = json!({ "prompt_tokens": read, "total_tokens": read });
    let value = json!({ "object": "list", "data": data, "model": reply.model, "usage": usage });
    Answer::costing(&value, reply.usage)
}
