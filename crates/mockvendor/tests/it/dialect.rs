//! Each dialect's JSON and SSE shapes.

use crate::client::{Answer, post, send};
use mockvendor::{MockVendor, Script, Tool, Usage};
use serde_json::{Value, json};

const USAGE: Usage = Usage {
    input: 100,
    output: 50,
    cache_read: 1000,
    cache_write_5m: 30,
    cache_write_1h: 7,
    reasoning: 20,
    ..Usage::ZERO
};

fn everything() -> Script {
    Script {
        text: Some("It is 21 °C in Florence, and the sky is clear.".to_owned()),
        thinking: Some("The user wants the weather in Florence.".to_owned()),
        tools: vec![Tool { name: "weather".to_owned(), input: json!({ "city": "Florence" }) }],
        usage: Some(USAGE),
        ..Script::default()
    }
}

async fn ask(path: &str, body: &Value) -> Answer {
    let answer = post(&MockVendor::start(), path, &body.to_string(), Some(&everything())).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.whole);
    answer
}

fn types(answer: &Answer) -> Vec<String> {
    let mut types: Vec<_> = answer.events().iter().map(|e| e["type"].as_str().unwrap().to_owned()).collect();
    types.dedup();
    types
}

fn joined(events: &[Value], path: &str) -> String {
    events.iter().filter_map(|event| event.pointer(path)?.as_str()).collect()
}

#[tokio::test]
async fn anthropic_json() {
    let answer = ask("/v1/messages", &json!({ "model": "claude-x", "max_tokens": 9, "messages": [] })).await;
    let body = answer.json();
    assert_eq!(body["model"], "claude-x");
    assert_eq!(body["stop_reason"], "tool_use");
    assert_eq!(body["content"][0]["thinking"], "The user wants the weather in Florence.");
    assert_eq!(body["content"][1]["text"], "It is 21 °C in Florence, and the sky is clear.");
    assert_eq!(body["content"][2]["input"]["city"], "Florence");
    assert_eq!(body["usage"]["cache_creation_input_tokens"], 37);
    assert_eq!(body["usage"]["cache_creation"]["ephemeral_1h_input_tokens"], 7);
    assert_eq!(body["usage"]["output_tokens"], 50);
    let request_id = answer.header("request-id").strip_prefix("req_").unwrap();
    assert_eq!(body["id"], format!("msg_{request_id}"));
}

