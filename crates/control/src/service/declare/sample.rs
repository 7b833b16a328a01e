//! One of each with every field set, and written out: a field that is new does not compile until it is here, too.

use super::{Switched, price};
use domain::breaker::BreakerRule;
use domain::group::NewGroup;
use domain::key::NewKey;
use domain::limit::{Caps, DayTime, Limits, ModelCaps, WindowMode};
use domain::overrides::{
    AdaptiveThinking, CacheTtl, CodexEffort, CodexServiceTier, CodexSummary, CodexVerbosity, Effort, Overrides,
};
use domain::price::{ModelSource, PriceAlias, TierSource};
use domain::provider::{NewProvider, ProviderKind};
use domain::redirect::{MatchKind, Redirect, Redirects};
use domain::routing::{ModelMultiplier, Routing};
use domain::setting::{LogLevel, Rectifier, Settings};
use domain::timeout::Timeouts;
use domain::user::{NewUser, Role};
use domain::{Millis, Names, Nanos, Ratio, Secret};
use serde_json::{Map, json};

pub(super) fn group() -> NewGroup {
    NewGroup { name: "eu".to_owned(), multiplier: Ratio(15_000), note: "note".to_owned() }
}

pub(super) fn provider() -> NewProvider {
    NewProvider {
        name: "anthropic".to_owned(),
        kind: ProviderKind::ClaudeAuth,
        url: "https://api.anthropic.com".to_owned(),
        credential: Secret::default(),
        weight: 2,
        priority: 3,
        multiplier: Ratio(9_000),
        groups: some("eu"),
        allowed_models: some("claude-opus-5"),
        redirects: Redirects(vec![Redirect {
            kind: MatchKind::Prefix,
            source: "claude-".to_owned(),
            target: "glm-5".to_owned(),
        }]),
        overrides: overrides(),
        proxy: None,
        proxy_fallback: true,
        preserve_client_ip: true,
        routing: routing(),
        limits: limits(),
        note: "note".to_owned(),
        enabled: false,
        secrets_of: None,
    }
}

pub(super) fn user() -> Switched<NewUser> {
    let is = NewUser {
        name: "alice".to_owned(),
        note: "note".to_owned(),
        role: Role::Admin,
        groups: some("eu"),
        allowed_models: some("claude-opus-5"),
        expires_at: Some(Millis(4_102_444_800_000)),
        limits: limits(),
    };
    Switched { is, enabled: false }
}

pub(super) fn key() -> Switched<NewKey> {
    let is = NewKey {
        name: "laptop".to_owned(),
        groups: some("eu"),
        can_login: true,
        expires_at: Some(Millis(4_102_444_800_000)),
        limits: limits(),
    };
    Switched { is, enabled: false }
}

pub(super) fn price() -> price::Wanted {
    let entry = json!({ "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 });
    let entry: Map<_, _> = entry.as_object().cloned().unwrap_or_default();
    price::Wanted { model: "claude-opus-5".to_owned(), provider: Some("anthropic".to_owned()), entry }
}

pub(super) fn alias() -> PriceAlias {
    PriceAlias { alias: "opus".to_owned(), model: "claude-opus-5".to_owned() }
}

pub(super) fn settings() -> Settings {
    Settings {
        site_title: "Team hub".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
        rectifiers_off: vec![Rectifier::BillingHeader],
        leaderboard_public: true,
        limit_warn_percents: vec![50],
        billing_model_source: ModelSource::Requested,
        billing_tier_source: TierSource::Requested,
        price_sync_url: "https://prices.example/table.json".to_owned(),
        price_sync_hours: 24,
        log_days: Some(90),
        log_level: Some(LogLevel::Debug),
    }
}

fn overrides() -> Overrides {
    Overrides {
        cache_ttl: Some(CacheTtl::OneHour),
        max_tokens: Some(64_000),
        thinking_budget: Some(2_048),
        adaptive_thinking: Some(AdaptiveThinking { effort: Effort::High, models: some("claude-opus-5") }),
        codex_effort: Some(CodexEffort::High),
        codex_summary: Some(CodexSummary::Auto),
        codex_verbosity: Some(CodexVerbosity::Low),
        codex_parallel_tools: Some(true),
        codex_service_tier: Some(CodexServiceTier::Flex),
        gemini_search: Some(false),
    }
}

fn routing() -> Routing {
    Routing {
        group_priorities: [("eu".to_owned(), 1)].into(),
        active_hours: "22:00-06:00".parse().ok(),
        allowed_clients: some("claude-code"),
        blocked_clients: some("codex-cli"),
        endpoints: some("https://eu.example"),
        max_attempts: Some(4),
        sticky: false,
        breaker: BreakerRule { threshold: 3, open_ms: 60_000, successes: 1 },
        timeouts: Timeouts { connect_ms: 1_000, first_byte_ms: 2_000, idle_ms: 3_000, total_ms: 4_000 },
        model_multipliers: vec![ModelMultiplier { pattern: "claude-*".to_owned(), multiplier: Ratio(20_000) }],
    }
}

fn limits() -> Limits {
    let caps = Caps {
        rpm: Some(1),
        tpm: Some(2),
        concurrent_sessions: Some(3),
        concurrent_requests: Some(4),
        usd_5h: Some(Nanos(5)),
        usd_day: Some(Nanos(6)),
        usd_week: Some(Nanos(7)),
        usd_month: Some(Nanos(8)),
        usd_total: Some(Nanos(9)),
    };
    Limits {
        caps,
        models: vec![ModelCaps { models: "claude-*".to_owned(), caps }],
        five_hours: WindowMode::Fixed,
        day: WindowMode::Rolling,
        day_start: DayTime::try_from("08:30".to_owned()).unwrap_or_default(),
    }
}

fn some(name: &str) -> Names {
    vec![name.to_owned()].into()
}

#[cfg(test)]
mod tests {
    use super::super::fault::Faults;
    use super::super::source::Source;
    use super::super::{alias, group, json, key, price, provider, setting, user};
    use domain::Secret;
    use serde_json::{Map, Value};
    use std::collections::BTreeMap;

    fn nulls(path: &str, value: &Value) -> Vec<String> {
        match value {
            Value::Null => vec![path.to_owned()],
            Value::Array(items) => items.iter().flat_map(|item| nulls(path, item)).collect(),
            Value::Object(fields) => {
                fields.iter().flat_map(|(name, value)| nulls(&format!("{path}.{name}"), value)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_sample_is_right_and_has_every_field() {
        let fetch = |_: &Source| -> Result<Secret, String> { Err(String::new()) };
        let mut faults = Faults::new(BTreeMap::new());
        let told = &mut faults;
        let fields = |value: Value| -> Map<String, Value> {
            assert_eq!(nulls("", &value), Vec::<String>::new(), "not set in the sample");
            value.as_object().cloned().unwrap()
        };
        let mut of_provider = json(&super::provider());
        for apart in ["credential", "proxy", "secrets_of"] {
            of_provider.as_object_mut().unwrap().remove(apart);
        }
        let read = [
            group::read(fields(json(&super::group())), "group", told).is_some(),
            provider::read(fields(of_provider), "provider", &fetch, told).is_some(),
            user::read(fields(json(&super::user())), "user", &fetch, told).is_some(),
            key::read(fields(json(&super::key())), "key", &fetch, told).is_some(),
            price::read(fields(json(&super::price())), "price", told).is_some(),
            alias::read(fields(json(&super::alias())), "alias", told).is_some(),
            setting::read(fields(json(&super::settings())), "settings", told).is_some(),
        ];
        assert!(read.iter().all(|read| *read), "{:?}", faults.take());
    }
}
