//! A saved change governs the next request.

use crate::common::Place;
use mockvendor::{MockVendor, Script};
use serde_json::json;

on_both!(switches_work_at_once);

async fn switches_work_at_once(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let client = hub.client(&account.secret);
    client.answered(false, &Script::default()).await;
    for (path, status, code) in [
        (format!("/api/v1/keys/{}", account.key), 401, "key_disabled"),
        (format!("/api/v1/users/{}", account.user), 401, "user_disabled"),
        (format!("/api/v1/providers/{}", account.provider), 503, "no_available_providers"),
    ] {
        hub.api.patch(&path, &json!({"enabled": false})).await.expect(200);
        assert_eq!(client.error().await, (status, code.to_owned()));
        hub.api.patch(&path, &json!({"enabled": true})).await.expect(200);
        client.answered(true, &Script::default()).await;
    }

    let user = format!("/api/v1/users/{}", account.user);
    hub.api.patch(&user, &json!({"allowed_models": ["claude-opus-5-5"]})).await.expect(200);
    assert_eq!(client.error().await, (400, "model_not_allowed".to_owned()));
    hub.api.patch(&user, &json!({"allowed_models": [], "expires_at": 1})).await.expect(200);
    assert_eq!(client.error().await, (401, "user_expired".to_owned()));
    hub.api.patch(&user, &json!({"expires_at": null})).await.expect(200);

    let provider = format!("/api/v1/providers/{}", account.provider);
    hub.api.patch(&provider, &json!({"credential": "sk-ant-second"})).await.expect(200);
    client.answered(true, &Script::default()).await;
    assert_eq!(vendor.bill().last().unwrap().credential.as_ref().unwrap().value, "sk-ant-second");

    hub.api.delete(&format!("/api/v1/keys/{}", account.key)).await.expect(204);
    assert_eq!(client.error().await, (401, "invalid_api_key".to_owned()));
}

/// Only unknown keys are guesses, and the data plane locks nobody out.
#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_key_harms_nobody_else() {
    let place = Place::sqlite();
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let (_, key, disabled) = hub.user("bob").await;
    hub.api.patch(&format!("/api/v1/keys/{key}"), &json!({"enabled": false})).await.expect(200);
    let client = hub.client(&disabled);
    let api = hub.api.with(&[("x-api-key", &disabled)]);
    for _ in 0..100 {
        assert_eq!(client.error().await, (401, "key_disabled".to_owned()));
        api.get("/api/v1/users:self").await.expect(401);
    }
    hub.client(&account.secret).answered(true, &Script::default()).await;
    hub.api.get("/api/v1/users:self").await.expect(200);
}
