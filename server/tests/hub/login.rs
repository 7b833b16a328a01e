//! Signing in to the console, from wherever its users reach it.

use crate::common::{ADMIN_TOKEN, Answer, Api, Place, until};
use mockvendor::MockVendor;
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
    for page in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://127.0.0.1:1"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let page = hub.api.with(&[("cookie", cookie(&answer).0), page]);
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

/// Who may not speak for others is taken for who it is: by logins, the audit log and the log of requests.
#[tokio::test(flavor = "multi_thread")]
async fn the_word_of_an_untrusted_peer_is_nothing() {
    let place = Place::sqlite().with("TRUSTED_PROXIES", "");
    let hub = place.start().await;
    let vendor = MockVendor::start();
    let account = hub.furnish(&vendor).await;
    let bearer = format!("Bearer {ADMIN_TOKEN}");
    let claims = [("x-forwarded-for", "203.0.113.5"), ("x-real-ip", "203.0.113.6"), ("authorization", bearer.as_str())];
    hub.api.with(&claims).post("/api/v1/users", &json!({"name": "bob"})).await.expect(201);
    let lines = hub.api.get("/api/v1/audit-logs?category=user").await.expect(200).json();
    assert_eq!((&lines["items"][0]["target_name"], &lines["items"][0]["ip"]), (&json!("bob"), &json!("127.0.0.1")));

    hub.client(&account.secret).send("/v1/messages", false, &claims[..2]).await;
    until("the request is in the log", async || hub.api.rows().await.len() == 1).await;
    assert_eq!(hub.api.entries().await[0].client_ip, "127.0.0.1");

    for n in 0..10 {
        login(&hub.api.with(&[("x-forwarded-for", &format!("203.0.113.{n}"))]), "sk-guess").await.expect(401);
    }
    login(&hub.api.with(&[("x-forwarded-for", "203.0.113.99")]), "sk-guess").await.expect(429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_proxies_that_cannot_be_read_stops_the_start() {
    let said = Place::sqlite().with("TRUSTED_PROXIES", "10.0.0.0/99").refusal().await;
    assert!(said.contains("--trusted-proxies") && said.contains("10.0.0.0/99 is no address"), "{said}");
}
