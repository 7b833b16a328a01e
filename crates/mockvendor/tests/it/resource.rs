//! OpenAI's stored things: files, batches, and everything else with an id.

use crate::client::{get, post, post_form, send};
use mockvendor::{MockVendor, Script, Usage};
use serde_json::{Value, json};

async fn delete(mock: &MockVendor, path: &str) -> Value {
    send(mock, "DELETE", path, "", "").await.json()
}

#[tokio::test]
async fn files() {
    let mock = MockVendor::start();
    let form = [("purpose", "batch"), ("file@", "{\"custom_id\":\"1\"}\n")];
    let file = post_form(&mock, "/v1/files", &form, None).await.json();
    assert_eq!(
        (&file["object"], &file["purpose"], &file["filename"]),
        (&json!("file"), &json!("batch"), &json!("file.bin"))
    );
    assert_eq!((&file["bytes"], &file["status"]), (&json!(18), &json!("processed")));
    let id = file["id"].as_str().unwrap();
    assert_eq!(id, format!("file-{}", mock.bill()[0].message_id));

    assert_eq!(get(&mock, &format!("/v1/files/{id}")).await.json()["id"], id);
    let content = get(&mock, &format!("/v1/files/{id}/content")).await;
    assert_eq!(content.header("content-type"), "application/octet-stream");
    assert!(content.bytes.contains(&0xff) && content.whole);
    assert_eq!(delete(&mock, &format!("/v1/files/{id}")).await, json!({ "id": id, "object": "file", "deleted": true }));
    let list = get(&mock, "/v1/files?limit=2").await.json();
    assert_eq!((&list["object"], &list["data"], &list["has_more"]), (&json!("list"), &json!([]), &json!(false)));
}

#[tokio::test]
async fn batches() {
    let mock = MockVendor::start();
    let request = r#"{"input_file_id":"file-1","endpoint":"/v1/responses","completion_window":"24h"}"#;
    let batch = post(&mock, "/v1/batches", request, None).await.json();
    assert_eq!((&batch["object"], &batch["status"]), (&json!("batch"), &json!("validating")));
    assert_eq!((&batch["input_file_id"], &batch["endpoint"]), (&json!("file-1"), &json!("/v1/responses")));
    let done = get(&mock, "/v1/batches/batch_1").await.json();
    assert_eq!((&done["id"], &done["status"]), (&json!("batch_1"), &json!("completed")));
    let cancelled = post(&mock, "/v1/batches/batch_1/cancel", "", None).await.json();
    assert_eq!((&cancelled["id"], &cancelled["status"]), (&json!("batch_1"), &json!("cancelling")));
}

#[tokio::test]
async fn everything_else_has_a_kind_and_an_id() {
    let mock = MockVendor::start();
    let created = [
        ("/v1/uploads", "upload"),
        ("/v1/fine_tuning/jobs", "fine_tuning.job"),
        ("/v1/evals", "eval"),
        ("/v1/assistants", "assistant"),
        ("/v1/threads", "thread"),
        ("/v1/threads/thread_1/messages", "thread.message"),
        ("/v1/conversations", "conversation"),
        ("/v1/vector_stores", "vector_store"),
        ("/v1/vector_stores/vs_1/file_batches", "vector_store.file_batch"),
        ("/v1/containers/c_1/files", "container.file"),
        ("/v1/videos", "video"),
        ("/v1/skills", "skill"),
        ("/v1/realtime/client_secrets", "realtime.client_secret"),
        ("/v1/chatkit/sessions", "chatkit.session"),
        ("/v1/audio/voices", "voice"),
    ];
    for (path, object) in created {
        let item = post(&mock, path, "{}", None).await.json();
        assert_eq!(item["object"], object, "{path}");
        assert!(item["id"].as_str().unwrap().ends_with(&mock.bill().pop().unwrap().message_id), "{path}");
        assert_eq!(get(&mock, path).await.json()["data"], json!([]), "{path}");
        let read = get(&mock, &format!("{path}/it_1")).await.json();
        assert_eq!((&read["object"], &read["id"]), (&json!(object), &json!("it_1")), "{path}");
    }
    assert_eq!(delete(&mock, "/v1/threads/thread_1").await["object"], "thread.deleted");
    let run = post(&mock, "/v1/threads/thread_1/runs/run_1/cancel", "", None).await.json();
    assert_eq!(
        (&run["object"], &run["id"], &run["status"]),
        (&json!("thread.run"), &json!("run_1"), &json!("cancelled"))
    );
}

#[tokio::test]
async fn earlier_answers() {
    let mock = MockVendor::start();
    let response = get(&mock, "/v1/responses/resp_1").await.json();
    assert_eq!(
        (&response["id"], &response["object"], &response["output"]),
        (&json!("resp_1"), &json!("response"), &json!([]))
    );
    assert_eq!(get(&mock, "/v1/responses/resp_1/input_items").await.json()["object"], "list");
    assert_eq!(post(&mock, "/v1/responses/resp_1/cancel", "", None).await.json()["status"], "cancelled");
    assert_eq!(delete(&mock, "/v1/responses/resp_1").await["object"], "response");
    let chat = get(&mock, "/v1/chat/completions/chatcmpl-1").await.json();
    assert_eq!((&chat["id"], &chat["object"]), (&json!("chatcmpl-1"), &json!("chat.completion")));
    assert_eq!(delete(&mock, "/v1/chat/completions/chatcmpl-1").await["object"], "chat.completion.deleted");
    assert_eq!(get(&mock, "/v1/chat/completions").await.json()["object"], "list");
}

#[tokio::test]
async fn a_short_conversation_replaces_a_long_one() {
    let mock = MockVendor::start();
    let script = Script {
        usage: Some(Usage { input: 139, output: 438, ..Usage::default() }),
        ..Script::saying("In short: rain.")
    };
    let request = r#"{"model":"gpt-x","input":[],"stream":true}"#;
    let answer = post(&mock, "/v1/responses/compact", request, Some(&script)).await.json();
    assert_eq!(answer["object"], "response.compaction");
    assert_eq!(answer["output"][0]["content"][0]["text"], "In short: rain.");
    assert_eq!(answer["output"][1]["type"], "compaction");
    assert_eq!(answer["usage"]["total_tokens"], 577);
    let row = &mock.bill()[0];
    assert_eq!((row.model.as_str(), row.stream, Some(row.usage)), ("gpt-x", false, script.usage));
    assert_eq!(answer["id"], row.message_id);
}
