//! Whose price a request is billed at, in which service tier, and what its row says of the models.

use crate::common::{Hub, book, fleet, with_providers};
use domain::Ratio;
use domain::log::LogEntry;
use domain::overrides::CodexServiceTier;
use domain::price::{Billing, ModelSource, Price, Tier, TierSource};
use domain::redirect::{MatchKind, Redirect, Redirector, Redirects};
use domain::routing::ModelMultiplier;
use domain::snapshot::Snapshot;
use gateway::Options;
use mockvendor::{MockVendor, Script, Usage};
use serde_json::{Value, json};
use std::sync::Arc;

const USAGE: Usage = Usage { input: 1_000, output: 100, ..Usage::ZERO };

/// Dollars a million tokens; twice that in the priority tier.
fn price(dollars: f64) -> Price {
    let rate = dollars / 1e6;
    let entry = json!({
        "input_cost_per_token": rate, "output_cost_per_token": rate,
        "input_cost_per_token_priority": rate * 2.0, "output_cost_per_token_priority": rate * 2.0
    });
    Price::parse(&entry).unwrap()
}

/// `asked` goes out as `sent`, which costs twice as much; `other` costs three times.
fn snapshot(vendor: &MockVendor, billing: Billing) -> Snapshot {
    let rule = Redirect { kind: MatchKind::Exact, source: "asked".into(), target: "sent".into() };
    let redirector = Redirector::new(&Redirects(vec![rule])).unwrap();
    let mut snapshot = with_providers(fleet(&vendor.url()), |upstream| {
        upstream.redirector = redirector.clone();
        upstream.provider.multiplier = Ratio::ONE;
    });
    snapshot.groups.clear();
    snapshot.prices = Arc::new(book(&[("asked", price(1.0)), ("sent", price(2.0)), ("other", price(3.0))]));
    snapshot.billing = billing;
    snapshot
}

async fn row(hub: &Hub, path: &str, body: &Value, answers: Option<&str>) -> LogEntry {
    let script = Script { usage: Some(USAGE), model: answers.map(str::to_owned), ..Script::saying("x") };
    let answer =
        hub.send(path, &[("x-mock-script", &script.header())], body.to_string().as_bytes()).await.answer().await;
    assert_eq!(answer.status, 200);
    hub.last().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_setting_says_whose_price() {
    let vendor = MockVendor::start();
    let body = json!({"model": "asked", "messages": [], "max_tokens": 1});
    for (source, answers, dollars, model, mismatch) in [
        (ModelSource::Sent, None, 2, "sent", false),
        (ModelSource::Requested, None, 1, "asked", false),
        (ModelSource::Answered, Some("other"), 3, "other", true),
        (ModelSource::Sent, Some("other"), 2, "sent", true),
        (ModelSource::Answered, Some("sent-20260101"), 2, "sent", false),
        (ModelSource::Answered, Some("nobody-knows"), 2, "sent", true),
    ] {
        let billing = Billing { model: source, ..Billing::default() };
        let hub = Hub::start(snapshot(&vendor, billing), Options::default()).await;
        for stream in [false, true] {
            let mut body = body.clone();
            body["stream"] = stream.into();
            let row = row(&hub, "/v1/messages", &body, answers).await;
            let cost = row.cost.clone().unwrap();
            assert_eq!(
                (cost.total.0, row.is_mismatched()),
                (1_100 * dollars * 1_000, mismatch),
                "{source:?} {answers:?}"
            );
            assert_eq!(cost.basis.as_ref().map(|basis| basis.model.as_str()), Some(model));
            assert_eq!(cost.recompute(&row.usage), Some(cost.total));
            assert_eq!(row.model.as_deref().zip(row.sent_model.as_deref()), Some(("asked", "sent")));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tier_is_the_answers_or_the_requests() {
    let vendor = MockVendor::start();
    let billing = |tier| Billing { tier, ..Billing::default() };
    let body = |tier: &str| json!({"model": "sent", "input": "x", "service_tier": tier});
    let hub = Hub::start(snapshot(&vendor, billing(TierSource::Answered)), Options::default()).await;
    let billed = |row: &LogEntry| row.cost.as_ref().map(|cost| (cost.tier, cost.total.0 / 1_000)).unwrap();
    let priority = row(&hub, "/v1/responses", &body("priority"), None).await;
    assert_eq!((billed(&priority), priority.requested_tier.as_deref()), ((Tier::Priority, 4_400), Some("priority")));
    let auto = row(&hub, "/v1/responses", &body("auto"), None).await;
    assert_eq!(billed(&auto), (Tier::Standard, 2_200));
    assert_eq!(
        billed(&row(&hub, "/v1/responses", &body("flex"), None).await),
        (Tier::Standard, 2_200),
        "flex has no price"
    );

    // What the provider's settings ask for is what was asked for.
    let forced = with_providers(snapshot(&vendor, billing(TierSource::Requested)), |upstream| {
        upstream.provider.overrides.codex_service_tier = Some(CodexServiceTier::Priority);
    });
    let hub = Hub::start(forced, Options::default()).await;
    let row = row(&hub, "/v1/responses", &json!({"model": "sent", "input": "x"}), None).await;
    assert_eq!((billed(&row), row.requested_tier.as_deref()), ((Tier::Priority, 4_400), Some("priority")));
}

#[tokio::test(flavor = "multi_thread")]
async fn models_have_multipliers_at_a_provider() {
    let vendor = MockVendor::start();
    let rule = |pattern: &str, ratio| ModelMultiplier { pattern: pattern.into(), multiplier: Ratio(ratio) };
    let snapshot = with_providers(snapshot(&vendor, Billing::default()), |upstream| {
        upstream.provider.routing.model_multipliers = vec![rule("se*", 15_000), rule("*", 0)];
    });
    let hub = Hub::start(snapshot, Options::default()).await;
    for (model, total) in [("asked", 3_300_000), ("other", 0)] {
        let body = json!({"model": model, "messages": [], "max_tokens": 1});
        let row = row(&hub, "/v1/messages", &body, None).await;
        assert_eq!(row.cost.unwrap().total.0, total, "{model}");
    }
    let unknown = row(&hub, "/v1/messages", &json!({"model": "seldom", "messages": [], "max_tokens": 1}), None).await;
    assert!(unknown.unpriced && unknown.cost.is_none());
    let pending = unknown.pending.unwrap();
    assert_eq!(
        (pending.model.as_str(), pending.named, pending.terms.model),
        ("seldom", ModelSource::Sent, Ratio(15_000))
    );
}
