//! Who is there: users with their keys, providers, models.

use crate::table::{Table, Value};
use domain::Millis;
use fastrand::Rng;
use serde_json::json;

pub(crate) const USERS: i64 = 1_000;
pub(crate) const KEYS: i64 = 5_000;
pub(crate) const PROVIDERS: i64 = 500;
const GROUPS: i64 = 8;
pub(crate) const KINDS: [&str; 4] = ["claude", "codex", "openai-compatible", "gemini"];

/// Forty names, the most used first.
pub(crate) fn models() -> Vec<String> {
    let families =
        ["claude-sonnet", "gpt", "claude-opus", "gemini-pro", "claude-haiku", "gpt-codex", "gemini-flash", "glm"];
    let versions = ["5", "4-6", "4-5", "4-1", "3-7"];
    versions.iter().flat_map(|version| families.iter().map(move |family| format!("{family}-{version}"))).collect()
}

/// A key and what its owner does with it.
pub(crate) struct Caller {
    pub(crate) key: i64,
    pub(crate) user: i64,
    /// Indices into [`models`], the favourite first.
    pub(crate) models: [usize; 3],
    /// The usual one first.
    pub(crate) providers: [i64; 3],
    /// Work, compared with others.
    pub(crate) weight: f64,
}

pub(crate) fn callers(luck: &mut Rng) -> Vec<Caller> {
    let models = models().len();
    let caller = |key: i64, luck: &mut Rng| Caller {
        key,
        user: (key - 1) % USERS + 1,
        // Few models have most of the work.
        models: std::array::from_fn(|_| (luck.f64().powi(3) * models as f64) as usize),
        providers: std::array::from_fn(|_| luck.i64(1..=PROVIDERS)),
        // Some people work a hundred times as much as others.
        weight: 1.0 / (1.0 + luck.f64() * 100.0),
    };
    (1..=KEYS).map(|key| caller(key, luck)).collect()
}

pub(crate) fn user_name(user: i64) -> String {
    format!("user {user:04}")
}

/// Every user is in one.
pub(crate) fn group(user: i64) -> String {
    format!("team {}", user % GROUPS)
}

pub(crate) fn key_name(key: i64) -> String {
    format!("key {key:04}")
}

pub(crate) fn provider_name(provider: i64) -> String {
    format!("provider {provider:03}")
}

/// `credential`: any sealed one; nothing is ever sent by these providers.
pub(crate) fn tables(now: Millis) -> [(Table<i64>, i64); 3] {
    fn empty(_: &i64) -> Value {
        Value::Text(String::new())
    }
    fn no_names(_: &i64) -> Value {
        Value::Text("[]".to_owned())
    }
    fn yes(_: &i64) -> Value {
        Value::Flag(true)
    }
    fn id(id: &i64) -> Value {
        Value::Int(*id)
    }
    fn one(_: &i64) -> Value {
        Value::Int(1)
    }
    // Nano-dollars; by model, too.
    fn limits(_: &i64) -> Value {
        let (day, month) = (20_000_000_000_i64, 400_000_000_000_i64);
        let opus = json!({ "models": "*opus*", "usd_week": day * 5 });
        Value::Text(json!({ "usd_5h": day, "usd_day": day, "usd_month": month, "models": [opus] }).to_string())
    }
    let time = move |_: &i64| Value::Int(now.0);
    let users = Table::new("users")
        .column("id", id)
        .column("name", |id| Value::Text(user_name(*id)))
        .column("note", empty)
        .column("role", |_| Value::Text("user".to_owned()))
        .column("groups", no_names)
        .column("allowed_models", no_names)
        .column("limits", limits)
        .column("enabled", yes)
        .column("created_at", time)
        .column("updated_at", time);
    let keys = Table::new("keys")
        .column("id", id)
        .column("user_id", |id| Value::Int((id - 1) % USERS + 1))
        .column("name", |id| Value::Text(key_name(*id)))
        .column("hash", |id| Value::Text(format!("{id:064x}")))
        .column("hint", |_| Value::Text("sk-…load".to_owned()))
        .column("groups", no_names)
        .column("can_login", yes)
        .column("enabled", yes)
        .column("created_at", time)
        .column("updated_at", time);
    let providers = Table::new("providers")
        .column("id", id)
        .column("name", |id| Value::Text(provider_name(*id)))
        .column("kind", |id| Value::Text(KINDS[(*id % 4) as usize].to_owned()))
        .column("url", |_| Value::Text("https://vendor.invalid".to_owned()))
        .column("credential", empty)
        .column("key_hint", |_| Value::Text("sk-…load".to_owned()))
        .column("weight", one)
        .column("priority", one)
        .column("multiplier", |_| Value::Int(10_000))
        .column("groups", no_names)
        .column("allowed_models", no_names)
        .column("note", |id| Value::Text(json!({ "number": id }).to_string()))
        .column("enabled", |_| Value::Flag(false))
        .column("created_at", time)
        .column("updated_at", time);
    [(users, USERS), (keys, KEYS), (providers, PROVIDERS)]
}
