use super::*;
use bytes::Bytes;

fn repaired(rectifier: Rectifier, body: &str) -> (String, usize) {
    let mut draft = Draft::new(Bytes::copy_from_slice(body.as_bytes()));
    repair(&mut draft, rectifier);
    assert!(serde_json::from_slice::<serde_json::Value>(&draft.body).is_ok());
    (String::from_utf8(draft.body.to_vec()).unwrap(), draft.edits.len())
}

/// The texts are the vendors' own.
#[test]
fn refusals_call_for_their_repair() {
    use Dialect::{Anthropic, Chat, Gemini};
    for (dialect, text, want) in [
        (
            Anthropic,
            "messages.1.content.0: Invalid `signature` in `thinking` block",
            Some(Rectifier::ThinkingSignature),
        ),
        (Anthropic, "messages.3.content.0.thinking.signature: Field required", Some(Rectifier::ThinkingSignature)),
        (
            Anthropic,
            "messages.1.content.1.tool_use.signature: Extra inputs are not permitted",
            Some(Rectifier::ThinkingSignature),
        ),
        (
            Anthropic,
            "messages.5.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is \
             enabled, a final `assistant` message must start with a thinking block",
            Some(Rectifier::ThinkingSignature),
        ),
        (
            Anthropic,
            "`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified.",
            Some(Rectifier::ThinkingSignature),
        ),
        (
            Anthropic,
            "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
            Some(Rectifier::ThinkingBudget),
        ),
        (Anthropic, "thinking cannot be disabled when output_config.effort is set", Some(Rectifier::EffortConflict)),
        (Anthropic, "prompt is too long: 210000 tokens > 200000 maximum", None),
        (
            Gemini,
            "Invalid JSON payload received. Unknown name \"id\" at 'contents[1].parts[0].function_call': Cannot find field.",
            Some(Rectifier::GeminiIds),
        ),
        (Gemini, "Unknown name \"foo\" at 'contents[1].parts[0].function_call'", None),
        (Chat, "Invalid `signature` in `thinking` block", None),
    ] {
        assert_eq!(called_for(dialect, text), want, "{text}");
    }
}

#[test]
fn each_repair_changes_its_places_alone() {
    for (rectifier, body, want, edits) in [
        (
            Rectifier::ThinkingSignature,
            r#"{"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"a"},
                {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"}, {"type":"tool_use","signature":"s","input":{"signature":1}}]}]}"#,
            r#"{"messages":[{"role":"user","content":"a"},
                {"role":"assistant","content":[ {"type":"tool_use","input":{"signature":1}}]}]}"#,
            2,
        ),
        (
            Rectifier::ThinkingSignature,
            r#"{"thinking":{"type":"adaptive"},"messages":[{"role":"assistant","content":[{"type":"redacted_thinking","data":"x"}]},{"role":"user","content":"b"}]}"#,
            r#"{"thinking":{"type":"adaptive"},"messages":[{"role":"user","content":"b"}]}"#,
            1,
        ),
        (
            Rectifier::ThinkingBudget,
            r#"{"max_tokens":2000,"thinking":{"type":"enabled","budget_tokens":100}}"#,
            r#"{"max_tokens":64000,"thinking":{"budget_tokens":32000,"type":"enabled"}}"#,
            2,
        ),
        (Rectifier::ThinkingBudget, r#"{"thinking":{"type":"adaptive"}}"#, r#"{"thinking":{"type":"adaptive"}}"#, 0),
        (
            Rectifier::EffortConflict,
            r#"{"thinking":{"type":"disabled"},"output_config":{"effort":"max"},"reasoning_effort":"high"}"#,
            r#"{"thinking":{"type":"disabled"},"output_config":{}}"#,
            2,
        ),
        (
            Rectifier::EffortConflict,
            r#"{"thinking":{"type":"enabled"},"reasoning_effort":"high"}"#,
            r#"{"thinking":{"type":"enabled"},"reasoning_effort":"high"}"#,
            0,
        ),
        (
            Rectifier::GeminiIds,
            r#"{"contents":[{"parts":[{"functionCall":{"id":"1","name":"f","args":{"id":7}}},{"functionResponse":{"name":"f","id":"1","response":{"id":7}}}]}]}"#,
            r#"{"contents":[{"parts":[{"functionCall":{"name":"f","args":{"id":7}}},{"functionResponse":{"name":"f","response":{"id":7}}}]}]}"#,
            1,
        ),
        (
            Rectifier::BillingHeader,
            r#"{"system":[{"type":"text","text":"x-anthropic-billing-header: cc_version=2"}, {"type":"text","text":"You are"}]}"#,
            r#"{"system":[ {"type":"text","text":"You are"}]}"#,
            1,
        ),
        (
            Rectifier::BillingHeader,
            r#"{"model":"m","system":[{"type":"text","text":"x-anthropic-billing-header: cc"}]}"#,
            r#"{"model":"m"}"#,
            1,
        ),
        (
            Rectifier::BillingHeader,
            r#"{"system":"x-anthropic-billing-header: cc"}"#,
            r#"{"system":"x-anthropic-billing-header: cc"}"#,
            0,
        ),
        (
            Rectifier::ResponsesInput,
            r#"{"input": "hi \"you\"","model":"m"}"#,
            r#"{"input": [{"content":[{"text":"hi \"you\"","type":"input_text"}],"role":"user"}],"model":"m"}"#,
            1,
        ),
        (Rectifier::ResponsesInput, r#"{"input":""}"#, r#"{"input":[]}"#, 1),
        (
            Rectifier::ResponsesInput,
            r#"{"input":{"role":"user","content":"a"}}"#,
            r#"{"input":[{"role":"user","content":"a"}]}"#,
            1,
        ),
        (Rectifier::ResponsesInput, r#"{"input":{"a":1}}"#, r#"{"input":{"a":1}}"#, 0),
        (Rectifier::ResponsesInput, r#"{"input":[1]}"#, r#"{"input":[1]}"#, 0),
    ] {
        assert_eq!(repaired(rectifier, body), (want.to_owned(), edits), "{rectifier:?}");
    }
}
