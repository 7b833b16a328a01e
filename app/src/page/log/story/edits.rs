use crate::i18n::locale;
use domain::edit::{Edit, EditRule};
use leptos::prelude::*;

/// What the hub changed in the request for this provider: why, where, and from what to what.
pub(super) fn edits(edits: &[Edit]) -> Option<AnyView> {
    let t = locale().log();
    let line = |edit: &Edit| {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
        view! {
            <tr>
                <td>{rule_word(edit.rule)}</td>
                <td class="mono">{edit.path.clone()}</td>
                <td class="mono">{value(&edit.before)}" → "{value(&edit.after)}</td>
            </tr>
        }
    };
    (!edits.is_empty()).then(|| {
        view! {
            <table class="edits" aria-label=t.edits()>
                <thead>
                    <tr>{[t.edit_rule(), t.edit_path(), t.edit_value()].map(|name| view! { <th scope="col">{name}</th> })}</tr>
                </thead>
                <tbody>{edits.iter().map(line).collect_view()}</tbody>
            </table>
        }
        .into_any()
    })
}

fn rule_word(rule: EditRule) -> &'static str {
    let t = locale().edit();
    match rule {
        EditRule::Redirect => t.redirect(),
        EditRule::StreamUsage => t.stream_usage(),
        EditRule::CacheTtl => t.cache_ttl(),
        EditRule::MaxTokens => t.max_tokens(),
        EditRule::ThinkingBudget => t.thinking_budget(),
        EditRule::AdaptiveThinking => t.adaptive_thinking(),
        EditRule::CodexEffort => t.codex_effort(),
        EditRule::CodexSummary => t.codex_summary(),
        EditRule::CodexVerbosity => t.codex_verbosity(),
        EditRule::CodexParallelTools => t.codex_parallel_tools(),
        EditRule::CodexServiceTier => t.codex_service_tier(),
        EditRule::GeminiSearch => t.gemini_search(),
        EditRule::RepairSignature => t.repair_signature(),
        EditRule::RepairBudget => t.repair_budget(),
        EditRule::RepairEffort => t.repair_effort(),
        EditRule::RepairGeminiIds => t.repair_gemini_ids(),
        EditRule::RepairBillingHeader => t.repair_billing_header(),
        EditRule::RepairResponsesInput => t.repair_responses_input(),
    }
}
