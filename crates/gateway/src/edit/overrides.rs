//! What a provider's settings put in place of the client's own words.

use super::draft::Draft;
use super::json::{self, Change};
use domain::Dialect;
use domain::edit::{Edit, EditRule};
use domain::overrides::{CacheTtl, LEAST_THINKING, Overrides};
use serde_json::json;

/// Of an array of tools.
const SEARCH_TOOL: &str = r#"{"googleSearch":{}}"#;

pub(crate) fn apply(draft: &mut Draft, overrides: &Overrides, dialect: Dialect, model: &str) {
    match dialect {
        Dialect::Anthropic => anthropic(draft, overrides, model),
        Dialect::Responses => codex(draft, overrides),
        Dialect::Gemini => gemini(draft, overrides, &[]),
        Dialect::GeminiCli => gemini(draft, overrides, &["request"]),
        Dialect::Chat => (),
    }
}

fn anthropic(draft: &mut Draft, overrides: &Overrides, model: &str) {
    if let Some(most) = overrides.max_tokens {
        draft.set(EditRule::MaxTokens, &["max_tokens"], &most.to_string());
    }
    if let Some(adaptive) = overrides.adaptive_thinking.as_ref().filter(|adaptive| adaptive.is_for(model)) {
        draft.set(EditRule::AdaptiveThinking, &["thinking"], r#"{"type":"adaptive"}"#);
        draft.set_text(EditRule::AdaptiveThinking, &["output_config", "effort"], adaptive.effort.as_str());
    } else if let Some(budget) = overrides.thinking_budget {
        let most = draft.get(&["max_tokens"]).and_then(|most| serde_json::from_slice::<i64>(most).ok());
        // The vendor wants it below `max_tokens`.
        let budget = most.map_or(budget, |most| budget.min(most - 1));
        if budget >= LEAST_THINKING {
            let thinking = json!({"type": "enabled", "budget_tokens": budget});
            draft.set(EditRule::ThinkingBudget, &["thinking"], &thinking.to_string());
        }
    }
    if let Some(ttl) = overrides.cache_ttl {
        cache_ttl(draft, ttl);
    }
}

/// Every breakpoint that the client has set. What stands in a tool's input or schema is the user's own data.
fn cache_ttl(draft: &mut Draft, ttl: CacheTtl) {
    let wanted = format!("\"{}\"", ttl.as_str());
    let (mut count, mut first) = (0, None);
    let body = json::rewrite(&draft.body, &mut |place, value| {
        match place.last().map(|name| &**name) {
            Some("cache_control") => {}
            Some("input" | "input_schema" | "metadata") => return Change::Keep,
            _ => return Change::Descend,
        }
        // Five minutes is what an absent lifetime means.
        let before = json::get(value, &["ttl"]);
        if before.unwrap_or(b"\"5m\"") == wanted.as_bytes() {
            return Change::Keep;
        }
        let Some(new) = json::set(value, &["ttl"], wanted.as_bytes()) else { return Change::Keep };
        if count == 0 {
            first = before.map(|before| String::from_utf8_lossy(before).into_owned());
        }
        count += 1;
        Change::Replace(new)
    });
    if let Some(body) = body {
        let path = format!("cache_control.ttl ({count}×)");
        draft.replace(Edit::new(EditRule::CacheTtl, &path, first.as_deref(), Some(&wanted)), body);
    }
}

fn codex(draft: &mut Draft, overrides: &Overrides) {
    if let Some(effort) = overrides.codex_effort {
        draft.set_text(EditRule::CodexEffort, &["reasoning", "effort"], effort.as_str());
    }
    if let Some(summary) = overrides.codex_summary {
        draft.set_text(EditRule::CodexSummary, &["reasoning", "summary"], summary.as_str());
    }
    if let Some(verbosity) = overrides.codex_verbosity {
        draft.set_text(EditRule::CodexVerbosity, &["text", "verbosity"], verbosity.as_str());
    }
    if let Some(parallel) = overrides.codex_parallel_tools {
        draft.set(EditRule::CodexParallelTools, &["parallel_tool_calls"], &parallel.to_string());
    }
    if let Some(tier) = overrides.codex_service_tier {
        draft.set_text(EditRule::CodexServiceTier, &["service_tier"], tier.as_str());
    }
}

/// Both spellings of the tool's name are the vendor's own.
fn gemini(draft: &mut Draft, overrides: &Overrides, root: &[&str]) {
    let Some(wanted) = overrides.gemini_search else { return };
    let path = [root, &["tools"]].concat();
    let tools: Vec<&[u8]> = draft.get(&path).map(|tools| json::elements(tools).collect()).unwrap_or_default();
    let is_search =
        |tool: &&[u8]| ["googleSearch", "google_search"].iter().any(|name| json::get(tool, &[name]).is_some());
    let joined = |tools: &[&[u8]]| format!("[{}]", String::from_utf8_lossy(&tools.join(&b',')));
    match (wanted, tools.iter().any(is_search)) {
        (true, false) => {
            let all = joined(&[tools.as_slice(), &[SEARCH_TOOL.as_bytes()]].concat());
            draft.set(EditRule::GeminiSearch, &path, &all);
        }
        (false, true) => {
            let rest: Vec<&[u8]> = tools.iter().copied().filter(|tool| !is_search(tool)).collect();
            match rest.is_empty() {
                true => draft.remove(EditRule::GeminiSearch, &path),
                false => {
                    let rest = joined(&rest);
                    draft.set(EditRule::GeminiSearch, &path, &rest);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
