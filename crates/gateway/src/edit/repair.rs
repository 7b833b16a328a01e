//! Repairs of what vendors are known to refuse. Some are always done, the others after the refusal, once for a provider.

use super::draft::Draft;
use super::json::{self, Change};
use domain::Dialect;
use domain::edit::{Edit, EditRule};
use domain::setting::Rectifier;
use memchr::memmem;
use serde_json::json;

/// Claude Code's own line for its vendor's bookkeeping. It means nothing elsewhere and changes from turn to turn, which
/// spoils prompt caches.
const BILLING_LINE: &str = "x-anthropic-billing-header:";

/// What a refused budget becomes, and the answer's room beside it.
const BUDGET: i64 = 32_000;
const ROOM: i64 = 64_000;

/// Which repair a vendor's refusal calls for. `text` is the vendor's own, in any case.
pub(crate) fn called_for(dialect: Dialect, text: &str) -> Option<Rectifier> {
    let text = text.to_lowercase();
    let all = |words: &[&str]| words.iter().all(|word| text.contains(word));
    match dialect {
        Dialect::Anthropic => match () {
            () if all(&["cannot be disabled"]) && (all(&["reasoning_effort"]) || all(&["output_config"])) => {
                Some(Rectifier::EffortConflict)
            }
            () if all(&["signature", "thinking", "invalid"])
                || all(&["signature", "field required"])
                || all(&["signature", "extra inputs"])
                || all(&["must start with a thinking block"])
                || all(&["expected", "thinking", "found", "tool_use"])
                || all(&["thinking", "cannot be modified"]) =>
            {
                Some(Rectifier::ThinkingSignature)
            }
            () if all(&["budget_tokens", "1024"]) => Some(Rectifier::ThinkingBudget),
            () => None,
        },
        Dialect::Gemini | Dialect::GeminiCli => {
            (all(&["unknown name \"id\""]) && all(&["function"])).then_some(Rectifier::GeminiIds)
        }
        Dialect::Chat | Dialect::Responses => None,
    }
}

/// Does the repair, if there is anything to repair: then the draft has one more edit.
pub(crate) fn repair(draft: &mut Draft, rectifier: Rectifier) {
    match rectifier {
        Rectifier::ThinkingSignature => signature(draft),
        Rectifier::ThinkingBudget => budget(draft),
        Rectifier::EffortConflict => effort(draft),
        Rectifier::GeminiIds => gemini_ids(draft),
        Rectifier::BillingHeader => billing_line(draft),
        Rectifier::ResponsesInput => responses_input(draft),
    }
}

/// Thinking blocks bear the signature of the account that made them.
fn signature(draft: &mut Draft) {
    let is_thinking = |block: &[u8]| {
        json::get(block, &["type"]).is_some_and(|kind| matches!(kind, b"\"thinking\"" | b"\"redacted_thinking\""))
    };
    let mut count = 0;
    let body = json::rewrite(&draft.body, &mut |place, value| match place {
        [messages, ..] if messages != "messages" => Change::Keep,
        // A message of thinking alone would be empty.
        [_, _] if all_of(value, &["content"], is_thinking) => {
            count += 1;
            Change::Remove
        }
        [_, _, content, _] if content == "content" && is_thinking(value) => {
            count += 1;
            Change::Remove
        }
        [_, _, content, _, field] if content == "content" && field == "signature" => {
            count += 1;
            Change::Remove
        }
        [] | [_] | [_, _] | [_, _, _] | [_, _, _, _] => Change::Descend,
        _ => Change::Keep,
    });
    if let Some(body) = body {
        let path = format!("messages.thinking ({count}×)");
        draft.replace(Edit::new(EditRule::RepairSignature, &path, None, None), body);
    }
    // With thinking on, the vendor wants a turn with tools to begin with a thinking block.
    let enabled = draft.get(&["thinking", "type"]) == Some(b"\"enabled\"");
    let messages = draft.get(&["messages"]).unwrap_or_default();
    let assistant = |message: &&[u8]| json::get(message, &["role"]) == Some(b"\"assistant\"");
    let last = json::elements(messages).filter(assistant).last();
    let uses_tool = last.and_then(|message| json::get(message, &["content"])).is_some_and(|content| {
        let mut blocks = json::elements(content).peekable();
        let thinks = blocks.peek().is_some_and(|block| is_thinking(block));
        !thinks && blocks.any(|block| json::get(block, &["type"]) == Some(b"\"tool_use\""))
    });
    if enabled && uses_tool {
        draft.remove(EditRule::RepairSignature, &["thinking"]);
    }
}

