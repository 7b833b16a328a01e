//! Which conversation a request belongs to: as its client says, else by how the conversation begins.

use crate::edit::json;
use crate::inbound::Head;
use domain::Dialect;
use domain::session::SessionSource;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

/// Longer ids are no ids: they would fill the log.
const ID_BYTES: usize = 256;

/// Claude Code's, Codex's (newer and older) and what other clients use, in the order in which they count.
const HEADERS: [&str; 7] = [
    "x-claude-code-session-id",
    "session-id",
    "session_id",
    "x-session-id",
    "thread-id",
    "conversation-id",
    "conversation_id",
];

pub(crate) type Session = (String, SessionSource);

/// `in_body`: the id that the body names. `fingerprint`: made only when nothing is named.
pub(crate) fn of(
    headers: &HeaderMap,
    in_body: Option<String>,
    fingerprint: impl FnOnce() -> Option<String>,
) -> Option<Session> {
    let header = |name: &&str| headers.get(*name)?.to_str().ok().map(str::to_owned);
    let stated = HEADERS.iter().filter_map(header).find(|id| is_id(id)).map(|id| (id, SessionSource::Header));
    let stated = stated.or_else(|| in_body.map(|id| (id, SessionSource::Body)));
    stated.or_else(|| fingerprint().map(|id| (id, SessionSource::Fingerprint)))
}

/// The id that the body names.
pub(crate) fn in_body(head: &Head<'_>) -> Option<String> {
    let text = |value: Option<&RawValue>| json::text(value?.get().as_bytes());
    let inside =
        |value: Option<&RawValue>, name: &str| json::get(value?.get().as_bytes(), &[name]).and_then(json::text);
    let all = [
        inside(head.metadata, "user_id").and_then(|user| in_user_id(&user)),
        text(head.prompt_cache_key),
        inside(head.metadata, "session_id"),
        inside(head.request, "session_id"),
        text(head.session_id),
        // What it continues lives in one account, which is bound by this very id.
        text(head.previous_response_id),
    ];
    all.into_iter().flatten().find(|id| is_id(id))
}

#[derive(Deserialize)]
struct UserId {
    session_id: String,
}

/// The id inside Claude Code's `metadata.user_id`, which is JSON (`{"session_id": …}`) or the older
/// `user_<hash>_account_<id>_session_<uuid>`.
fn in_user_id(user_id: &str) -> Option<String> {
    match serde_json::from_str::<UserId>(user_id) {
        Ok(user) => Some(user.session_id),
        Err(_) => user_id.rsplit_once("_session_").map(|(_, id)| id.to_owned()),
    }
}

fn is_id(id: &str) -> bool {
    (1..=ID_BYTES).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:-".contains(&b))
}

/// Of what stays the same while turns are added: the system prompt and everything up to the first words of the user.
pub(crate) fn fingerprint(dialect: Dialect, body: &[u8]) -> Option<String> {
    let (inside, system, turns): (&[&str], &[&str], &str) = match dialect {
        Dialect::Anthropic => (&[], &["system"], "messages"),
        Dialect::Chat => (&[], &[], "messages"),
        Dialect::Responses => (&[], &["instructions"], "input"),
        Dialect::Gemini => (&[], &["systemInstruction", "system_instruction"], "contents"),
        Dialect::GeminiCli => (&["request"], &["systemInstruction", "system_instruction"], "contents"),
    };
    let body = if inside.is_empty() { body } else { json::get(body, inside)? };
    let mut hash = Sha256::new();
    for system in system.iter().filter_map(|name| json::get(body, &[name])) {
        take(&mut hash, system);
    }
    let turns = json::get(body, &[turns])?;
    if turns.starts_with(b"[") {
        let spoken = json::elements(turns).any(|turn| {
            take(&mut hash, turn);
            // Gemini's turns without a role are the user's.
            json::get(turn, &["role"]).and_then(json::text).is_none_or(|role| role == "user")
        });
        spoken.then_some(())?;
    } else {
        take(&mut hash, turns);
    }
    let digest: String = hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("fp_{digest}"))
}

/// Fields that clients change from turn to turn.
const PASSING: [&str; 4] = ["cache_control", "id", "signature", "status"];

