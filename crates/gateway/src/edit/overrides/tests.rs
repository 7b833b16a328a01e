use super::*;
use bytes::Bytes;

fn applied(overrides: &str, dialect: Dialect, body: &str) -> (String, Vec<Edit>) {
    let mut draft = Draft::new(Bytes::copy_from_slice(body.as_bytes()));
    apply(&mut draft, &serde_json::from_str(overrides).unwrap(), dialect, "claude-opus-4-6");
    assert!(serde_json::from_slice::<serde_json::Value>(&draft.body).is_ok());
    (String::from_utf8(draft.body.to_vec()).unwrap(), draft.edits)
}

#[test]
fn each_override_is_one_splice_with_before_and_after() {
    use Dialect::{Anthropic, Gemini, GeminiCli, Responses};
    for (overrides, dialect, body, want, before, after) in [
        (r#"{"max_tokens":9}"#, Anthropic, r#"{"max_tokens": 5}"#, r#"{"max_tokens": 9}"#, Some("5"), Some("9")),
        (
            r#"{"thinking_budget":5000}"#,
            Anthropic,
            r#"{"max_tokens":4000}"#,
            r#"{"thinking":{"budget_tokens":3999,"type":"enabled"},"max_tokens":4000}"#,
            None,
            Some(r#"{"budget_tokens":3999,"type":"enabled"}"#),
        ),
        (
            r#"{"cache_ttl":"1h"}"#,
            Anthropic,
            r#"{"system":[{"cache_control":{"type":"ephemeral"}}]}"#,
            r#"{"system":[{"cache_control":{"ttl":"1h","type":"ephemeral"}}]}"#,
            None,
            Some("\"1h\""),
        ),
        (
            r#"{"codex_effort":"high"}"#,
            Responses,
            r#"{"reasoning":{"effort":"low"}}"#,
            r#"{"reasoning":{"effort":"high"}}"#,
            Some("\"low\""),
            Some("\"high\""),
        ),
        (
            r#"{"codex_summary":"detailed"}"#,
            Responses,
            "{}",
            r#"{"reasoning":{"summary":"detailed"}}"#,
            None,
            Some("\"detailed\""),
        ),
        (r#"{"codex_verbosity":"low"}"#, Responses, "{}", r#"{"text":{"verbosity":"low"}}"#, None, Some("\"low\"")),
        (
            r#"{"codex_parallel_tools":false}"#,
            Responses,
            r#"{"parallel_tool_calls":true}"#,
            r#"{"parallel_tool_calls":false}"#,
            Some("true"),
            Some("false"),
        ),
        (
            r#"{"codex_service_tier":"flex"}"#,
            Responses,
            r#"{"service_tier":"priority"}"#,
            r#"{"service_tier":"flex"}"#,
            Some("\"priority\""),
            Some("\"flex\""),
        ),
        (
            r#"{"gemini_search":true}"#,
            Gemini,
            r#"{"tools":[{"codeExecution":{}}]}"#,
            r#"{"tools":[{"codeExecution":{}},{"googleSearch":{}}]}"#,
            Some(r#"[{"codeExecution":{}}]"#),
            Some(r#"[{"codeExecution":{}},{"googleSearch":{}}]"#),
        ),
        (
            r#"{"gemini_search":false}"#,
            GeminiCli,
            r#"{"request":{"tools":[{"googleSearch":{}}],"contents":[]}}"#,
            r#"{"request":{"contents":[]}}"#,
            Some(r#"[{"googleSearch":{}}]"#),
            None,
        ),
    ] {
        let (body, edits) = applied(overrides, dialect, body);
        assert_eq!((body.as_str(), edits.len()), (want, 1), "{overrides}");
        assert_eq!((edits[0].before.as_deref(), edits[0].after.as_deref()), (before, after), "{overrides}");
    }
}

#[test]
fn what_is_so_already_stays_and_is_not_noted() {
    for (overrides, dialect, body) in [
        (r#"{"max_tokens":9}"#, Dialect::Anthropic, r#"{"max_tokens" :9}"#),
        (r#"{"thinking_budget":5000}"#, Dialect::Anthropic, r#"{"max_tokens":1024}"#),
        (r#"{"cache_ttl":"5m"}"#, Dialect::Anthropic, r#"{"system":[{"cache_control":{"type":"ephemeral"}}]}"#),
        (r#"{"gemini_search":true}"#, Dialect::Gemini, r#"{"tools":[{"google_search":{}}]}"#),
        (r#"{"gemini_search":false}"#, Dialect::Gemini, "{}"),
        (r#"{"codex_effort":"high"}"#, Dialect::Anthropic, "{}"),
        (r#"{"max_tokens":9}"#, Dialect::Chat, "{}"),
    ] {
        assert_eq!(applied(overrides, dialect, body), (body.to_owned(), vec![]), "{overrides}");
    }
}

#[test]
fn adaptive_thinking_wins_over_a_budget_and_keeps_to_its_models() {
    let both = r#"{"thinking_budget":2000,"adaptive_thinking":{"effort":"max","models":["claude-opus-4-6"]}}"#;
    let (body, edits) = applied(both, Dialect::Anthropic, r#"{"output_config":{"format":1}}"#);
    assert_eq!(body, r#"{"thinking":{"type":"adaptive"},"output_config":{"effort":"max","format":1}}"#);
    assert_eq!(edits.len(), 2);
    let other = both.replace("claude-opus-4-6", "claude-haiku-4-5");
    assert!(applied(&other, Dialect::Anthropic, "{}").0.contains("budget_tokens"));
}

#[test]
fn cache_lifetimes_of_tools_inputs_are_the_users_own() {
    let body = r#"{"tools":[{"input_schema":{"cache_control":{"x":1}},"cache_control":{"type":"ephemeral","ttl":"5m"}}],
        "messages":[{"content":[{"type":"tool_use","input":{"cache_control":{"ttl":"2d"}}},
        {"type":"tool_result","content":[{"cache_control":{"type":"ephemeral"}}]}]}]}"#;
    let (changed, edits) = applied(r#"{"cache_ttl":"1h"}"#, Dialect::Anthropic, body);
    let want = body
        .replace("\"ttl\":\"5m\"", "\"ttl\":\"1h\"")
        .replace("[{\"cache_control\":{\"type\"", "[{\"cache_control\":{\"ttl\":\"1h\",\"type\"");
    assert_eq!(changed, want);
    assert_eq!(
        (edits.len(), edits[0].path.as_str(), edits[0].before.as_deref()),
        (1, "cache_control.ttl (2×)", Some("\"5m\""))
    );
}
