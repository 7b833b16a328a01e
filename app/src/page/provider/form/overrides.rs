use crate::i18n::locale;
use crate::page::provider::draft::{Draft, OFF, ON, OverridesDraft};
use crate::ui::{Group, Select, TextField};
use domain::Dialect;
use domain::overrides::{CacheTtl, CodexEffort, CodexServiceTier, CodexSummary, CodexVerbosity, Effort};
use leptos::prelude::*;

/// What the provider puts in place of the client's own words, as far as the chosen type knows it.
#[component]
pub(super) fn OverrideFields(draft: Draft) -> impl IntoView {
    let t = locale().provider();
    let dialect = Memo::new(move |_| draft.kind.get().dialect());
    move || {
        let fields = match dialect.get() {
            Dialect::Anthropic => anthropic(draft.overrides),
            Dialect::Responses => codex(draft.overrides),
            Dialect::Gemini | Dialect::GeminiCli => gemini(draft.overrides),
            Dialect::Chat => return None,
        };
        Some(view! { <Group name="overrides" label=t.overrides() help=t.overrides_help()>{fields}</Group> })
    }
}

fn anthropic(draft: OverridesDraft) -> AnyView {
    let (t, e) = (locale().provider(), locale().edit());
    let ttl = |ttl: CacheTtl| match ttl {
        CacheTtl::FiveMinutes => t.five_minutes(),
        CacheTtl::OneHour => t.one_hour(),
    };
    let lifetimes = CacheTtl::ALL.iter().map(|each| (each.as_str(), ttl(*each)));
    let efforts = Effort::ALL.iter().map(|each| each.as_str());
    let models = move || {
        let chosen = draft.effort.with(|effort| !effort.is_empty());
        chosen.then(|| {
            view! {
                <TextField name="effort_models" label=t.effort_models() value=draft.effort_models help=t.effort_models_help() mono=true />
            }
        })
    };
    view! {
        <div class="pair">
            {choice("cache_ttl", e.cache_ttl(), draft.cache_ttl, lifetimes.collect())}
            {number("max_tokens", e.max_tokens(), draft.max_tokens, "1")}
            {number("thinking_budget", e.thinking_budget(), draft.thinking_budget, "1024")}
            {choice("effort", e.adaptive_thinking(), draft.effort, same(efforts))}
        </div>
        {models}
    }
    .into_any()
}

fn codex(draft: OverridesDraft) -> AnyView {
    let e = locale().edit();
    let efforts = same(CodexEffort::ALL.iter().map(|each| each.as_str()));
    let summaries = same(CodexSummary::ALL.iter().map(|each| each.as_str()));
    let verbosities = same(CodexVerbosity::ALL.iter().map(|each| each.as_str()));
    let tiers = same(CodexServiceTier::ALL.iter().map(|each| each.as_str()));
    view! {
        <div class="pair">
            {choice("codex_effort", e.codex_effort(), draft.codex_effort, efforts)}
            {choice("codex_summary", e.codex_summary(), draft.codex_summary, summaries)}
            {choice("codex_verbosity", e.codex_verbosity(), draft.codex_verbosity, verbosities)}
            {choice("codex_tools", e.codex_parallel_tools(), draft.codex_tools, switch())}
            {choice("codex_tier", e.codex_service_tier(), draft.codex_tier, tiers)}
        </div>
    }
    .into_any()
}

fn gemini(draft: OverridesDraft) -> AnyView {
    let e = locale().edit();
    view! { <div class="pair">{choice("search", e.gemini_search(), draft.search, switch())}</div> }.into_any()
}

/// (value, label)
type Options = Vec<(&'static str, &'static str)>;

/// The vendor's own words need no translation.
fn same(words: impl Iterator<Item = &'static str>) -> Options {
    words.map(|word| (word, word)).collect()
}

fn switch() -> Options {
    let t = locale().provider();
    vec![(ON, t.on()), (OFF, t.off())]
}

fn choice(name: &'static str, label: &'static str, value: RwSignal<String>, words: Options) -> AnyView {
    let inherit = ("", locale().provider().inherit());
    let options = std::iter::once(inherit).chain(words).map(|(value, label)| (value.to_owned(), label.to_owned()));
    view! { <Select name label value options=Signal::stored(options.collect::<Vec<_>>()) /> }.into_any()
}

fn number(name: &'static str, label: &'static str, value: RwSignal<String>, least: &'static str) -> AnyView {
    let inherit = locale().provider().inherit();
    view! { <TextField name label value kind="number" min=least step="1" placeholder=inherit /> }.into_any()
}
