//! The one form of a path: what the hub decides by is what the vendor gets.

use axum::http::Uri;
use axum::http::uri::PathAndQuery;

/// The address with its path in normal form (RFC 3986, 6.2.2.2). `None` when somebody on the way could read another path
/// in it: dot segments, empty ones, backslashes.
pub(crate) fn canonical(uri: &Uri) -> Option<Uri> {
    let path = plain(uri.path());
    let segments = path.strip_prefix('/')?.split('/').collect::<Vec<_>>();
    let (last, inner) = segments.split_last()?;
    let odd = |segment: &&str| segment.is_empty() || is_dots(segment);
    if path.contains('\\') || path.to_ascii_lowercase().contains("%5c") || inner.iter().any(odd) || is_dots(last) {
        return None;
    }
    let whole = uri.query().map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(whole.parse::<PathAndQuery>().ok()?);
    Uri::from_parts(parts).ok()
}

fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// Without the escapes that mean the same as the character itself, and with a plain colon, which parts model and action.
fn plain(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.map(char::from).filter(|c| c.is_ascii_alphanumeric() || "-._~:".contains(*c)) {
            Some(c) => {
                out.push(c);
                rest = &rest[at + 3..];
            }
            None => {
                out.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}

/// Text as one segment of a path or one value of a form: unreserved characters (RFC 3986, 2.3) stay, and those of `also`.
pub(crate) fn escaped(text: &str, also: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match char::from(byte) {
            c if c.is_ascii_alphanumeric() || "-._~".contains(c) || also.contains(c) => out.push(c),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_decided_by_is_what_is_sent() {
        for (path, want) in [
            ("/v1/messages", Some("/v1/messages")),
            ("/v1/messages/?beta=true", Some("/v1/messages/?beta=true")),
            ("/v1beta/models/m%3AgenerateContent", Some("/v1beta/models/m:generateContent")),
            ("/v1beta/models/m:generate%43ontent?x=%2F", Some("/v1beta/models/m:generateContent?x=%2F")),
            ("/v1/models/meta%2Fllama", Some("/v1/models/meta%2Fllama")),
            ("/v1/files/100%", Some("/v1/files/100%")),
            ("/v1/chat/completions/../completions", None),
            ("/v1/chat/completions/%2e%2E/completions", None),
            ("/v1/./messages", None),
            ("/v1/messages/..", None),
            ("/v1/responses//", None),
            ("//v1/responses", None),
            ("/v1/files/a%5c..%5cb", None),
        ] {
            let uri: Uri = path.parse().unwrap();
            assert_eq!(canonical(&uri).map(|uri| uri.to_string()).as_deref(), want, "{path}");
        }
    }
}
