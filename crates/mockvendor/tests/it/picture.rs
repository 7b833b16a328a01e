//! Tokens of pictures in conversations: Gemini tells them apart, the others count them as text.

use crate::client::post;
use mockvendor::{MockVendor, Script, Usage};
use serde_json::json;

const USAGE: Usage = Usage {
    input: 40,
    output: 30,
    cache_read: 100,
    reasoning: 10,
    input_image: 258,
    output_image: 1290,
    ..Usage::ZERO
};

fn costing() -> Script {
    Script { usage: Some(USAGE), ..Script::default() }
}

#[tokio::test]
async fn gemini_states_modalities() {
    let mock = MockVendor::start();
    mock.script(costing());
    let body = r#"{"contents":[]}"#;
    let usage = post(&mock, "/v1beta/models/g:generateContent", body, None).await.json()["usageMetadata"].clone();
    assert_eq!(usage["promptTokenCount"], 398);
    assert_eq!(
        usage["promptTokensDetails"],
        json!([
            { "modality": "TEXT", "tokenCount": 140 },
            { "modality": "IMAGE", "tokenCount": 258 },
        ])
    );
    assert_eq!(usage["candidatesTokenCount"], 1310);
    assert_eq!(
        usage["candidatesTokensDetails"],
        json!([
            { "modality": "TEXT", "tokenCount": 20 },
            { "modality": "IMAGE", "tokenCount": 1290 },
        ])
    );
    assert_eq!(usage["totalTokenCount"], 1718);
    post(&mock, "/v1beta/models/g:streamGenerateContent?alt=sse", body, None).await;
    let rows = mock.until(|rows| rows.iter().all(|row| row.complete)).await;
    assert!(rows.iter().all(|row| row.usage == USAGE));
}

#[tokio::test]
async fn the_others_do_not() {
    let mock = MockVendor::start();
    mock.script(costing());
    for path in ["/v1/messages", "/v1/chat/completions", "/v1/responses", "/v1/completions"] {
        for stream in [false, true] {
            let body = json!({ "model": "m", "stream": stream, "stream_options": { "include_usage": true } });
            let answer = post(&mock, path, &body.to_string(), None).await;
            assert!(!answer.body.contains("image"), "{}", answer.body);
        }
    }
    let counted = Usage { input: 298, output: 1320, input_image: 0, output_image: 0, ..USAGE };
    let rows = mock.until(|rows| rows.iter().all(|row| row.complete)).await;
    assert!(rows.iter().all(|row| row.usage == counted), "{rows:?}");
}
