//! Signing in to the console, from wherever its users reach it.

use crate::common::{ADMIN_TOKEN, Answer, Api, Place};
use serde_json::{Value, json};

async fn login(api: &Api, key: &str) -> Answer {
    api.post("/api/auth/login", &json!({"key": key})).await
}

fn cookie(answer: &Answer) -> (&str, Vec<&str>) {
    let mut parts = answer.header("set-cookie").split("; ");
    (parts.next().unwrap_or_default(), parts.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_fits_the_way_the_page_came() {
    let place = Place::sqlite();
    let hub = place.start().await;
    let here = hub.address.to_string();
    let own_origin = format!("http://{here}");
    for (name, headers, secure) in [
        ("http", vec![("origin", own_origin.as_str())], false),
        ("no browser", vec![], false),
        (
            "TLS proxy that keeps the host",
            vec![("host", "hub.example"), ("origin", "https://hub.example"), ("x-forwarded-proto", "https")],
            true,
        ),
        (
            "TLS proxy that names the host",
            vec![
                ("host", "10.0.0.1:23000"),
                ("origin", "https://hub.example"),
                ("x-forwarded-host", "hub.example"),
                ("x-forwarded-proto", "https"),
            ],
            true,
        ),
        ("IPv6", vec![("host", "[::1]:23000"), ("origin", "http://[::1]:23000")], false),
    ] {
        let answer = login(&hub.api.with(&headers), ADMIN_TOKEN).await.expect(200);
        assert_eq!(answer.json(), json!({"name": "admin", "role": "admin", "user_id": Value::Null}), "{name}");
        let (session, attributes) = cookie(&answer);
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(attributes.contains(&attribute), "{name}: {attributes:?}");
        }
        assert_eq!(attributes.contains(&"Secure"), secure, "{name}: {attributes:?}");
        hub.api.with(&[("cookie", session)]).get("/api/v1/users:self").await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn secure_cookies_can_be_turned_off() {
    let place = Place::sqlite().with("ENABLE_SECURE_COOKIES", "false");
    let hub = place.start().await;
    let answer = login(&hub.api.with(&[("x-forwarded-proto", "https")]), ADMIN_TOKEN).await.expect(200);
    assert!(!cookie(&answer).1.contains(&"Secure"));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session() {
    let place = Place::sqlite();
    let hub = place.start().await;
    let answer = login(&hub.api.with(&[]), ADMIN_TOKEN).await.expect(200);
    let session = hub.api.with(&[("cookie", cookie(&answer).0)]);
    session.post("/api/v1/users", &json!({"name": "ann"})).await.expect(201);
    let left = session.send("POST", "/api/auth/logout", None).await.expect(204);
    let (emptied, attributes) = cookie(&left);
    assert!(emptied.ends_with('=') && attributes.contains(&"Max-Age=0"), "{left:?}");
    session.get("/api/v1/users:self").await.expect(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_page_writes_nothing() {
    let place = Place::sqlite();
    let hub = place.start().await;
    let answer = login(&hub.api.with(&[]), ADMIN_TOKEN).await.expect(200);
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let page = hub.api.with(&[("cookie", cookie(&answer).0), ("origin", origin)]);
        let refused = page.post("/api/v1/users", &json!({"name": "mallory"})).await.expect(403);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        login(&page, ADMIN_TOKEN).await.expect(403);
    }
    assert_eq!(hub.api.get("/api/v1/users").await.expect(200).json(), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_locks_one_address_out() {
    let place = Place::sqlite();
    let hub = place.start().await;
    // The proxy nearby says where they come from.
    let guesser = hub.api.with(&[("x-forwarded-for", "203.0.113.5")]);
    for _ in 0..10 {
        login(&guesser, "sk-guess").await.expect(401);
    }
    let locked = login(&guesser, ADMIN_TOKEN).await.expect(429).json();
    assert_eq!(locked["errorCode"], "too_many_attempts");
    login(&hub.api.with(&[("x-forwarded-for", "203.0.113.6")]), ADMIN_TOKEN).await.expect(200);
}