#[tokio::test]
async fn anthropic_stream() {
    let answer = ask("/v1/messages", &json!({ "model": "claude-x", "stream": true })).await;
    let block = ["content_block_start", "content_block_delta", "content_block_stop"];
    let expected = ["message_start", "content_block_start", "ping", "content_block_delta", "content_block_stop"];
    let expected = [&expected[..], &block, &block, &["message_delta", "message_stop"]].concat();
    assert_eq!(types(&answer), expected);
    let events = answer.events();
    assert_eq!(events[0]["message"]["usage"]["output_tokens"], 1);
    assert_eq!(events[0]["message"]["usage"]["cache_read_input_tokens"], 1000);
    assert_eq!(joined(&events, "/delta/text"), "It is 21 °C in Florence, and the sky is clear.");
    assert_eq!(joined(&events, "/delta/partial_json"), r#"{"city":"Florence"}"#);
    let usage = &events[events.len() - 2]["usage"];
    assert_eq!((&usage["output_tokens"], &usage["input_tokens"]), (&json!(50), &json!(100)));
}

#[tokio::test]
async fn chat_json_and_stream() {
    let body = ask("/v1/chat/completions", &json!({ "model": "gpt-x", "messages": [] })).await.json();
    assert_eq!(body["choices"][0]["finish_reason"], "tool_calls");
    assert_eq!(body["choices"][0]["message"]["tool_calls"][0]["function"]["name"], "weather");
    assert_eq!(body["usage"]["prompt_tokens"], 1137);
    assert_eq!(body["usage"]["total_tokens"], 1187);
    assert_eq!(body["usage"]["prompt_tokens_details"]["cached_tokens"], 1000);

    let mut request = json!({ "model": "gpt-x", "stream": true, "stream_options": { "include_usage": true } });
    let answer = ask("/v1/chat/completions", &request).await;
    assert!(answer.body.ends_with("data: [DONE]\n\n"));
    let events = answer.events();
    assert_eq!(joined(&events, "/choices/0/delta/content"), "It is 21 °C in Florence, and the sky is clear.");
    assert_eq!(joined(&events, "/choices/0/delta/tool_calls/0/function/arguments"), r#"{"city":"Florence"}"#);
    let last = events.last().unwrap();
    assert_eq!((&last["choices"], &last["usage"]["completion_tokens"]), (&json!([]), &json!(50)));
    assert!(events.iter().rev().skip(1).all(|e| e["usage"].is_null()));

    request["stream_options"] = Value::Null;
    assert!(ask("/v1/chat/completions", &request).await.events().iter().all(|e| e.get("usage").is_none()));
}

#[tokio::test]
async fn responses_json_and_stream() {
    let body = ask("/v1/responses", &json!({ "model": "gpt-x", "input": "hi" })).await.json();
    let kinds: Vec<_> = body["output"].as_array().unwrap().iter().map(|item| item["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["reasoning", "message", "function_call"]);
    assert_eq!(body["usage"]["input_tokens_details"]["cached_tokens"], 1000);
    assert_eq!(body["usage"]["output_tokens_details"]["reasoning_tokens"], 20);

    let answer = ask("/v1/responses", &json!({ "model": "gpt-x", "input": "hi", "stream": true })).await;
    let names = types(&answer);
    assert_eq!(names.first().unwrap(), "response.created");
    assert_eq!(names.last().unwrap(), "response.completed");
    for name in ["reasoning_summary_text.delta", "output_text.done", "function_call_arguments.done"] {
        assert!(names.contains(&format!("response.{name}")), "{name} in {names:?}");
    }
    let events = answer.events();
    assert!(events.iter().enumerate().all(|(at, event)| event["sequence_number"] == at));
    let last = events.last().unwrap();
    assert_eq!(last["response"]["output"][1]["content"][0]["text"], "It is 21 °C in Florence, and the sky is clear.");
    assert_eq!(last["response"]["usage"]["total_tokens"], 1187);
}

#[tokio::test]
async fn gemini_json_and_streams() {
    let body = ask("/v1beta/models/gemini-x:generateContent", &json!({ "contents": [{}] })).await.json();
    assert_eq!(body["modelVersion"], "gemini-x");
    assert_eq!(body["candidates"][0]["content"]["parts"][2]["functionCall"]["args"]["city"], "Florence");
    assert_eq!(body["usageMetadata"]["candidatesTokenCount"], 30);
    assert_eq!(body["usageMetadata"]["totalTokenCount"], 1187);

    let stream = ask("/v1beta/models/gemini-x:streamGenerateContent?alt=sse", &json!({ "contents": [] })).await;
    let events = stream.events();
    assert!(events.iter().all(|event| event["usageMetadata"]["promptTokenCount"] == 1137));
    assert_eq!(events.last().unwrap()["candidates"][0]["finishReason"], "STOP");
    assert_eq!(events.last().unwrap()["usageMetadata"]["thoughtsTokenCount"], 20);

    let array = ask("/v1beta/models/gemini-x:streamGenerateContent", &json!({ "contents": [] })).await.json();
    assert_eq!(array.as_array().unwrap().len(), events.len());
}

#[tokio::test]
async fn counting_and_models() {
    let mock = MockVendor::start();
    let request = r#"{"model":"claude-x","messages":[]}"#;
    let count = post(&mock, "/v1/messages/count_tokens", request, None).await.json();
    assert_eq!(count, json!({ "input_tokens": request.len().div_ceil(4) }));
    let count = post(&mock, "/v1beta/models/gemini-x:countTokens", r#"{"contents":[]}"#, None).await.json();
    assert_eq!(count["totalTokens"], 4);
    let count = post(&mock, "/v1/responses/input_tokens", r#"{"model":"gpt-x"}"#, None).await.json();
    assert_eq!(count, json!({ "object": "response.input_tokens", "input_tokens": 5 }));
    let openai = send(&mock, "GET", "/v1/models", "", "").await.json();
    assert_eq!(openai["object"], "list");
    let anthropic = send(&mock, "GET", "/v1/models", "anthropic-version: 2023-06-01\r\n", "").await.json();
    assert_eq!(anthropic["data"][0]["type"], "model");
    let gemini = send(&mock, "GET", "/v1/models", "x-goog-api-key: k\r\n", "").await.json();
    assert_eq!(gemini["models"][0]["name"], "models/gemini-2.5-pro");
    assert!(mock.bill().iter().all(|row| row.usage == Usage::default()));
}

#[tokio::test]
async fn unscripted_answers_are_the_same_every_time() {
    let request = r#"{"model":"claude-x","messages":[{}]}"#;
    let first = post(&MockVendor::start(), "/v1/messages", request, None).await.json();
    let second = post(&MockVendor::start(), "/v1/messages", request, None).await.json();
    assert_eq!(first["content"], second["content"]);
    assert_eq!(first["usage"], second["usage"]);
    assert!(first["content"][0]["text"].as_str().unwrap().starts_with("Hello from mockvendor."));
}