/// The list at `path` is not empty and every element is such.
fn all_of(value: &[u8], path: &[&str], is: impl Fn(&[u8]) -> bool) -> bool {
    let mut elements = json::elements(json::get(value, path).unwrap_or_default()).peekable();
    elements.peek().is_some() && elements.all(is)
}

fn budget(draft: &mut Draft) {
    if draft.get(&["thinking", "type"]) == Some(b"\"adaptive\"") {
        return;
    }
    let thinking = json!({"type": "enabled", "budget_tokens": BUDGET});
    draft.set(EditRule::RepairBudget, &["thinking"], &thinking.to_string());
    let most = draft.get(&["max_tokens"]).and_then(|most| serde_json::from_slice::<i64>(most).ok());
    if most.is_none_or(|most| most <= BUDGET) {
        draft.set(EditRule::RepairBudget, &["max_tokens"], &ROOM.to_string());
    }
}

fn effort(draft: &mut Draft) {
    if draft.get(&["thinking", "type"]).is_none_or(|kind| kind == b"\"disabled\"") {
        draft.remove(EditRule::RepairEffort, &["output_config", "effort"]);
        draft.remove(EditRule::RepairEffort, &["reasoning_effort"]);
    }
}

fn gemini_ids(draft: &mut Draft) {
    let mut count = 0;
    let body = json::rewrite(&draft.body, &mut |place, _| match place {
        [.., part, id] if is_call(part) && id == "id" => {
            count += 1;
            Change::Remove
        }
        // Arguments and answers are the user's own.
        [.., part, _] if is_call(part) => Change::Keep,
        _ => Change::Descend,
    });
    if let Some(body) = body {
        let path = format!("functionCall.id ({count}×)");
        draft.replace(Edit::new(EditRule::RepairGeminiIds, &path, None, None), body);
    }
}

/// Both spellings are the vendor's own.
fn is_call(name: &str) -> bool {
    matches!(name, "functionCall" | "functionResponse" | "function_call" | "function_response")
}

fn billing_line(draft: &mut Draft) {
    // Few bodies have it, and looking for its bytes takes far less than reading the body once more.
    if memmem::find(&draft.body, BILLING_LINE.as_bytes()).is_none() {
        return;
    }
    let is_line = |block: &[u8]| {
        let text = json::get(block, &["text"]).and_then(json::text);
        text.is_some_and(|text| text.starts_with(BILLING_LINE))
    };
    let system = draft.get(&["system"]).unwrap_or_default();
    let Some(line) =
        json::elements(system).find(|block| is_line(block)).map(|b| String::from_utf8_lossy(b).into_owned())
    else {
        return;
    };
    let alone = all_of(system, &[], is_line);
    let body = json::rewrite(&draft.body, &mut |place, value| match place {
        [system] if system == "system" && alone => Change::Remove,
        [system] if system == "system" => Change::Descend,
        [_, _] if is_line(value) => Change::Remove,
        _ => Change::Keep,
    });
    if let Some(body) = body {
        draft.replace(Edit::new(EditRule::RepairBillingHeader, "system", Some(&line), None), body);
    }
}

/// Codex's own back end takes nothing but a list.
fn responses_input(draft: &mut Draft) {
    let Some(input) = draft.get(&["input"]) else { return };
    let list = match (input.first(), json::text(input)) {
        (_, Some(text)) if text.is_empty() => "[]".to_owned(),
        (_, Some(text)) => json!([{"role": "user", "content": [{"type": "input_text", "text": text}]}]).to_string(),
        (Some(b'{'), _) if ["role", "type"].iter().any(|name| json::get(input, &[name]).is_some()) => {
            format!("[{}]", String::from_utf8_lossy(input))
        }
        _ => return,
    };
    draft.set(EditRule::RepairResponsesInput, &["input"], &list);
}

#[cfg(test)]
mod tests;
