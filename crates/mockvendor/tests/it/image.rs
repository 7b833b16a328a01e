//! OpenAI's pictures, from JSON and from forms.

use crate::client::{post, post_form};
use mockvendor::{MockVendor, Script, Usage};
use serde_json::json;

const USAGE: Usage = Usage { input: 10, cache_read: 5, input_image: 300, output_image: 1056, ..Usage::ZERO };

#[tokio::test]
async fn drawn_pictures_state_their_tokens() {
    let mock = MockVendor::start();
    let script = Script { usage: Some(USAGE), ..Script::default() };
    let request = r#"{"model":"gpt-image-x","prompt":"a cat","n":2}"#;
    let answer = post(&mock, "/v1/images/generations", request, Some(&script)).await.json();
    assert_eq!(answer["data"].as_array().unwrap().len(), 2);
    assert!(answer["data"][1]["b64_json"].as_str().unwrap().starts_with("iVBORw0KGgo"));
    let expected = json!({
        "total_tokens": 1371,
        "input_tokens": 315,
        "output_tokens": 1056,
        "input_tokens_details": { "text_tokens": 15, "image_tokens": 300 },
    });
    assert_eq!(answer["usage"], expected);
    let row = &mock.bill()[0];
    assert_eq!((row.model.as_str(), row.stream), ("gpt-image-x", false));
    assert_eq!(row.usage, Usage { input: 15, cache_read: 0, ..USAGE });
}

#[tokio::test]
async fn a_model_that_also_writes_splits_its_output() {
    let mock = MockVendor::start();
    let script = Script { usage: Some(Usage { output: 44, ..USAGE }), ..Script::default() };
    let answer = post(&mock, "/v1/images/generations", r#"{"model":"gpt-image-x"}"#, Some(&script)).await.json();
    assert_eq!(answer["usage"]["output_tokens"], 1100);
    assert_eq!(answer["usage"]["output_tokens_details"], json!({ "text_tokens": 44, "image_tokens": 1056 }));
    assert_eq!(mock.bill()[0].usage.output, 44);
}

#[tokio::test]
async fn forms_name_the_model_and_bring_pictures() {
    let mock = MockVendor::start();
    let pictures =
        [("image[]@", "\u{1}one\r\n--\r\n"), ("model", "gpt-image-x"), ("image[]@", "two"), ("prompt", "hats!")];
    let edited = post_form(&mock, "/v1/images/edits", &pictures, None).await.json();
    assert_eq!(edited["usage"]["input_tokens_details"], json!({ "text_tokens": 2, "image_tokens": 388 }));
    assert_eq!(edited["usage"]["output_tokens"], 1056);

    let varied = post_form(&mock, "/v1/images/variations", &[("image@", "one"), ("n", "3")], None).await.json();
    assert_eq!(varied["data"].as_array().unwrap().len(), 3);
    let rows = mock.bill();
    assert_eq!(rows[0].usage, Usage { input: 2, input_image: 388, output_image: 1056, ..Usage::default() });
    assert_eq!(rows.iter().map(|row| row.model.as_str()).collect::<Vec<_>>(), ["gpt-image-x", "dall-e-2"]);
}

#[tokio::test]
async fn streams_bill_at_the_last_event() {
    let mock = MockVendor::start();
    mock.script(Script { usage: Some(USAGE), ..Script::default() });
    let request = r#"{"model":"gpt-image-x","stream":true,"partial_images":2}"#;
    let events = post(&mock, "/v1/images/generations", request, None).await.events();
    let kinds: Vec<_> = events.iter().map(|event| event["type"].as_str().unwrap()).collect();
    let partial = "image_generation.partial_image";
    assert_eq!(kinds, [partial, partial, "image_generation.completed"]);
    assert_eq!((&events[1]["partial_image_index"], &events[2]["usage"]["total_tokens"]), (&json!(1), &json!(1371)));

    let form = [("model", "gpt-image-x"), ("stream", "true"), ("image@", "one")];
    let events = post_form(&mock, "/v1/images/edits", &form, None).await.events();
    assert_eq!(events[0]["type"], "image_edit.completed");
    let rows = mock.until(|rows| rows.iter().all(|row| row.complete)).await;
    assert!(rows.iter().all(|row| row.stream && row.usage.output_image == 1056));
}

#[tokio::test]
async fn a_form_without_a_boundary_is_refused() {
    let mock = MockVendor::start();
    let headers = "content-type: multipart/form-data\r\n";
    let answer = crate::client::send(&mock, "POST", "/v1/images/edits", headers, "--edge--").await;
    assert_eq!((answer.status, &answer.json()["error"]["type"]), (400, &json!("invalid_request_error")));
}
