//! The service tier that was asked for comes back.

use crate::client::post;
use mockvendor::MockVendor;
use serde_json::{Value, json};

async fn tier(path: &str, asked: &Value, stream: bool) -> Value {
    let body = json!({ "model": "gpt-x", "service_tier": asked, "stream": stream });
    let answer = post(&MockVendor::start(), path, &body.to_string(), None).await;
    let last = if stream { answer.events().pop().unwrap() } else { answer.json() };
    last.get("response").unwrap_or(&last)["service_tier"].clone()
}

#[tokio::test]
async fn chat_and_responses_name_it() {
    for path in ["/v1/chat/completions", "/v1/responses"] {
        for stream in [false, true] {
            assert_eq!(tier(path, &json!("priority"), stream).await, "priority");
            assert_eq!(tier(path, &json!("auto"), stream).await, "default");
            assert_eq!(tier(path, &Value::Null, stream).await, "default");
        }
    }
}
