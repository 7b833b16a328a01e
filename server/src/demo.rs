//! `cargo xtask demo`: a hub full of life. A week of made-up requests, then real ones through the hub to a scripted
//! vendor. It has a data folder of its own, and refuses a hub that is in use.

mod history;

use anyhow::bail;
use app::AppState;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use control::Actor;
use domain::key::NewKey;
use domain::overrides::{CodexEffort, Overrides};
use domain::provider::{NewProvider, ProviderKind};
use domain::setting::SettingsPatch;
use domain::user::NewUser;
use domain::{Names, Ratio, Secret};
use futures_util::StreamExt;
use journal::Journal;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::task::JoinSet;
use tower::ServiceExt;

const PEOPLE: [(&str, &str); 5] =
    [("Lin Wei", "laptop"), ("Maya K.", "ci"), ("Chen Yu", "laptop"), ("Ravi S.", "desktop"), ("Ana P.", "laptop")];
const MODELS: [&str; 4] = ["claude-sonnet-5", "claude-opus-5-5", "claude-haiku-4-5", "claude-sonnet-5"];

/// Fills an empty hub and keeps it busy until the process ends.
///
/// # Errors
/// When the hub has users already: made-up figures never mix with real ones.
pub(crate) async fn begin(state: &AppState, journal: &Journal, vendor: &str) -> anyhow::Result<JoinSet<()>> {
    let actor = Actor::command("demo");
    if !state.control.users().list(&actor).await?.is_empty() {
        bail!("this data folder is in use: the demo wants an empty one");
    }
    let title = SettingsPatch { site_title: Some("Claude Code Hub · demo".to_owned()), ..SettingsPatch::default() };
    state.control.settings().update(&actor, title).await?;
    for (name, kind, weight, groups) in [
        ("anthropic", ProviderKind::Claude, 6, ""),
        ("anthropic-eu", ProviderKind::Claude, 3, "default,eu"),
        ("relay-tokyo", ProviderKind::ClaudeAuth, 1, ""),
        ("night-batch", ProviderKind::Claude, 1, "batch"),
        ("openai", ProviderKind::Codex, 1, ""),
        ("google", ProviderKind::Gemini, 1, ""),
    ] {
        let new = NewProvider {
            name: name.to_owned(),
            kind,
            url: vendor.to_owned(),
            credential: Secret::new(format!("sk-demo-{name}-0000")),
            weight,
            groups: Names::split(groups),
            multiplier: if kind == ProviderKind::ClaudeAuth { Ratio(8_000) } else { Ratio::ONE },
            overrides: Overrides { codex_effort: Some(CodexEffort::High), ..Overrides::default() },
            ..NewProvider::default()
        };
        state.control.providers().create(&actor, new).await?;
    }
    let mut callers = Vec::new();
    for (name, key) in PEOPLE {
        let user = NewUser { name: name.to_owned(), note: "Made up".to_owned(), ..NewUser::default() };
        let user = state.control.users().create(&actor, user).await?;
        let key = NewKey { name: key.to_owned(), ..NewKey::default() };
        callers.push(state.control.keys().create(&actor, user.id, key).await?.secret);
    }
    history::write(&state.control.snapshot().load(), journal)?;
    let mut busy = JoinSet::new();
    for (seed, key) in callers.into_iter().enumerate() {
        busy.spawn(work(state.gateway.router(), key, seed as u64));
    }
    Ok(busy)
}

/// One person at work: turns of a conversation, with pauses to think.
async fn work(hub: Router, key: String, seed: u64) {
    let mut luck = fastrand::Rng::with_seed(seed);
    loop {
        let session = format!("demo-{seed}-{}", luck.u32(..));
        for _ in 0..luck.usize(3..12) {
            tokio::time::sleep(Duration::from_millis(luck.u64(2_000..15_000))).await;
            let asked = match luck.u8(0..10) {
                0 | 1 => codex(luck.usize(200..60_000)),
                2 => gemini(luck.usize(200..20_000)),
                _ => claude(&session, MODELS[luck.usize(..MODELS.len())], luck.usize(200..60_000)),
            };
            let turn = turn(&key, asked);
            let Ok(answer) = hub.clone().oneshot(turn).await;
            let mut body = answer.into_body().into_data_stream();
            // Now and then somebody presses Escape.
            let patience = if luck.u8(..) < 8 { 3 } else { usize::MAX };
            let mut chunks = 0;
            while chunks < patience && body.next().await.is_some() {
                chunks += 1;
            }
        }
    }
}

/// What a tool asks: path, body and its own name.
type Asked = (&'static str, Value, &'static str);

fn claude(session: &str, model: &str, context: usize) -> Asked {
    let user = json!({"device_id": "demo", "account_uuid": "", "session_id": session}).to_string();
    let body = json!({
        "model": model,
        "max_tokens": 4096,
        "stream": true,
        "metadata": {"user_id": user},
        "messages": [{"role": "user", "content": "x".repeat(context)}],
    });
    ("/v1/messages?beta=true", body, "claude-cli/2.1.330 (external, cli)")
}

fn codex(context: usize) -> Asked {
    let content = json!([{"type": "input_text", "text": "x".repeat(context)}]);
    let body = json!({
        "model": "gpt-5.3-codex",
        "stream": true,
        "reasoning": {"effort": "medium"},
        "input": [{"role": "user", "content": content}],
    });
    ("/v1/responses", body, "codex_cli_rs/0.99.0")
}

fn gemini(context: usize) -> Asked {
    let body = json!({"contents": [{"role": "user", "parts": [{"text": "x".repeat(context)}]}]});
    ("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", body, "GeminiCLI/0.40.0")
}

fn turn(key: &str, (path, body, agent): Asked) -> Request<Body> {
    let mut request = Request::post(path).body(Body::from(body.to_string())).unwrap_or_default();
    let headers = [
        (AUTHORIZATION, format!("Bearer {key}")),
        (CONTENT_TYPE, "application/json".to_owned()),
        (USER_AGENT, agent.to_owned()),
    ];
    request.headers_mut().extend(headers.into_iter().filter_map(|(name, value)| Some((name, value.parse().ok()?))));
    request
}
