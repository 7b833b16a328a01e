//! Every error names the address of its own explanation, and whoever made the request reads it there.

use crate::common::{Answer, Api, Hub, Place, until};
use domain::why::Why;
use mockvendor::{MockVendor, Rule, Script};
use serde_json::{Value, json};

on_both!(whoever_made_a_request_learns_why_it_ended_so breakers_are_seen_and_reset_and_leave_a_trace);

fn bearer(hub: &Hub, key: &str) -> Api {
    hub.api.with(&[("authorization", &format!("Bearer {key}"))])
}

/// Sends a request with the key and returns the address that its error names.
async fn why_of(api: &Api, body: &str) -> (u16, String, Value) {
    let answer = api.send("POST", "/v1/messages", Some(body)).await;
    let body = answer.json();
    let address = body["why"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned();
    assert!(body["error"]["message"].as_str().unwrap().contains(&address), "{body}");
    (answer.status, address, body)
}

fn told(answer: &Answer) -> &str {
    assert!(answer.header("content-type").starts_with("text/plain"), "{answer:?}");
    answer.text.trim_end()
}

const MESSAGE: &str = r#"{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"hello"}]}"#;

async fn whoever_made_a_request_learns_why_it_ended_so(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let owner = hub.furnish(&vendor).await;
    let (_, _, other) = hub.user("bob").await;
    let (owned, others) = (bearer(&hub, &owner.secret), bearer(&hub, &other));

    // No JSON: refused before it was understood, and on record all the same.
    let (status, address, _) = why_of(&owned, "{").await;
    assert_eq!(status, 400);
    let told_it = owned.get(&address).await.expect(200);
    assert!(
        told(&told_it).contains("was sent to no provider. The hub refused it: The request body is not"),
        "{told_it:?}"
    );

    // Nobody left to serve it: by its owner in numbers, by an admin with names.
    let path = format!("/api/v1/providers/{}", owner.provider);
    hub.api
        .patch(&path, &json!({"routing": {"active_hours": "00:00-00:01", "blocked_clients": ["*"]}}))
        .await
        .expect(200);
    let (status, address, body) =
        why_of(&owned.with(&[("x-api-key", &owner.secret), ("user-agent", "curl/8")]), MESSAGE).await;
    assert_eq!((status, &body["error"]["details"][0]["reason"]), (503, &json!("client_blocked")));
    let name = hub.api.get(&path).await.json()["name"].as_str().unwrap().to_owned();
    let told_it = owned.get(&address).await.expect(200);
    assert!(told(&told_it).contains("provider 1 does not serve this client program"), "{told_it:?}");
    assert!(!told_it.text.contains(&name));
    assert!(
        hub.api.get(&address).await.expect(200).text.contains(&format!("{name} does not serve this client program"))
    );
    let accepts = [("authorization", format!("Bearer {}", owner.secret)), ("accept", "application/json".to_owned())];
    let accepts: Vec<_> = accepts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let why: Why = hub.api.with(&accepts).get(&address).await.expect(200).read();
    assert_eq!((why.status, why.why.as_str()), (503, told(&told_it)));

    // For nobody else.
    others.get(&address).await.expect(404);
    hub.api.with(&[]).get(&address).await.expect(401);

    // Tried twice, then answered.
    hub.api.patch(&path, &json!({"routing": {"active_hours": null, "blocked_clients": []}})).await.expect(200);
    vendor.script(Rule::once(Script::failing(529)));
    let answer = owned.send("POST", "/v1/messages", Some(MESSAGE)).await.expect(200);
    let told_it = owned.get(&format!("/why/{}", answer.header("x-cch-request-id"))).await.expect(200);
    let text = told(&told_it);
    assert!(text.contains("was sent 2 times. Attempt 1: provider 1 was overloaded (HTTP 529)"), "{text}");
    assert!(text.contains("Attempt 2: provider 1 answered it"), "{text}");
}

async fn breakers_are_seen_and_reset_and_leave_a_trace(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let owner = hub.furnish(&vendor).await;
    let owned = bearer(&hub, &owner.secret);
    let path = format!("/api/v1/providers/{}", owner.provider);
    hub.api.patch(&path, &json!({"routing": {"breaker": {"threshold": 1}}})).await.expect(200);
    vendor.script(Rule::times(1, Script::failing(401)));
    owned.send("POST", "/v1/messages", Some(MESSAGE)).await.expect(401);
    owned.send("POST", "/v1/messages", Some(MESSAGE)).await.expect(503);

    let health = async || hub.api.get("/api/v1/providers/health").await.expect(200).json();
    let report = health().await;
    assert_eq!((&report[0]["state"], &report[0]["causes"][0]["class"]), (&json!("open"), &json!("auth")));
    hub.api.send("POST", &format!("{path}/circuit:reset"), None).await.expect(204);
    owned.send("POST", "/v1/messages", Some(MESSAGE)).await.expect(200);
    hub.api.send("POST", &format!("{path}/circuit:open"), None).await.expect(204);
    assert_eq!(health().await[0]["by_hand"], true);
    owned.send("POST", "/v1/messages", Some(MESSAGE)).await.expect(503);
    let simulated = hub.api.post("/api/v1/dashboard/dispatch-simulator:simulate", &json!({"model": "m"})).await;
    assert_eq!(simulated.json()["selection"]["excluded"][0]["reason"], "opened_by_hand");
    hub.api.send("POST", &format!("{path}/circuit:reset"), None).await.expect(204);
    until("served again", async || owned.send("POST", "/v1/messages", Some(MESSAGE)).await.status == 200).await;
}
