//! Imagen's predictions: pictures, without a usage.

use crate::sample;
use serde_json::{Value, json};

pub(crate) fn pictures(body: &Value) -> Value {
    let count = body["parameters"]["sampleCount"].as_u64().unwrap_or(1).clamp(1, 8);
    let picture = json!({ "bytesBase64Encoded": sample::PICTURE, "mimeType": "image/png" });
    json!({ "predictions": vec![picture; count as usize] })
}
