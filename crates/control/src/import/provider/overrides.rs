//! What a provider sets in the requests that go to it.

use crate::import::row::Row;
use domain::overrides::{
    AdaptiveThinking, CacheTtl, CodexEffort, CodexServiceTier, CodexSummary, CodexVerbosity, Effort, LEAST_THINKING,
    Overrides,
};
use domain::provider::ProviderKind;
use domain::{Dialect, Names};

pub(super) fn read(row: &Row, kind: ProviderKind, remarks: &mut Vec<String>) -> Overrides {
    let mut words = Words { row, remarks };
    let switch = |on, off| move |word: &str| [(on, true), (off, false)].iter().find(|(w, _)| *w == word).map(|w| w.1);
    let of_claude = kind.dialect() == Dialect::Anthropic;
    let number = |least| move |word: &str| word.parse::<i64>().ok().filter(|number| *number >= least);
    Overrides {
        cache_ttl: words.get("cache_ttl_preference", CacheTtl::find),
        max_tokens: words.get("anthropic_max_tokens_preference", number(1)).filter(|_| of_claude),
        thinking_budget: words.get("anthropic_thinking_budget_preference", number(LEAST_THINKING)),
        adaptive_thinking: adaptive(row),
        codex_effort: words.get("codex_reasoning_effort_preference", CodexEffort::find),
        codex_summary: words.get("codex_reasoning_summary_preference", CodexSummary::find),
        codex_verbosity: words.get("codex_text_verbosity_preference", CodexVerbosity::find),
        codex_parallel_tools: words.get("codex_parallel_tool_calls_preference", switch("true", "false")),
        codex_service_tier: words.get("codex_service_tier_preference", CodexServiceTier::find),
        gemini_search: words.get("gemini_google_search_preference", switch("enabled", "disabled")),
    }
}

struct Words<'a> {
    row: &'a Row,
    remarks: &'a mut Vec<String>,
}

impl Words<'_> {
    /// What a column says, unless it leaves the client its own word.
    fn get<T>(&mut self, column: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let word = self.row.text(column).filter(|word| !word.is_empty() && word != "inherit")?;
        let found = find(&word);
        if found.is_none() {
            self.remarks.push(format!("without {column} {word}, which has no counterpart here"));
        }
        found
    }
}

/// `{effort, modelMatchMode, models}`; the list counts only where the mode says so.
fn adaptive(row: &Row) -> Option<AdaptiveThinking> {
    let json = row.json("anthropic_adaptive_thinking");
    let effort = Effort::find(json.get("effort")?.as_str()?)?;
    let some = json.get("modelMatchMode").and_then(|mode| mode.as_str()) == Some("specific");
    let models = json.get("models").filter(|_| some).and_then(|models| models.as_array());
    let models = models.into_iter().flatten().filter_map(|model| model.as_str()).map(str::to_owned);
    let models: Names = models.collect::<Vec<_>>().into();
    // Here, a list without models would mean all of them.
    (!some || !models.is_empty()).then_some(AdaptiveThinking { effort, models })
}
