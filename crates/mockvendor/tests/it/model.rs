//! One model, and whose it is.

use crate::client::send;
use mockvendor::{MockVendor, Usage};
use serde_json::json;

#[tokio::test]
async fn headers_and_paths_tell_the_vendor() {
    let mock = MockVendor::start();
    let openai = send(&mock, "GET", "/v1/models/gpt-x", "authorization: Bearer k\r\n", "").await.json();
    assert_eq!((&openai["id"], &openai["object"]), (&json!("gpt-x"), &json!("model")));
    let anthropic = send(&mock, "GET", "/v1/models/claude-x", "anthropic-version: 2023-06-01\r\n", "").await.json();
    assert_eq!((&anthropic["id"], &anthropic["type"]), (&json!("claude-x"), &json!("model")));
    for path in ["/v1beta/models/gemini-x", "/v1/publishers/google/models/gemini-x"] {
        assert_eq!(send(&mock, "GET", path, "", "").await.json()["name"], "models/gemini-x");
    }
    assert!(send(&mock, "GET", "/v1beta/models?key=k", "", "").await.json()["models"].is_array());
    assert!(send(&mock, "GET", "/v1beta/openai/models", "", "").await.json()["data"].is_array());
    let rows = mock.bill();
    assert_eq!(rows[0].model, "gpt-x");
    assert!(rows.iter().all(|row| row.usage == Usage::default()));
}
