//! The Gemini CLI's API: Gemini's answers in an envelope.

use crate::client::{post, send};
use mockvendor::{End, MockVendor, Script, Usage};
use serde_json::{Value, json};

const REQUEST: &str = r#"{"model":"gemini-x","project":"p","user_prompt_id":"u","request":{"contents":[{},{}]}}"#;
const USAGE: Usage = Usage { input: 50, output: 20, cache_read: 30, reasoning: 5, ..Usage::ZERO };

fn costing() -> Script {
    Script { usage: Some(USAGE), ..Script::default() }
}

#[tokio::test]
async fn answers_are_wrapped() {
    let mock = MockVendor::start();
    mock.script(costing());
    for path in ["/v1internal:generateContent", "/v1internal/models/gemini-x:generateContent"] {
        let answer = post(&mock, path, REQUEST, None).await.json();
        let inner = &answer["response"];
        assert_eq!(
            inner["candidates"][0]["content"]["parts"][0]["text"],
            "Hello from mockvendor. gemini-x read 2 message(s)."
        );
        assert_eq!(
            (&inner["modelVersion"], &inner["usageMetadata"]["totalTokenCount"]),
            (&json!("gemini-x"), &json!(100))
        );
        assert_eq!(answer["traceId"], mock.bill().pop().unwrap().message_id);
    }
    assert!(mock.bill().iter().all(|row| row.usage == USAGE && row.model == "gemini-x" && !row.stream));
}

#[tokio::test]
async fn every_event_is_wrapped() {
    let mock = MockVendor::start();
    mock.script(costing());
    for path in ["/v1internal:streamGenerateContent", "/v1internal/models/gemini-x:streamGenerateContent"] {
        let answer = post(&mock, &format!("{path}?alt=sse"), REQUEST, None).await;
        assert_eq!(answer.header("content-type"), "text/event-stream; charset=utf-8");
        let events = answer.events();
        assert!(events.len() > 1 && events.iter().all(|event| event["traceId"] == events[0]["traceId"]));
        assert_eq!(events.last().unwrap()["response"]["usageMetadata"]["thoughtsTokenCount"], 5);
        let array = post(&mock, path, REQUEST, None).await.json();
        assert_eq!(array.as_array().unwrap().len(), events.len());
        assert!(array[0]["response"]["candidates"].is_array());
    }
    let rows = mock.until(|rows| rows.iter().all(|row| row.complete)).await;
    assert!(rows.iter().all(|row| row.usage == USAGE && row.model == "gemini-x" && row.stream));
}

#[tokio::test]
async fn errors_are_not() {
    let mock = MockVendor::start();
    let failed = post(&mock, "/v1internal:generateContent", REQUEST, Some(&Script::failing(429))).await.json();
    assert_eq!(failed["error"]["status"], "RESOURCE_EXHAUSTED");
    let script = Script { end: End::ErrorEventAfter(1), ..Script::default() };
    let events = post(&mock, "/v1internal:streamGenerateContent?alt=sse", REQUEST, Some(&script)).await.events();
    assert_eq!((events.len(), &events[1]["error"]["status"]), (2, &json!("UNAVAILABLE")));
    for (path, body) in [
        ("/v1internal:generateContent", r#"{"request":{}}"#),
        ("/v1internal/models/gemini-x:generateContent", r#"{"contents":[]}"#),
    ] {
        assert_eq!(post(&mock, path, body, None).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn other_methods() {
    let mock = MockVendor::start();
    let counted = r#"{"request":{"model":"models/gemini-x","contents":[]}}"#;
    let count = post(&mock, "/v1internal:countTokens", counted, None).await.json();
    assert_eq!(count, json!({ "totalTokens": counted.len().div_ceil(4) }));
    assert_eq!(mock.bill()[0].model, "gemini-x");
    let loaded = post(&mock, "/v1internal:loadCodeAssist", r#"{"metadata":{}}"#, None).await.json();
    assert_eq!(loaded["currentTier"]["id"], "standard-tier");
    let onboarded = post(&mock, "/v1internal:onboardUser", "{}", None).await.json();
    assert_eq!(
        (&onboarded["done"], &onboarded["response"]["cloudaicompanionProject"]["id"]),
        (&json!(true), &loaded["cloudaicompanionProject"])
    );
    let other = send(&mock, "POST", "/v1internal:retrieveUserQuota", "", "").await;
    assert_eq!((other.status, other.json()), (200, Value::Object(Default::default())));
}
