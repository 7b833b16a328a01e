//! Errors in each vendor's own words: read from their answers, and written where an answer breaks off.

use crate::edit::json;
use domain::Dialect;
use serde_json::json;

const SHOWN_BYTES: usize = 300;

/// `overloaded_error: Overloaded` out of a vendor's error body; else the beginning of the body itself.
pub(crate) fn text(body: &[u8]) -> String {
    stated(body).unwrap_or_else(|| String::from_utf8_lossy(&body[..body.len().min(SHOWN_BYTES)]).into_owned())
}

/// The error that a body states, in any vendor's shape: an object or a plain sentence under `error`, or fields beside
/// one another. Gemini may wrap it in a list.
pub(crate) fn stated(body: &[u8]) -> Option<String> {
    if body.trim_ascii_start().starts_with(b"[") {
        return json::elements(body).find_map(stated);
    }
    let field = |from: &[u8], names: &[&str]| {
        let value = names.iter().find_map(|name| json::get(from, &[name]).filter(|value| *value != b"null"))?;
        json::text(value).or_else(|| Some(String::from_utf8_lossy(value).into_owned()))
    };
    let (from, kinds): (&[u8], &[&str]) = match json::get(body, &["error"]) {
        Some(b"null") => return None,
        Some(plain) if plain.starts_with(b"\"") => return json::text(plain),
        Some(error) => (error, &["type", "status", "code"]),
        // Responses' `error` event.
        None if json::get(body, &["type"]) == Some(b"\"error\"") => (body, &["code"]),
        None => match json::get(body, &["response", "error"]) {
            Some(b"null") | None => return None,
            Some(error) => (error, &["code", "type"]),
        },
    };
    let message = field(from, &["message"])?;
    Some(field(from, kinds).map_or(message.clone(), |kind| format!("{kind}: {message}")))
}

/// The event that tells a client, in its own dialect, that the stream broke.
pub(crate) fn event(dialect: Dialect, message: &str) -> String {
    match dialect {
        Dialect::Anthropic => {
            let body = json!({"type": "error", "error": {"type": "api_error", "message": message}});
            format!("event: error\ndata: {body}\n\n")
        }
        // What OpenAI's own SDKs look for in a chunk.
        Dialect::Chat => {
            let error =
                json!({"message": message, "type": "server_error", "param": null, "code": "provider_broke_off"});
            format!("data: {}\n\n", json!({"error": error}))
        }
        // https://platform.openai.com/docs/api-reference/responses-streaming/error
        Dialect::Responses => {
            let body = json!({"type": "error", "code": "server_error", "message": message, "param": null, "sequence_number": 0});
            format!("event: error\ndata: {body}\n\n")
        }
        Dialect::Gemini | Dialect::GeminiCli => {
            let error = json!({"code": 502, "message": message, "status": "UNAVAILABLE"});
            format!("data: {}\r\n\r\n", json!({"error": error}))
        }
    }
}

/// What a stream may carry at any place between its events, and no client takes for one. Google's own clients stumble over
/// comments, but not over an empty line.
pub(crate) fn sign_of_life(dialect: Dialect) -> &'static [u8] {
    match dialect {
        Dialect::Gemini | Dialect::GeminiCli => b"\r\n",
        _ => b": keep-alive\n\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vendors_error_is_read() {
        for (body, want) in [
            (
                r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
                "overloaded_error: Overloaded",
            ),
            (
                r#"{"error":{"message":"Bad key","type":"invalid_request_error","code":"x"}}"#,
                "invalid_request_error: Bad key",
            ),
            (r#"{"error":{"message":"Slow","type":null,"code":429}}"#, "429: Slow"),
            (r#"{"error":{"code":400,"message":"No","status":"INVALID_ARGUMENT"}}"#, "INVALID_ARGUMENT: No"),
            (r#"[{"error":{"code":503,"message":"Busy","status":"UNAVAILABLE"}}]"#, "UNAVAILABLE: Busy"),
            (r#"{"code":"x","error":"Incorrect API key"}"#, "Incorrect API key"),
            (r#"{"type":"error","code":"server_error","message":"Oops","param":null}"#, "server_error: Oops"),
            ("<html>", "<html>"),
            (r#"{"error":null,"x":1}"#, r#"{"error":null,"x":1}"#),
            ("", ""),
        ] {
            assert_eq!(text(body.as_bytes()), want, "{body}");
        }
    }
}
