//! Model lists: what the key may use, joined over its providers.

use crate::common::{Client, Hub, KEY, caller, fleet, hash, names, with_providers};
use domain::snapshot::{Caller, Snapshot};
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use serde_json::Value;
use std::sync::Arc;
use std::time::Instant;

async fn list(hub: &Hub, path: &str, headers: &[(&str, &str)]) -> Value {
    let mut all = vec![("authorization", concat!("Bearer ", "sk-hub-0123456789"))];
    all.extend(headers);
    let answer = Client::send(hub.address, "GET", path, &all, b"").await.answer().await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

fn ids(list: &Value) -> Vec<&str> {
    let rows = list["data"].as_array().or(list["models"].as_array()).unwrap();
    rows.iter().map(|row| row["id"].as_str().or(row["name"].as_str()).unwrap()).collect()
}

fn configured(snapshot: Snapshot) -> Snapshot {
    with_providers(snapshot, |upstream| {
        let kind = upstream.provider.kind.as_str();
        upstream.provider.allowed_models = names(&[&format!("of-{kind}"), "shared"]);
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shape_and_the_providers_follow_the_client() {
    let vendor = MockVendor::start();
    let hub = Hub::start(configured(fleet(&vendor.url())), Options::default()).await;
    for (path, headers, want) in [
        ("/v1/models", &[("anthropic-version", "2023-06-01")][..], &["of-claude", "of-claude-auth", "shared"][..]),
        ("/v1/models", &[], &["of-codex", "of-openai-compatible", "shared"]),
        ("/v1beta/models", &[], &["models/of-gemini", "models/of-gemini-cli", "models/shared"]),
        ("/v1/models", &[("x-goog-api-key", KEY)], &["models/of-gemini", "models/of-gemini-cli", "models/shared"]),
        ("/v1/responses/models", &[], &["of-codex", "shared"]),
        ("/v1/chat/completions/models", &[], &["of-openai-compatible", "shared"]),
    ] {
        assert_eq!(ids(&list(&hub, path, headers).await), want, "{path} {headers:?}");
    }
    let one = list(&hub, "/v1/models/of-codex", &[]).await;
    assert_eq!((one["id"].as_str(), one["object"].as_str()), (Some("of-codex"), Some("model")));
    let missing = Client::send(hub.address, "GET", "/v1/models/nope", &[("x-api-key", KEY)], b"").await.answer().await;
    assert_eq!((missing.status, missing.json()["error"]["code"].as_str()), (404, Some("model_not_found")));
    let stranger = Client::send(hub.address, "GET", "/v1/models", &[("x-api-key", "sk-no")], b"").await.answer().await;
    assert_eq!(stranger.status, 401);
    assert_eq!((vendor.requests().len(), hub.records().len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_key_may_use_is_listed() {
    let vendor = MockVendor::start();
    let mut snapshot = configured(fleet(&vendor.url()));
    snapshot
        .callers
        .insert(hash(KEY), Arc::new(Caller { allowed_models: names(&["shared", "of-gemini"]), ..caller() }));
    let mut far = (*snapshot.providers[0]).clone();
    far.provider.groups = names(&["vip"]);
    far.provider.allowed_models = names(&["shared-far"]);
    snapshot.providers.push(Arc::new(far));
    let hub = Hub::start(snapshot, Options::default()).await;
    assert_eq!(ids(&list(&hub, "/v1/models", &[("anthropic-version", "1")]).await), ["shared"]);
    assert_eq!(ids(&list(&hub, "/v1beta/models", &[]).await), ["models/of-gemini", "models/shared"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_own_list_is_asked_once() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    for _ in 0..3 {
        let openai = list(&hub, "/v1/models", &[]).await;
        assert!(ids(&openai).contains(&"gpt-5.3-codex"), "{openai}");
        assert!(ids(&list(&hub, "/v1beta/models", &[]).await).contains(&"models/gemini-2.5-pro"));
        assert!(
            ids(&list(&hub, "/v1/models", &[("anthropic-version", "1")]).await)
                .iter()
                .all(|id| id.starts_with("claude"))
        );
    }
    let mut asked: Vec<_> = vendor.requests().into_iter().map(|row| row.path).collect();
    asked.sort();
    assert_eq!(
        asked,
        ["/v1/models", "/v1/models", "/v1/models?limit=1000", "/v1/models?limit=1000", "/v1beta/models?pageSize=1000"]
    );
}

/// The lists of the others come within two seconds; the late one is there the next time.
#[tokio::test(flavor = "multi_thread")]
async fn a_silent_vendor_holds_nobody_up_for_long() {
    let (vendor, silent) = (MockVendor::start(), MockVendor::start());
    silent.script(Rule::always(Script { hold: Some("late".into()), hold_at: HoldAt::Headers, ..Script::default() }));
    let snapshot = with_providers(fleet(&vendor.url()), |upstream| {
        if upstream.provider.kind.as_str() == "codex" {
            upstream.provider.url = silent.url();
        } else {
            upstream.provider.allowed_models = names(&["quick"]);
        }
    });
    let hub = Hub::start(snapshot, Options::default()).await;
    let began = Instant::now();
    assert_eq!(ids(&list(&hub, "/v1/models", &[]).await), ["quick"]);
    println!("answered after {:?}", began.elapsed());
    silent.release("late");
    silent.until(|rows| rows.iter().any(|row| row.complete)).await;
    while ids(&list(&hub, "/v1/models", &[]).await).len() == 1 {
        tokio::task::yield_now().await;
    }
}
