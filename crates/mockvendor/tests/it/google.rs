//! What Gemini does besides conversations.

use crate::client::{get, post, send};
use mockvendor::{MockVendor, Script, Usage};
use serde_json::{Value, json};

async fn ask(mock: &MockVendor, method: &str, body: Value) -> Value {
    let answer = post(mock, &format!("/v1beta/models/gemini-x:{method}"), &body.to_string(), None).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

#[tokio::test]
async fn embeddings_cost_what_the_script_says() {
    let mock = MockVendor::start();
    let content = |text: &str| json!({ "parts": [{ "text": text }] });
    let one = ask(&mock, "embedContent", json!({ "content": content("a") })).await;
    assert_eq!(one["embedding"]["values"].as_array().unwrap().len(), 8);
    let usage = Usage { input: 5, ..Usage::default() };
    mock.script(Script { usage: Some(usage), ..Script::default() });
    let requests = json!([{ "content": content("a") }, { "content": content("b") }]);
    let many = ask(&mock, "batchEmbedContents", json!({ "requests": requests })).await;
    assert_eq!(many["embeddings"][0], one["embedding"]);
    assert_ne!(many["embeddings"][1], one["embedding"]);
    let rows = mock.bill();
    assert_eq!((rows[0].usage, rows[1].usage), (Usage::default(), usage));
    assert!(rows.iter().all(|row| row.model == "gemini-x" && !row.stream));
}

#[tokio::test]
async fn predictions() {
    let mock = MockVendor::start();
    let body = json!({ "instances": [{ "prompt": "a cat" }], "parameters": { "sampleCount": 2 } });
    let pictures = ask(&mock, "predict", body.clone()).await;
    assert_eq!(pictures["predictions"].as_array().unwrap().len(), 2);
    assert_eq!(pictures["predictions"][1]["mimeType"], "image/png");
    assert!(pictures["predictions"][1]["bytesBase64Encoded"].is_string());

    let started = ask(&mock, "predictLongRunning", body).await;
    let name = started["name"].as_str().unwrap();
    assert_eq!(name, format!("models/gemini-x/operations/{}", mock.bill()[1].message_id));
    let later = get(&mock, &format!("/v1beta/{name}")).await.json();
    assert_eq!((&later["name"], &later["done"]), (&json!(name), &json!(true)));
}

#[tokio::test]
async fn batches() {
    let mock = MockVendor::start();
    let config = json!({ "requests": { "requests": [{}, {}] } });
    for method in ["batchGenerateContent", "asyncBatchEmbedContent"] {
        let started = ask(&mock, method, json!({ "batch": { "displayName": "night", "inputConfig": config } })).await;
        let name = started["name"].as_str().unwrap();
        assert!(name.starts_with("batches/"));
        assert_eq!(started["metadata"]["model"], "models/gemini-x");
        assert_eq!(started["metadata"]["batchStats"]["requestCount"], "2");
        assert_eq!(started["metadata"]["state"], "BATCH_STATE_PENDING");
        assert_eq!(get(&mock, &format!("/v1beta/{name}")).await.json()["name"], name);
    }
    assert_eq!(get(&mock, "/v1beta/batches").await.json(), json!({ "operations": [] }));
    assert_eq!(get(&mock, "/v1beta/openai/batches").await.json()["object"], "list");
}

#[tokio::test]
async fn files() {
    let mock = MockVendor::start();
    let uploaded = send(&mock, "POST", "/upload/v1beta/files", "content-type: text/plain\r\n", "hello").await.json();
    let name = uploaded["file"]["name"].as_str().unwrap();
    let file = get(&mock, &format!("/v1beta/{name}")).await.json();
    assert_eq!((&file["name"], &file["state"]), (&json!(name), &json!("ACTIVE")));
    assert_eq!(get(&mock, "/v1beta/files?pageSize=1").await.json()["files"][0]["name"], "files/mock");
    assert_eq!(send(&mock, "DELETE", &format!("/v1beta/{name}"), "", "").await.json(), json!({}));
}
