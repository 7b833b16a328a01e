//! Two who change the same thing, and one who sends the same twice.

use crate::common::{ADMIN_TOKEN, Api, Place};
use crate::resource::assert_problem;
use serde_json::json;

on_both!(what_has_changed_since_is_left_alone what_is_known_is_not_sent_again the_same_post_is_done_once answers_name_their_request);

fn with(api: &Api, name: &str, value: &str) -> Api {
    api.with(&[("authorization", &format!("Bearer {ADMIN_TOKEN}")), (name, value)])
}

async fn what_has_changed_since_is_left_alone(place: Place) {
    let hub = place.start().await;
    let api = &hub.api;
    let user = api.post("/api/v1/users", &json!({"name": "ann"})).await.expect(201).header("location").to_owned();
    let key = api.post(&format!("{user}/keys"), &json!({"name": "laptop"})).await.expect(201);
    let provider = json!({"name": "main", "url": "https://h.example", "credential": "sk-ant-0123456789abcdef"});
    let provider = api.post("/api/v1/providers", &provider).await.expect(201);
    let group = api.post("/api/v1/provider-groups", &json!({"name": "eu"})).await.expect(201);
    for (path, patch) in [
        (user.as_str(), json!({"note": "new"})),
        (key.header("location"), json!({"enabled": false})),
        (provider.header("location"), json!({"weight": 7})),
        (group.header("location"), json!({"note": "new"})),
        ("/api/v1/system/settings", json!({"site_title": "Ours"})),
    ] {
        let seen = api.get(path).await.expect(200);
        let tag = seen.header("etag").to_owned();
        let changed = with(api, "if-match", &tag).patch(path, &patch).await.expect(200);
        assert_eq!(
            changed.header("etag"),
            api.get(path).await.header("etag"),
            "{path}: the answer's tag is the new one"
        );
        let late = with(api, "if-match", &tag);
        assert_problem(&late.patch(path, &json!({})).await, 412, "changed", None);
        if path != "/api/v1/system/settings" {
            assert_problem(&late.delete(path).await, 412, "changed", None);
        }
        assert_eq!(api.get(path).await.expect(200).json(), changed.json(), "{path}: nothing was changed");
        let either = format!("\"another\", {}", changed.header("etag"));
        with(api, "if-match", &either).patch(path, &json!({})).await.expect(200);
        with(api, "if-match", "*").patch(path, &json!({})).await.expect(200);
        assert_problem(&with(api, "if-match", "unquoted").patch(path, &json!({})).await, 400, "invalid", None);
    }
}

async fn what_is_known_is_not_sent_again(place: Place) {
    let hub = place.start().await;
    let api = &hub.api;
    for path in ["/api/v1/users", "/api/v1/system/settings", "/api/v1/prices?limit=1"] {
        let tag = api.get(path).await.expect(200).header("etag").to_owned();
        let again = with(api, "if-none-match", &format!("\"x\", W/{tag}")).get(path).await.expect(304);
        assert_eq!((again.text.as_str(), again.header("etag")), ("", tag.as_str()), "{path}");
        with(api, "if-none-match", "\"x\"").get(path).await.expect(200);
    }
}

async fn the_same_post_is_done_once(place: Place) {
    let hub = place.start().await;
    let once = with(&hub.api, "idempotency-key", "first");
    let user = once.post("/api/v1/users", &json!({"name": "ann"})).await.expect(201);
    let again = once.post("/api/v1/users", &json!({"name": "ann"})).await.expect(201);
    assert_eq!((again.json(), again.header("location")), (user.json(), user.header("location")));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_problem(&once.post("/api/v1/users", &json!({"name": "bob"})).await, 422, "key_reused", None);
    assert_problem(&once.post("/api/v1/provider-groups", &json!({"name": "ann"})).await, 422, "key_reused", None);
    assert_eq!(hub.api.get("/api/v1/users").await.json().as_array().map(Vec::len), Some(1));

    // A secret that is shown once is shown to whoever made it, if its answer was lost.
    let keys = format!("{}/keys", user.header("location"));
    let once = with(&hub.api, "idempotency-key", "second");
    let made = once.post(&keys, &json!({"name": "laptop"})).await.expect(201).json();
    assert_eq!(once.post(&keys, &json!({"name": "laptop"})).await.expect(201).json(), made);
    let secret = made["secret"].as_str().unwrap();
    assert_eq!(hub.api.get(&keys).await.json().as_array().map(Vec::len), Some(1));
    // Somebody else's key of the same name is another one.
    let other = hub.api.with(&[("authorization", &format!("Bearer {secret}")), ("idempotency-key", "second")]);
    assert_problem(&other.post(&keys, &json!({"name": "laptop"})).await, 403, "forbidden", None);
    // What may end otherwise later is not kept.
    let refused = with(&hub.api, "idempotency-key", "third");
    assert_problem(&refused.post("/api/v1/users", &json!({"name": "ann"})).await, 409, "conflict", Some("name"));
    let kept = refused.post("/api/v1/users", &json!({"name": "ann"})).await;
    assert_eq!((kept.status, kept.header("idempotency-replayed")), (409, "true"));
    assert_problem(
        &with(&hub.api, "idempotency-key", "").post("/api/v1/users", &json!({})).await,
        400,
        "invalid",
        None,
    );

    // Two at once: one is done, the other gets its answer or is told to wait.
    let once = with(&hub.api, "idempotency-key", "fourth");
    let body = json!({"name": "dan"});
    let (a, b) = tokio::join!(once.post("/api/v1/users", &body), once.post("/api/v1/users", &body));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert!(matches!(statuses, [201, 201 | 409]), "{statuses:?}");
    assert_eq!(hub.api.get("/api/v1/users").await.text.matches("\"name\":\"dan\"").count(), 1);
}

async fn answers_name_their_request(place: Place) {
    let hub = place.start().await;
    let lost = hub.api.get("/api/v1/users/999").await;
    let body = lost.json();
    assert_eq!(
        (&body["instance"], &body["requestId"].as_str()),
        (&json!("/api/v1/users/999"), &Some(lost.header("x-request-id")))
    );
    let (one, two) = (hub.api.get("/api/v1/users").await, hub.api.get("/api/v1/users").await);
    assert!(one.header("x-request-id").len() > 30 && one.header("x-request-id") != two.header("x-request-id"));
    assert_eq!(hub.api.get("/api/v1/nowhere").await.expect(404).json()["instance"], "/api/v1/nowhere");
}
