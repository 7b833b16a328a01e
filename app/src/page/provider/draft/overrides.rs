use domain::overrides::{AdaptiveThinking, CacheTtl, CodexEffort, CodexServiceTier, CodexSummary, CodexVerbosity};
use domain::overrides::{Effort, LEAST_THINKING, Overrides};
use domain::{Dialect, Names};
use leptos::prelude::*;

/// What a switch that may also follow the client says when it does not.
pub(in crate::page::provider) const ON: &str = "on";
pub(in crate::page::provider) const OFF: &str = "off";

/// The overrides as the form has them; empty = as the client asks.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct OverridesDraft {
    pub(in crate::page::provider) cache_ttl: RwSignal<String>,
    pub(in crate::page::provider) max_tokens: RwSignal<String>,
    pub(in crate::page::provider) thinking_budget: RwSignal<String>,
    pub(in crate::page::provider) effort: RwSignal<String>,
    pub(in crate::page::provider) effort_models: RwSignal<String>,
    pub(in crate::page::provider) codex_effort: RwSignal<String>,
    pub(in crate::page::provider) codex_summary: RwSignal<String>,
    pub(in crate::page::provider) codex_verbosity: RwSignal<String>,
    pub(in crate::page::provider) codex_tools: RwSignal<String>,
    pub(in crate::page::provider) codex_tier: RwSignal<String>,
    pub(in crate::page::provider) search: RwSignal<String>,
}

/// A field that holds no number it could hold, and the least it could.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoNumber {
    pub(super) field: &'static str,
    pub(super) least: i64,
}

impl OverridesDraft {
    pub(super) fn new(saved: &Overrides) -> Self {
        let word = |word: Option<&str>| RwSignal::new(word.unwrap_or_default().to_owned());
        let number = |number: Option<i64>| RwSignal::new(number.map(|number| number.to_string()).unwrap_or_default());
        let switch = |on: Option<bool>| word(on.map(|on| if on { ON } else { OFF }));
        let adaptive = saved.adaptive_thinking.as_ref();
        Self {
            cache_ttl: word(saved.cache_ttl.map(CacheTtl::as_str)),
            max_tokens: number(saved.max_tokens),
            thinking_budget: number(saved.thinking_budget),
            effort: word(adaptive.map(|adaptive| adaptive.effort.as_str())),
            effort_models: RwSignal::new(adaptive.map(|adaptive| adaptive.models.joined()).unwrap_or_default()),
            codex_effort: word(saved.codex_effort.map(CodexEffort::as_str)),
            codex_summary: word(saved.codex_summary.map(CodexSummary::as_str)),
            codex_verbosity: word(saved.codex_verbosity.map(CodexVerbosity::as_str)),
            codex_tools: switch(saved.codex_parallel_tools),
            codex_tier: word(saved.codex_service_tier.map(CodexServiceTier::as_str)),
            search: switch(saved.gemini_search),
        }
    }

    pub(in crate::page::provider) fn texts(self) -> [RwSignal<String>; 11] {
        [
            self.cache_ttl,
            self.max_tokens,
            self.thinking_budget,
            self.effort,
            self.effort_models,
            self.codex_effort,
            self.codex_summary,
            self.codex_verbosity,
            self.codex_tools,
            self.codex_tier,
            self.search,
        ]
    }

    /// Those that the dialect knows: the others are not in sight, and would come as a surprise.
    pub(super) fn read(self, dialect: Dialect) -> Result<Overrides, NoNumber> {
        let none = Overrides::default();
        Ok(match dialect {
            Dialect::Anthropic => Overrides {
                cache_ttl: found(self.cache_ttl, CacheTtl::find),
                max_tokens: number("max_tokens", self.max_tokens, 1)?,
                thinking_budget: number("thinking_budget", self.thinking_budget, LEAST_THINKING)?,
                adaptive_thinking: found(self.effort, Effort::find).map(|effort| AdaptiveThinking {
                    effort,
                    models: self.effort_models.with_untracked(|text| Names::split(text)),
                }),
                ..none
            },
            Dialect::Responses => Overrides {
                codex_effort: found(self.codex_effort, CodexEffort::find),
                codex_summary: found(self.codex_summary, CodexSummary::find),
                codex_verbosity: found(self.codex_verbosity, CodexVerbosity::find),
                codex_parallel_tools: found(self.codex_tools, switched),
                codex_service_tier: found(self.codex_tier, CodexServiceTier::find),
                ..none
            },
            Dialect::Gemini | Dialect::GeminiCli => Overrides { gemini_search: found(self.search, switched), ..none },
            Dialect::Chat => none,
        })
    }
}

fn found<T>(word: RwSignal<String>, find: fn(&str) -> Option<T>) -> Option<T> {
    word.with_untracked(|word| find(word))
}

fn switched(word: &str) -> Option<bool> {
    match word {
        ON => Some(true),
        OFF => Some(false),
        _ => None,
    }
}

fn number(field: &'static str, text: RwSignal<String>, least: i64) -> Result<Option<i64>, NoNumber> {
    text.with_untracked(|text| match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(number) if number >= least => Ok(Some(number)),
            _ => Err(NoNumber { field, least }),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_read_again() {
        Owner::new().with(|| {
            let anthropic = Overrides {
                cache_ttl: Some(CacheTtl::OneHour),
                max_tokens: Some(64_000),
                thinking_budget: Some(2_048),
                adaptive_thinking: Some(AdaptiveThinking { effort: Effort::High, models: Names::split("a, b") }),
                ..Overrides::default()
            };
            let codex = Overrides {
                codex_effort: Some(CodexEffort::Xhigh),
                codex_summary: Some(CodexSummary::Detailed),
                codex_verbosity: Some(CodexVerbosity::Low),
                codex_parallel_tools: Some(false),
                codex_service_tier: Some(CodexServiceTier::Flex),
                ..Overrides::default()
            };
            let gemini = Overrides { gemini_search: Some(true), ..Overrides::default() };
            for (dialect, saved) in
                [(Dialect::Anthropic, &anthropic), (Dialect::Responses, &codex), (Dialect::GeminiCli, &gemini)]
            {
                assert_eq!(OverridesDraft::new(saved).read(dialect).as_ref(), Ok(saved));
                assert_eq!(OverridesDraft::new(saved).read(Dialect::Chat), Ok(Overrides::default()));
            }
        });
    }

    #[test]
    fn a_number_that_the_hub_refuses_is_told_by_its_field() {
        Owner::new().with(|| {
            let draft = OverridesDraft::new(&Overrides::default());
            draft.thinking_budget.set("1000".into());
            let wrong = NoNumber { field: "thinking_budget", least: LEAST_THINKING };
            assert_eq!(draft.read(Dialect::Anthropic), Err(wrong));
            draft.thinking_budget.set(" 1024 ".into());
            assert_eq!(draft.read(Dialect::Anthropic).unwrap().thinking_budget, Some(1_024));
        });
    }
}
