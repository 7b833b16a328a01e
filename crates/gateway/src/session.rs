//! Which conversation a request belongs to, as its client says.

use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Longer ids are no ids: they would fill the log.
const ID_BYTES: usize = 128;

/// Claude Code's header, else what the body has.
pub(crate) fn id(headers: &HeaderMap, in_body: Option<&str>) -> Option<String> {
    let header = headers.get("x-claude-code-session-id").and_then(|value| value.to_str().ok());
    header.or(in_body).filter(|id| is_id(id)).map(str::to_owned)
}

#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow)]
    user_id: Cow<'a, str>,
}

#[derive(Deserialize)]
struct UserId {
    session_id: String,
}

/// The id inside `metadata.user_id`, which is JSON (`{"session_id": …}`) or the older
/// `user_<hash>_account_<id>_session_<uuid>`.
pub(crate) fn in_metadata(metadata: Option<&RawValue>) -> Option<String> {
    let Metadata { user_id } = serde_json::from_str(metadata?.get()).ok()?;
    match serde_json::from_str::<UserId>(&user_id) {
        Ok(user) => Some(user.session_id),
        Err(_) => user_id.rsplit_once("_session_").map(|(_, id)| id.to_owned()),
    }
}

fn is_id(id: &str) -> bool {
    (1..=ID_BYTES).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn of(metadata: &str) -> Option<String> {
        let raw: Box<RawValue> = serde_json::from_str(metadata).unwrap();
        id(&HeaderMap::new(), in_metadata(Some(&raw)).as_deref())
    }

    #[test]
    fn reads_what_claude_code_sends() {
        let uuid = "5f1c9f8e-0d7e-4b54-9a3a-0c6f2d1f7a11";
        assert_eq!(of(&format!(r#"{{"user_id":"user_ab12_account__session_{uuid}"}}"#)).as_deref(), Some(uuid));
        let json =
            format!(r#"{{"user_id":"{{\"device_id\":\"d\",\"account_uuid\":\"\",\"session_id\":\"{uuid}\"}}"}}"#);
        assert_eq!(of(&json).as_deref(), Some(uuid));
        let headers =
            [("x-claude-code-session-id".parse().unwrap(), HeaderValue::from_static("s-1"))].into_iter().collect();
        assert_eq!(id(&headers, None).as_deref(), Some("s-1"));
    }

    #[test]
    fn nothing_else_is_a_session() {
        for metadata in [r#"{"user_id":"someone"}"#, "{}", "null", r#"{"user_id":"x_session_a b"}"#, r#"{"user_id":7}"#]
        {
            assert_eq!(of(metadata), None, "{metadata}");
        }
    }
}
