//! OpenAI's older completions.

use crate::client::post;
use mockvendor::{MockVendor, Script, Usage};
use serde_json::{Value, json};

fn costing() -> Script {
    Script {
        usage: Some(Usage { input: 4, output: 9, ..Usage::default() }),
        ..Script::saying("and then it rained all day.")
    }
}

#[tokio::test]
async fn json_and_stream() {
    let mock = MockVendor::start();
    mock.script(costing());
    let mut request = json!({ "model": "davinci", "prompt": "First it was dry," });
    let answer = post(&mock, "/v1/completions", &request.to_string(), None).await.json();
    assert_eq!((&answer["object"], &answer["model"]), (&json!("text_completion"), &json!("davinci")));
    assert_eq!(answer["choices"][0]["text"], "and then it rained all day.");
    assert_eq!(answer["choices"][0]["finish_reason"], "stop");
    assert_eq!((&answer["usage"]["prompt_tokens"], &answer["usage"]["total_tokens"]), (&json!(4), &json!(13)));

    request["stream"] = json!(true);
    let bare = post(&mock, "/v1/completions", &request.to_string(), None).await;
    assert!(bare.events().iter().all(|event| event.get("usage").is_none()));
    assert!(bare.body.ends_with("data: [DONE]\n\n"));

    request["stream_options"] = json!({ "include_usage": true });
    let events = post(&mock, "/v1/completions", &request.to_string(), None).await.events();
    let text: String = events.iter().filter_map(|event| event.pointer("/choices/0/text")?.as_str()).collect();
    assert_eq!(text, "and then it rained all day.");
    let (last, others) = events.split_last().unwrap();
    assert_eq!((&last["choices"], &last["usage"]["completion_tokens"]), (&json!([]), &json!(9)));
    assert!(others.iter().all(|event| event["usage"] == Value::Null));

    let rows = mock.until(|rows| rows.iter().all(|row| row.complete)).await;
    assert_eq!(rows.iter().map(|row| row.stream).collect::<Vec<_>>(), [false, true, true]);
    assert!(rows.iter().all(|row| Some(row.usage) == costing().usage));
    assert_eq!(answer["id"], rows[0].message_id);
}
