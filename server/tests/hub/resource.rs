//! How resources of the management API are made, changed and refused.

use crate::common::{Answer, Hub, Place};
use mockvendor::MockVendor;
use serde_json::{Value, json};

on_both!(resources_come_and_go a_patch_has_three_states errors_are_problems);

async fn resources_come_and_go(place: Place) {
    let hub = place.start().await;
    let api = &hub.api;
    let made = api.post("/api/v1/users", &json!({"name": "ann", "note": "first"})).await.expect(201);
    let user = made.header("location").to_owned();
    assert_eq!(user, format!("/api/v1/users/{}", made.id()));
    assert_eq!(api.get(&user).await.expect(200).json(), made.json());

    let made = api.post(&format!("{user}/keys"), &json!({"name": "laptop"})).await.expect(201);
    assert_eq!(made.header("cache-control"), "no-store");
    let key = made.header("location").to_owned();
    let secret = made.json()["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("sk-") && secret.len() >= 32);
    let listed = api.get(&format!("{user}/keys")).await.expect(200);
    assert_eq!(listed.json(), json!([made.json()["key"]]));
    assert!(!listed.text.contains(&secret), "a key is shown once");

    let new = json!({"name": "main", "url": "https://api.anthropic.com", "credential": "sk-ant-0123456789abcdef"});
    let made = api.post("/api/v1/providers", &new).await.expect(201);
    let provider = made.header("location").to_owned();
    assert_eq!(api.get(&provider).await.expect(200).json()["key_hint"], "sk-a…cdef");

    for path in [key, provider, user] {
        let gone = api.delete(&path).await.expect(204);
        assert_eq!(gone.text, "");
        assert_problem(&api.get(&path).await, 404, "not_found", None);
        assert_problem(&api.delete(&path).await, 404, "not_found", None);
    }
}

async fn a_patch_has_three_states(place: Place) {
    let hub = place.start().await;
    let user = hub
        .api
        .post("/api/v1/users", &json!({"name": "ann", "note": "kept"}))
        .await
        .expect(201)
        .header("location")
        .to_owned();
    let (far, farther) = (4_102_444_800_000_i64, 4_102_444_900_000_i64);
    for (patch, expires_at) in [
        (json!({"expires_at": far}), json!(far)),
        (json!({}), json!(far)),
        (json!({"enabled": true}), json!(far)),
        (json!({"expires_at": farther}), json!(farther)),
        (json!({"expires_at": null}), Value::Null),
        (json!({}), Value::Null),
    ] {
        let changed = hub.api.patch(&user, &patch).await.expect(200).json();
        assert_eq!((&changed["expires_at"], &changed["note"]), (&expires_at, &json!("kept")), "{patch}");
        assert_eq!(hub.api.get(&user).await.expect(200).json(), changed);
    }
}

async fn errors_are_problems(place: Place) {
    let hub = place.start().await;
    let api = &hub.api;
    api.post("/api/v1/users", &json!({"name": "ann"})).await.expect(201);
    assert_problem(&api.post("/api/v1/users", &json!({"name": "ann"})).await, 409, "conflict", Some("name"));
    assert_problem(&api.post("/api/v1/users", &json!({"name": " "})).await, 400, "invalid", Some("name"));
    let provider = |url: &str, weight: i64| json!({"name": "p", "url": url, "credential": "c", "weight": weight});
    assert_problem(&api.post("/api/v1/providers", &provider("no url", 1)).await, 400, "invalid", Some("url"));
    assert_problem(&api.post("/api/v1/providers", &provider("https://h", -1)).await, 400, "invalid", Some("weight"));
    let zone = api.patch("/api/v1/system/settings", &json!({"time_zone": "Moon/Base"})).await;
    assert_problem(&zone, 400, "invalid", Some("time_zone"));
    assert_problem(&api.get("/api/v1/usage-logs?cursor=junk").await, 400, "invalid", Some("cursor"));

    assert_problem(&api.send("POST", "/api/v1/users", Some("{\"name\"")).await, 400, "invalid", None);
    assert_problem(&api.send("POST", "/api/v1/users", Some("{}")).await, 400, "invalid", None);
    assert_problem(&api.get("/api/v1/users/ann").await, 400, "invalid", None);
    assert_problem(&api.get("/api/v1/usage-logs?from=yesterday").await, 400, "invalid", None);
    assert_problem(&api.get("/api/v1/users/999").await, 404, "not_found", None);
    assert_problem(&api.get("/api/v1/nothing").await, 404, "not_found", None);
    let wrong = api.with(&[("authorization", "Bearer sk-wrong")]).get("/api/v1/users").await;
    assert_problem(&wrong, 401, "unauthenticated", None);
}

pub(crate) fn assert_problem(answer: &Answer, status: u16, code: &str, field: Option<&str>) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let body = answer.json();
    assert_eq!((&body["status"], &body["errorCode"]), (&json!(status), &json!(code)), "{body}");
    assert_eq!(body["type"], format!("urn:cch:problem:{code}"));
    for text in [&body["title"], &body["detail"]] {
        assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{body}");
    }
    assert_eq!(body["invalidParams"][0]["path"].as_str(), field, "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_tested_without_a_trace() {
    let place = Place::sqlite();
    let vendor = MockVendor::start();
    let hub: Hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let path = format!("/api/v1/providers/{}/test", account.provider);
    let report = hub.api.post(&path, &json!({"model": "claude-haiku-4-5"})).await.expect(200).json();
    assert_eq!((&report["ok"], &report["status"]), (&json!(true), &json!(200)), "{report}");
    assert!(report["text"].as_str().unwrap().contains("mockvendor"), "{report}");
    assert_eq!(vendor.bill().len(), 1);
    assert!(hub.api.rows().await.is_empty());
}
