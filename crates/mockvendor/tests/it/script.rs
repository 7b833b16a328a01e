//! Which script governs a request, and what it can say.

use crate::client::{post, send};
use mockvendor::{MockVendor, Rule, Script};
use serde_json::json;

const JSON: &str = r#"{"model":"claude-x","messages":[]}"#;

async fn text(mock: &MockVendor, path: &str, script: Option<&Script>) -> String {
    let body = post(mock, path, JSON, script).await.json();
    body["content"][0]["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_oldest_matching_rule_governs_until_it_is_used_up() {
    let mock = MockVendor::start();
    mock.script(Rule::once(Script::saying("other")).model("claude-y"));
    mock.script(Rule::once(Script::saying("other")).credential("key-2"));
    mock.script(Rule::times(2, Script::saying("twice")).path("beta=true"));
    mock.script(Script::saying("always"));
    let mut heard = Vec::new();
    for path in ["/v1/messages", "/v1/messages?beta=true", "/v1/messages?beta=true", "/v1/messages?beta=true"] {
        heard.push(text(&mock, path, None).await);
    }
    assert_eq!(heard, ["always", "twice", "twice", "always"]);
    assert_eq!(text(&mock, "/v1/messages", Some(&Script::saying("mine — 我的"))).await, "mine — 我的");
    mock.clear();
    assert!(text(&mock, "/v1/messages", None).await.starts_with("Hello"));
}

#[tokio::test]
async fn rules_over_http() {
    let mock = MockVendor::start();
    let rule = json!({ "match": { "model": "claude-x" }, "times": 1, "script": { "text": "over HTTP", "hold": "g", "hold_at": "headers" } });
    assert_eq!(send(&mock, "POST", "/_mock/script", "", &rule.to_string()).await.status, 204);
    assert_eq!(send(&mock, "POST", "/_mock/release/g", "", "").await.status, 204);
    assert_eq!(text(&mock, "/v1/messages", None).await, "over HTTP");
    let wrong = json!({ "script": { "txt": "a typing error" } });
    assert_eq!(send(&mock, "POST", "/_mock/script", "", &wrong.to_string()).await.status, 422);
    assert_eq!(send(&mock, "GET", "/_mock/health", "", "").await.json()["status"], "ok");
}

#[tokio::test]
async fn errors_have_the_dialects_shape() {
    let mock = MockVendor::start();
    let mut script = Script::failing(429);
    script.headers.insert("retry-after".to_owned(), "7".to_owned());
    mock.script(script);
    let anthropic = post(&mock, "/v1/messages", JSON, None).await;
    assert_eq!((anthropic.status, anthropic.header("retry-after")), (429, "7"));
    assert_eq!(anthropic.json()["error"]["type"], "rate_limit_error");
    assert_eq!(anthropic.json()["request_id"], anthropic.header("request-id"));
    let chat = post(&mock, "/v1/chat/completions", JSON, None).await;
    assert_eq!(chat.json()["error"]["code"], "rate_limit_exceeded");
    let gemini = post(&mock, "/v1beta/models/g:generateContent", JSON, None).await;
    assert_eq!(gemini.json()["error"]["status"], "RESOURCE_EXHAUSTED");
}

#[tokio::test]
async fn refused_credentials_and_requests() {
    let mock = MockVendor::start();
    mock.script(Script { accept_credentials: Some(vec!["key-1".to_owned()]), ..Script::default() });
    assert_eq!(post(&mock, "/v1/messages", JSON, None).await.status, 200);
    let refused = send(&mock, "POST", "/v1/messages", "x-api-key: stolen\r\n", JSON).await;
    assert_eq!((refused.status, &refused.json()["error"]["type"]), (401, &json!("authentication_error")));
    assert_eq!(post(&mock, "/v1/messages", "{}", None).await.status, 400);
    assert_eq!(post(&mock, "/v1/messages", "junk", None).await.status, 400);
}

#[tokio::test]
async fn a_body_is_replayed_verbatim() {
    let mock = MockVendor::start();
    let page = "<html>\r\n\r\n<p>Just a moment…</p></html>";
    let script = Script { chunk_bytes: Some(3), ..Script::replaying("text/html", page) };
    let answer = post(&mock, "/v1/messages", JSON, None).await;
    assert_eq!(answer.header("content-type"), "application/json");
    mock.script(script);
    let answer = post(&mock, "/v1/messages", JSON, None).await;
    assert_eq!((answer.body.as_str(), answer.header("content-type")), (page, "text/html"));
    let bytes = Script { body_bytes: Some(b"\x01\x02 junk".to_vec()), ..Script::default() };
    assert_eq!(post(&mock, "/v1/messages", JSON, Some(&bytes)).await.body, "\u{1}\u{2} junk");
}
