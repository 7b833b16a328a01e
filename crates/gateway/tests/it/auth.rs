//! Who may ask, and that nobody learns more than that.

use crate::common::{CREDENTIAL, Client, Hub, KEY, assert_refused, caller, hash, message, snapshot};
use domain::Millis;
use domain::snapshot::Caller;
use gateway::Options;
use mockvendor::MockVendor;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_known_key_may_come_in_either_header() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let bearer = format!("Bearer {KEY}");
    for headers in [
        &[("x-api-key", KEY)][..],
        &[("authorization", &bearer)],
        &[("authorization", &format!("bearer   {KEY}"))],
        &[("authorization", &bearer), ("x-api-key", KEY)],
        &[("authorization", "Basic YTpi"), ("x-api-key", KEY)],
    ] {
        let body = message(false).to_string();
        let answer = Client::send(hub.address, "POST", "/v1/messages", headers, body.as_bytes()).await.answer().await;
        assert_eq!(answer.status, 200, "{headers:?}: {answer:?}");
    }
    for row in vendor.requests() {
        assert_eq!(row.header("x-api-key"), Some(CREDENTIAL));
        assert_eq!(row.header("authorization"), Some(format!("Bearer {CREDENTIAL}").as_str()));
        let leaks = row.request_headers.iter().any(|(_, value)| value.contains(KEY) || value.contains("YTpi"));
        assert!(!leaks, "{:?}", row.request_headers);
    }
    assert_eq!(hub.settled().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_else_is_told_why_not() {
    let vendor = MockVendor::start();
    let (now, mut snapshot) = (Millis::now(), snapshot(&vendor.url()));
    for (key, caller) in [
        ("sk-key-disabled", Caller { key_enabled: false, ..caller() }),
        ("sk-key-expired", Caller { key_expires_at: Some(now - 1), ..caller() }),
        ("sk-user-disabled", Caller { user_enabled: false, ..caller() }),
        ("sk-user-expired", Caller { user_expires_at: Some(now), ..caller() }),
    ] {
        snapshot.callers.insert(hash(key), Arc::new(caller));
    }
    let hub = Hub::start(snapshot, Options::default()).await;
    for (headers, code) in [
        (&[][..], "no_credential"),
        (&[("authorization", "Basic YTpi")], "no_credential"),
        (&[("x-api-key", "")], "no_credential"),
        (&[("authorization", "Bearer ")], "no_credential"),
        (&[("x-api-key", KEY), ("authorization", "Bearer sk-other")], "credentials_differ"),
        (&[("x-api-key", "sk-unknown")], "invalid_api_key"),
        (&[("authorization", "Bearer sk-unknown")], "invalid_api_key"),
        (&[("x-api-key", "sk-key-disabled")], "key_disabled"),
        (&[("x-api-key", "sk-key-expired")], "key_expired"),
        (&[("x-api-key", "sk-user-disabled")], "user_disabled"),
        (&[("x-api-key", "sk-user-expired")], "user_expired"),
    ] {
        for path in ["/v1/messages", "/v1/messages/count_tokens"] {
            let body = message(true).to_string();
            let answer = Client::send(hub.address, "POST", path, headers, body.as_bytes()).await.answer().await;
            assert_refused(&answer, 401, "authentication_error", code);
        }
    }
    assert_eq!(vendor.requests().len(), 0);
    assert_eq!(hub.records().len(), 0, "strangers leave no row");
}

/// Claude Code's requests are large: the reason must arrive though the hub does not want the body.
#[tokio::test(flavor = "multi_thread")]
async fn the_reason_arrives_before_a_large_body_was_read() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let body = vec![b'x'; 20 << 20];
    for _ in 0..5 {
        let headers = [("x-api-key", "sk-unknown")];
        let answer = Client::send(hub.address, "POST", "/v1/messages", &headers, &body).await.answer().await;
        assert_refused(&answer, 401, "authentication_error", "invalid_api_key");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_snapshot_governs_the_next_request() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    assert_eq!(hub.ask_unscripted(false).await.answer().await.status, 200);
    let mut barred = snapshot(&vendor.url());
    barred.callers.insert(hash(KEY), Arc::new(Caller { key_enabled: false, ..caller() }));
    hub.publish(barred);
    assert_refused(&hub.ask_unscripted(false).await.answer().await, 401, "authentication_error", "key_disabled");
}
