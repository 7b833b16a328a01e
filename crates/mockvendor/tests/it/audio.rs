//! Text to sound and sound to text.

use crate::client::{post, post_form};
use mockvendor::{MockVendor, Script, Usage};
use serde_json::json;

fn costing() -> Script {
    Script {
        usage: Some(Usage { input: 14, output: 6, ..Usage::default() }),
        ..Script::saying("Twenty-one degrees outside.")
    }
}

#[tokio::test]
async fn speech_is_bytes() {
    let mock = MockVendor::start();
    let request = r#"{"model":"tts-x","input":"hello","voice":"alloy"}"#;
    let answer = post(&mock, "/v1/audio/speech", request, None).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "audio/mpeg"));
    assert_eq!((&answer.bytes[..2], answer.whole), (&[0xff, 0xfb][..], true));
    post(&mock, "/v1/audio/speech", request, Some(&costing())).await;
    let rows = mock.bill();
    assert_eq!((rows[0].model.as_str(), rows[0].usage), ("tts-x", Usage::default()));
    assert_eq!(Some(rows[1].usage), costing().usage);
}

#[tokio::test]
async fn transcripts_and_translations() {
    let mock = MockVendor::start();
    mock.script(costing());
    for path in ["/v1/audio/transcriptions", "/v1/audio/translations"] {
        mock.until(|rows| rows.iter().all(|row| row.complete)).await;
        let answer = post_form(&mock, path, &[("file@", "RIFF"), ("model", "whisper-x")], None).await.json();
        assert_eq!(answer["text"], "Twenty-one degrees outside.");
        let details = json!({ "text_tokens": 0, "audio_tokens": 14 });
        let usage = json!({ "type": "tokens", "input_tokens": 14, "output_tokens": 6, "total_tokens": 20, "input_token_details": details });
        assert_eq!(answer["usage"], usage);
        let row = mock.bill().pop().unwrap();
        assert_eq!((row.model.as_str(), Some(row.usage)), ("whisper-x", costing().usage));
    }
}

#[tokio::test]
async fn a_transcript_may_be_bare_text_or_a_stream() {
    let mock = MockVendor::start();
    mock.script(costing());
    let form = [("file@", "RIFF"), ("model", "whisper-x"), ("response_format", "text")];
    let bare = post_form(&mock, "/v1/audio/transcriptions", &form, None).await;
    assert_eq!(bare.body, "Twenty-one degrees outside.\n");
    assert_eq!(bare.header("content-type"), "text/plain; charset=utf-8");

    let form = [("file@", "RIFF"), ("model", "gpt-transcribe"), ("stream", "true")];
    let streamed = post_form(&mock, "/v1/audio/transcriptions", &form, None).await;
    let events = streamed.events();
    let text: String = events.iter().filter_map(|event| event["delta"].as_str()).collect();
    assert_eq!(text, "Twenty-one degrees outside.");
    let last = events.last().unwrap();
    assert_eq!((&last["type"], &last["usage"]["total_tokens"]), (&json!("transcript.text.done"), &json!(20)));
    let rows = mock.until(|rows| rows.iter().all(|row| row.complete)).await;
    assert_eq!(rows.iter().map(|row| row.stream).collect::<Vec<_>>(), [false, true]);
    assert!(rows.iter().all(|row| Some(row.usage) == costing().usage));
}