fn take(hash: &mut Sha256, json: &[u8]) {
    fn walk(hash: &mut Sha256, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields.iter().filter(|(name, _)| !PASSING.contains(&name.as_str())) {
                    hash.update(name);
                    walk(hash, value);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| walk(hash, item)),
            Value::String(text) => hash.update(text),
            other => hash.update(other.to_string()),
        }
        hash.update([0]);
    }
    if let Ok(value) = serde_json::from_slice::<Value>(json) {
        walk(hash, &value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;
    use serde_json::json;

    fn found(headers: &HeaderMap, dialect: Dialect, body: &Value) -> Option<Session> {
        let body = body.to_string();
        let head = Head::read(body.as_bytes()).unwrap();
        of(headers, in_body(&head), || fingerprint(dialect, body.as_bytes()))
    }

    fn with(name: &'static str, body: &Value) -> Option<Session> {
        let headers = [(name.parse().unwrap(), HeaderValue::from_static("s-1"))].into_iter().collect();
        found(&headers, Dialect::Responses, body)
    }

    fn body(body: &Value, dialect: Dialect) -> Option<Session> {
        found(&HeaderMap::new(), dialect, body)
    }

    #[test]
    fn clients_name_their_sessions_in_their_own_places() {
        let uuid = "5f1c9f8e-0d7e-4b54-9a3a-0c6f2d1f7a11";
        for stated in [
            json!({"metadata": {"user_id": format!("user_ab12_account__session_{uuid}")}}),
            json!({"metadata": {"user_id": format!(r#"{{"device_id":"d","session_id":"{uuid}"}}"#)}}),
            json!({"metadata": {"session_id": uuid}}),
            json!({"prompt_cache_key": uuid, "input": "hi"}),
            json!({"model": "g", "request": {"session_id": uuid, "contents": []}}),
        ] {
            assert_eq!(body(&stated, Dialect::Anthropic), Some((uuid.to_owned(), SessionSource::Body)), "{stated}");
        }
        for header in HEADERS {
            let found = with(header, &json!({"prompt_cache_key": "other"}));
            assert_eq!(found, Some(("s-1".to_owned(), SessionSource::Header)), "{header}");
        }
    }

    #[test]
    fn what_is_no_id_is_none() {
        for metadata in
            [json!({"user_id": "someone"}), json!(null), json!({"user_id": "x_session_a b"}), json!({"user_id": 7})]
        {
            assert_eq!(body(&json!({ "metadata": metadata }), Dialect::Anthropic), None, "{metadata}");
        }
    }

    #[test]
    fn a_conversation_without_an_id_keeps_its_fingerprint_while_turns_are_added() {
        let user = |text: &str| json!({"role": "user", "content": text});
        let marked = json!({"role": "user", "content": [{"type": "text", "text": "hi", "cache_control": {"type": "ephemeral"}}]});
        let plain = json!({"role": "user", "content": [{"type": "text", "text": "hi"}]});
        let of = |messages: Value| body(&json!({"system": "s", "messages": messages}), Dialect::Anthropic).unwrap().0;
        let first = of(json!([marked]));
        assert!(first.starts_with("fp_"));
        assert_eq!(of(json!([plain, {"role": "assistant", "content": "a"}, user("more")])), first);
        assert_ne!(of(json!([user("other")])), first);
        for (dialect, short, long) in [
            (
                Dialect::Chat,
                json!({"messages": [{"role": "system", "content": "s"}, user("hi")]}),
                json!({"messages": [{"role": "system", "content": "s"}, user("hi"), user("b")]}),
            ),
            (
                Dialect::Responses,
                json!({"instructions": "s", "input": [user("hi")]}),
                json!({"instructions": "s", "input": [user("hi"), user("b")]}),
            ),
            (
                Dialect::Gemini,
                json!({"contents": [{"parts": [{"text": "hi"}]}]}),
                json!({"contents": [{"parts": [{"text": "hi"}]}, {"role": "model", "parts": []}]}),
            ),
            (
                Dialect::GeminiCli,
                json!({"request": {"contents": [{"role": "user", "parts": [{"text": "hi"}]}]}}),
                json!({"request": {"contents": [{"role": "user", "parts": [{"text": "hi"}]}, {"role": "model"}]}}),
            ),
        ] {
            let (short, long) = (body(&short, dialect), body(&long, dialect));
            assert!(short.is_some() && short == long, "{dialect:?} {short:?} {long:?}");
        }
        assert_eq!(body(&json!({"messages": []}), Dialect::Chat), None);
    }
}
