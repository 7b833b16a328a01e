//! Moderation finds nothing and costs nothing.

use crate::client::post;
use mockvendor::{MockVendor, Script, Usage};

#[tokio::test]
async fn one_result_a_text() {
    let mock = MockVendor::start();
    mock.script(Script { usage: Some(Usage { input: 9, ..Usage::default() }), ..Script::default() });
    let answer = post(&mock, "/v1/moderations", r#"{"input":["a","b"]}"#, None).await.json();
    assert_eq!(answer["model"], "omni-moderation-latest");
    assert_eq!(answer["results"].as_array().unwrap().len(), 2);
    assert_eq!(answer["results"][1]["flagged"], false);
    assert_eq!(answer["results"][1]["categories"]["self-harm/intent"], false);
    assert_eq!(answer["results"][1]["category_applied_input_types"]["violence"][0], "text");
    let row = &mock.bill()[0];
    assert_eq!((row.usage, row.model.as_str()), (Usage::default(), "omni-moderation-latest"));
    assert_eq!(answer["id"], row.message_id);
    let mixed = r#"{"model":"m","input":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"b"}}]}"#;
    let answer = post(&mock, "/v1/moderations", mixed, None).await.json();
    assert_eq!(answer["results"].as_array().unwrap().len(), 1);
}
