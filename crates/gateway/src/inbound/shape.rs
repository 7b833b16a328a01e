//! The dialect of a request whose path does not tell it.

use crate::edit::json;
use domain::Dialect;
use reqwest::header::HeaderMap;

/// The dialect that a body speaks, where the path does not tell.
pub(super) fn shape(body: &[u8]) -> Option<Dialect> {
    let is = |name: &str, first: u8| json::get(body, &[name]).is_some_and(|value| value.first() == Some(&first));
    match () {
        () if is("request", b'{') => Some(Dialect::GeminiCli),
        () if is("contents", b'[') || has_google_batch(body) => Some(Dialect::Gemini),
        () if json::get(body, &["input"]).is_some() => Some(Dialect::Responses),
        () if is("messages", b'[') && is("system", b'[') => Some(Dialect::Anthropic),
        () if is("messages", b'[') => Some(Dialect::Chat),
        () => None,
    }
}

/// `{"requests":[{"content":{"parts":…}}]}`, each perhaps inside a `request`. Anthropic's batches have the same name.
fn has_google_batch(body: &[u8]) -> bool {
    let first = json::get(body, &["requests"]).and_then(|requests| json::elements(requests).next());
    let paths: [&[&str]; 3] = [&["content", "parts"], &["request", "content", "parts"], &["request", "contents"]];
    first.is_some_and(|first| paths.iter().any(|path| json::get(first, path).is_some()))
}

/// Whose client it is, as far as the path and the headers tell.
pub(crate) fn vendor(path: &str, headers: &HeaderMap) -> Option<Dialect> {
    match () {
        () if path.starts_with("/v1internal") => Some(Dialect::GeminiCli),
        () if path.starts_with("/v1beta") || path.starts_with("/upload") => Some(Dialect::Gemini),
        () if headers.contains_key("x-goog-api-key") => Some(Dialect::Gemini),
        () if path.starts_with("/v1/messages") || headers.contains_key("anthropic-version") => Some(Dialect::Anthropic),
        () => None,
    }
}

/// Google's two dialects are one vendor's.
pub(super) fn is_of(dialect: Dialect, vendor: Dialect) -> bool {
    let google = |dialect| matches!(dialect, Dialect::Gemini | Dialect::GeminiCli);
    dialect == vendor || google(dialect) && google(vendor)
}
