//! What the hub refuses by itself, in the vendor's own form.

use crate::common::{Client, Hub, KEY, assert_refused, caller, hash, message, names, once, snapshot};
use domain::log::{Exclusion, Outcome};
use domain::snapshot::Caller;
use gateway::Options;
use mockvendor::MockVendor;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_is_not_allowed() {
    let vendor = MockVendor::start();
    let mut snapshot = snapshot(&vendor.url());
    let caller = Caller { allowed_models: names(&["claude-haiku-4-5"]), ..caller() };
    snapshot.callers.insert(hash(KEY), Arc::new(caller));
    let hub = Hub::start(snapshot, Options::default()).await;
    let answer = hub.ask_unscripted(true).await.answer().await;
    assert_refused(&answer, 400, "invalid_request_error", "model_not_allowed");
    let row = hub.row().await;
    assert_eq!((row.outcome, row.status, row.attempts.len(), row.cost), (Outcome::Refused, 400, 0, None));
    assert_eq!(answer.header("x-cch-request-id"), Some(row.id.as_str()));
    // Two names that differ in case are two models.
    for (model, status) in [("CLAUDE-haiku-4-5", 400), ("claude-haiku-4-5", 200)] {
        let body = format!(r#"{{"model":"{model}","messages":[]}}"#);
        assert_eq!(hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await.status, status, "{model}");
    }
    assert_eq!(vendor.bill().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_provider_names_the_reason_for_each() {
    let vendor = MockVendor::start();
    let mut snapshot = snapshot(&vendor.url());
    let with = |name: &str, change: fn(&mut domain::provider::Provider)| {
        let mut upstream = crate::common::upstream(&vendor.url());
        upstream.provider.name = name.to_owned();
        change(&mut upstream.provider);
        Arc::new(upstream)
    };
    snapshot.providers = vec![
        with("off", |provider| provider.enabled = false),
        with("far", |provider| provider.groups = names(&["vip"])),
        with("small", |provider| provider.allowed_models = names(&["claude-haiku-4-5"])),
    ];
    let hub = Hub::start(snapshot, Options::default()).await;
    let answer = hub.ask_unscripted(false).await.answer().await;
    assert_refused(&answer, 503, "api_error", "no_available_providers");
    for name in ["off", "far", "small"] {
        assert!(!answer.text().contains(name), "clients do not learn who serves them");
    }
    let row = hub.row().await;
    let excluded = row.unserved.unwrap().excluded;
    let reasons: Vec<_> = excluded.iter().map(|one| (one.name.as_str(), one.reason)).collect();
    assert_eq!(reasons, [("off", Exclusion::Disabled), ("far", Exclusion::Group), ("small", Exclusion::Model)]);
    assert_eq!((row.outcome, row.status, row.cost, vendor.bill().len()), (Outcome::Refused, 503, None, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_served_here() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let headers = [("x-api-key", KEY)];
    for path in ["/v1/complete", "/v1/organizations/api_keys", "/v1/models/x"] {
        let headers = [("x-api-key", KEY), ("anthropic-version", "2023-06-01")];
        let answer = Client::send(hub.address, "POST", path, &headers, br#"{"model":"m"}"#).await.answer().await;
        assert_refused(&answer, 404, "not_found_error", "unknown_path");
        assert!(answer.text().contains(path));
    }
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        for path in ["/v1/messages", "/v1/messages/count_tokens"] {
            let answer = Client::send(hub.address, method, path, &headers, b"").await.answer().await;
            assert_refused(&answer, 405, "invalid_request_error", "method_not_allowed");
            assert_eq!(answer.header("allow"), Some("POST"));
        }
    }
    // A known caller who asks for what is not there reads of it in the log; who uses the wrong method is not even known.
    let rows = hub.settled();
    assert_eq!((vendor.bill().len(), rows.len()), (0, 3));
    assert!(
        rows.iter().all(|row| (row.status, row.outcome, row.metered) == (404, Outcome::Refused, false)),
        "{rows:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_request() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for body in ["", "{", "hello", "null", "7", r#"{"model": 7}"#, r#"{"model":"a"} {"model":"b"}"#] {
        let answer = hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await;
        assert_refused(&answer, 400, "invalid_request_error", "body_not_json");
    }
    for body in ["{}", r#"{"model":""}"#, r#"{"model":null}"#] {
        let answer = hub.send("/v1/messages", &[], body.as_bytes()).await.answer().await;
        assert_refused(&answer, 400, "invalid_request_error", "model_missing");
    }
    let plain = message(false).to_string();
    let answer = hub.send("/v1/messages", &[("content-encoding", "identity")], plain.as_bytes()).await.answer().await;
    assert_eq!(answer.status, 200);
    assert_eq!(vendor.bill().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_not_there() {
    let port = {
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        gone.local_addr().unwrap().port()
    };
    let hub = Hub::start(snapshot(&format!("http://127.0.0.1:{port}")), once()).await;
    let answer = hub.ask_unscripted(true).await.answer().await;
    assert_refused(&answer, 502, "api_error", "provider_unreachable");
    assert!(!answer.text().contains(&port.to_string()));
    let row = hub.row().await;
    assert_eq!((row.outcome, row.status), (Outcome::Unreachable, 502));
    assert!(row.error.as_ref().unwrap().starts_with("could not connect"), "{row:#?}");
    assert_eq!((row.attempts.len(), row.attempts[0].outcome), (1, Outcome::Unreachable));
    assert_eq!(row.cost.map(|cost| cost.total.0), Some(0));

    hub.publish(snapshot("not a url"));
    let answer = hub.ask_unscripted(true).await.answer().await;
    assert_refused(&answer, 502, "api_error", "provider_unreachable");
    let error = hub.settled().pop().unwrap().error.unwrap();
    assert!(error.starts_with("the provider's URL"), "{error}");
}
