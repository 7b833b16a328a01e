use super::*;
use crate::sse::Scanner;
use std::path::PathBuf;

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(path).unwrap()
}

fn stream(chunks: &[&[u8]]) -> Answer {
    let (mut scanner, mut answer) = (Scanner::new(), Answer::default());
    for chunk in chunks {
        scanner.feed(chunk, |frame| answer.event(frame));
    }
    scanner.end(|frame| answer.event(frame));
    answer
}

fn usage(input: i64, write_5m: i64, write_1h: i64, read: i64, output: i64, reasoning: i64) -> Usage {
    Usage { input, output, cache_write_5m: write_5m, cache_write_1h: write_1h, cache_read: read, reasoning }
}

/// What each recording states (see the fixtures' README) in the hub's classes.
#[test]
fn recorded_streams_are_metered_as_the_vendor_states() {
    for (name, want, stop) in [
        ("stream-text-basic.sse", usage(15, 0, 0, 0, 9, 0), "end_turn"),
        ("stream-parallel-tools.sse", usage(502, 0, 0, 0, 137, 0), "tool_use"),
        ("stream-thinking-tool.sse", usage(424, 0, 0, 0, 119, 0), "tool_use"),
        ("stream-thinking-tool-thinking-tokens.sse", usage(598, 0, 0, 0, 92, 53), "tool_use"),
        ("stream-redacted-thinking.sse", usage(92, 0, 0, 0, 189, 0), "end_turn"),
        ("stream-tools-old-usage.sse", usage(506, 0, 0, 0, 153, 0), "tool_use"),
        ("stream-cache-write-5m.sse", usage(4, 1165, 0, 0, 201, 0), "end_turn"),
        ("stream-cache-read.sse", usage(11, 0, 0, 1031, 100, 0), "max_tokens"),
        // The compaction step (100 + 55096 cached in, 83 out) is billed beside the message step.
        ("stream-compaction-iterations.sse", usage(281, 0, 0, 55_096, 91, 0), "end_turn"),
        ("stream-web-search-citations.sse", usage(12_251, 0, 0, 0, 153, 0), "end_turn"),
        ("stream-vertex-claude-tool.sse", usage(394, 0, 0, 0, 76, 0), "tool_use"),
        ("stream-code-execution-cached.sse", usage(6, 3337, 0, 6289, 198, 0), "end_turn"),
        ("stream-context-management.sse", usage(859, 0, 0, 0, 122, 0), "end_turn"),
        ("stream-refusal.sse", usage(18, 0, 0, 0, 5, 0), "refusal"),
        ("stream-delta-input-tokens-differ.sse", usage(61, 0, 0, 0, 2, 0), "end_turn"),
        ("stream-partial-json-max-tokens.sse", usage(450, 0, 0, 0, 124, 0), "max_tokens"),
        ("stream-refusal-after-server-tool.sse", usage(28, 0, 0, 0, 106, 67), "refusal"),
    ] {
        let bytes = fixture(name);
        for answer in [stream(&[&bytes]), stream(&bytes.chunks(1).collect::<Vec<_>>())] {
            assert_eq!(answer.usage(), want, "{name}");
            assert_eq!(answer.stop_reason.as_deref(), Some(stop), "{name}");
            assert!(answer.complete && answer.usage_final && answer.error.is_none(), "{name}");
            assert!(answer.model.is_some_and(|model| !model.is_empty()), "{name}");
        }
    }
}

#[test]
fn an_error_inside_a_stream_is_seen() {
    let answer = stream(&[&fixture("stream-error-overloaded-midstream.sse")]);
    assert_eq!(answer.error.as_deref(), Some("overloaded_error: Overloaded"));
    assert!(!answer.complete && !answer.usage_final && answer.content_begun);
    assert_eq!(answer.usage(), usage(17, 0, 0, 0, 1, 0));
}

#[test]
fn recorded_messages_are_metered_as_the_vendor_states() {
    for (name, want) in [
        ("json-tool-use.json", usage(394, 0, 0, 0, 66, 0)),
        ("json-parallel-tools-3.json", usage(596, 0, 0, 0, 75, 0)),
        ("json-thinking-tool.json", usage(424, 0, 0, 0, 118, 0)),
        ("json-cache-write-1h.json", usage(17, 0, 2056, 0, 100, 0)),
        ("json-cache-write-5m.json", usage(10, 7351, 0, 0, 4, 0)),
        ("json-cache-read.json", usage(10, 0, 0, 7351, 4, 0)),
        ("json-cache-write-and-read.json", usage(3, 418, 0, 1111, 33, 0)),
    ] {
        let mut answer = Answer::default();
        answer.message(&fixture(name));
        assert_eq!(answer.usage(), want, "{name}");
        assert!(answer.complete && answer.usage_final && answer.stop_reason.is_some(), "{name}");
    }
}

#[test]
fn what_is_no_message_is_an_error() {
    for body in [&b"<html>busy</html>"[..], b"", br#"{"type":"error","error":{"type":"api_error","message":"no"}}"#] {
        let mut answer = Answer::default();
        answer.message(body);
        assert!(!answer.complete && answer.error.is_some());
    }
}

#[test]
fn errors_read_as_type_and_message() {
    let text = error_text(&fixture("error-400-prompt-too-long.json"));
    assert!(text.starts_with("invalid_request_error: prompt is too long"), "{text}");
    assert_eq!(error_text(b"upstream down"), "upstream down");
}

#[test]
fn heads_of_recorded_requests_are_read() {
    for name in ["request-cache-control-1h.json", "request-image-base64.json", "request-thinking-tool-result.json"] {
        let body = fixture(name);
        let head: Head<'_> = serde_json::from_slice(&body).unwrap();
        assert!(head.model.is_some_and(|model| model.starts_with("claude-")), "{name}");
    }
}
