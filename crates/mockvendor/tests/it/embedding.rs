//! OpenAI's embeddings.

use crate::client::{Answer, post};
use mockvendor::{MockVendor, Script, Usage};
use serde_json::{Value, json};

async fn embed(mock: &MockVendor, body: Value) -> Answer {
    let usage = Usage { input: 7, output: 3, cache_read: 2, ..Usage::default() };
    let script = Script { usage: Some(usage), ..Script::default() };
    post(mock, "/v1/embeddings", &body.to_string(), Some(&script)).await
}

#[tokio::test]
async fn one_vector_an_input() {
    let mock = MockVendor::start();
    let one = embed(&mock, json!({ "model": "embed-x", "input": "hello" })).await.json();
    assert_eq!((&one["object"], &one["model"]), (&json!("list"), &json!("embed-x")));
    assert_eq!(one["data"][0]["object"], "embedding");
    assert_eq!(one["data"][0]["embedding"].as_array().unwrap().len(), 8);
    assert_eq!(one["usage"], json!({ "prompt_tokens": 9, "total_tokens": 9 }));

    let two = embed(&mock, json!({ "model": "embed-x", "input": ["hello", "bye"] })).await.json();
    assert_eq!(two["data"][0], one["data"][0]);
    assert_eq!(two["data"][1]["index"], 1);
    assert_ne!(two["data"][1]["embedding"], one["data"][0]["embedding"]);

    let tokens = embed(&mock, json!({ "model": "embed-x", "input": [1, 2, 3] })).await.json();
    assert_eq!(tokens["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn base64_holds_the_same_numbers() {
    let mock = MockVendor::start();
    let plain = embed(&mock, json!({ "model": "e", "input": "hello" })).await.json();
    let packed = embed(&mock, json!({ "model": "e", "input": "hello", "encoding_format": "base64" })).await.json();
    let bytes = decoded(packed["data"][0]["embedding"].as_str().unwrap());
    let (fours, rest) = bytes.as_chunks::<4>();
    assert!(rest.is_empty());
    let numbers: Vec<f32> = fours.iter().map(|four| f32::from_le_bytes(*four)).collect();
    assert_eq!(json!(numbers), plain["data"][0]["embedding"]);
}

fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    assert_eq!(text.len() % 4, 0);
    let (mut bits, mut bytes) = (String::new(), Vec::new());
    for letter in text.trim_end_matches('=').chars() {
        bits.push_str(&format!("{:06b}", LETTERS.find(letter).unwrap()));
    }
    for eight in bits.as_bytes().chunks_exact(8) {
        bytes.push(u8::from_str_radix(std::str::from_utf8(eight).unwrap(), 2).unwrap());
    }
    bytes
}

#[tokio::test]
async fn only_what_was_read_is_billed() {
    let mock = MockVendor::start();
    embed(&mock, json!({ "model": "embed-x", "input": "hello", "stream": true })).await;
    let row = &mock.bill()[0];
    assert_eq!((row.usage, row.stream), (Usage { input: 9, ..Usage::default() }, false));
    assert_eq!((row.model.as_str(), row.message_id.as_str()), ("embed-x", ""));
    assert_eq!(embed(&mock, json!({ "input": "hello" })).await.status, 400);
}
