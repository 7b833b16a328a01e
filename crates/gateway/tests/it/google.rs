//! Google OAuth credentials: one renewal for all who wait, before the token ends.

use crate::common::{Hub, assert_refused, fleet, with_providers};
use domain::snapshot::Snapshot;
use domain::{Millis, Secret};
use futures_util::future::join_all;
use gateway::Options;
use mockvendor::{HoldAt, MockVendor, Rule, Script};
use serde_json::json;

const PATH: &str = "/v1beta/models/m:generateContent";
const BODY: &[u8] = br#"{"contents":[]}"#;

/// `ends_in`: seconds until the token that comes along ends.
fn with_oauth(vendor: &MockVendor, token: &str, ends_in: i64) -> Snapshot {
    let credential = json!({
        "access_token": token,
        "expiry_date": Millis::now().0 + ends_in * 1_000,
        "refresh_token": "1//refresh+canary",
        "client_id": "id",
        "client_secret": "client&canary",
        "token_uri": format!("{}/token", vendor.url()),
    });
    with_providers(fleet(&vendor.url()), |upstream| upstream.credential = Secret::new(credential.to_string()))
}

fn renewals(vendor: &MockVendor) -> Vec<String> {
    let rows = vendor.requests().into_iter().filter(|row| row.path == "/token");
    rows.map(|row| String::from_utf8(row.request_body.to_vec()).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_requests_share_one_renewal() {
    let vendor = MockVendor::start();
    let hub = Hub::start(with_oauth(&vendor, "ya29.old", 60), Options::default()).await;
    vendor.script(
        Rule::once(Script { hold: Some("renewal".into()), hold_at: HoldAt::Headers, ..Script::default() })
            .path("/token"),
    );
    let asking =
        async { join_all((0..100).map(|_| async { hub.send(PATH, &[], BODY).await.answer().await.status })).await };
    let release = async {
        vendor.until(|rows| rows.iter().any(|row| row.path == "/token")).await;
        vendor.release("renewal");
    };
    let (statuses, ()) = tokio::join!(asking, release);
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    let forms = renewals(&vendor);
    assert_eq!(forms.len(), 1);
    assert_eq!(
        forms[0],
        "grant_type=refresh_token&refresh_token=1%2F%2Frefresh%2Bcanary&client_id=id&client_secret=client%26canary"
    );
    let bearers: Vec<_> = vendor
        .requests()
        .iter()
        .filter(|row| row.path != "/token")
        .map(|row| (row.header("authorization").unwrap().to_owned(), row.header("x-goog-api-key").is_none()))
        .collect();
    assert_eq!(bearers.len(), 100);
    assert!(
        bearers.iter().all(|(bearer, alone)| bearer.starts_with("Bearer ya29.mock-") && *alone),
        "{:?}",
        bearers[0]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_with_time_left_is_used_as_it_is() {
    let vendor = MockVendor::start();
    let hub = Hub::start(with_oauth(&vendor, "ya29.good", 3_000), Options::default()).await;
    for path in [PATH, "/v1internal:generateContent"] {
        let answer = hub.send(path, &[], br#"{"model":"m","contents":[],"request":{}}"#).await.answer().await;
        assert_eq!(answer.status, 200);
        assert_eq!(vendor.requests().pop().unwrap().header("authorization"), Some("Bearer ya29.good"));
    }
    assert_eq!(renewals(&vendor).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewal_that_fails_harms_only_when_the_token_has_ended() {
    let vendor = MockVendor::start();
    vendor.script(Rule::always(Script::failing(400)).path("/token"));
    let hub = Hub::start(with_oauth(&vendor, "ya29.old", 60), Options::default()).await;
    assert_eq!(hub.send(PATH, &[], BODY).await.answer().await.status, 200);

    hub.publish(with_oauth(&vendor, "ya29.old", -1));
    let answer = hub.send(PATH, &[], BODY).await.answer().await;
    assert_eq!((answer.status, answer.json()["error"]["status"].as_str()), (502, Some("UNAVAILABLE")));
    let row = hub.settled().pop().unwrap();
    assert!(row.error.as_ref().unwrap().contains("invalid_grant"), "{row:#?}");
    assert!(!serde_json::to_string(&row).unwrap().contains("canary"));
    assert_eq!(renewals(&vendor).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_key_needs_no_renewal_and_claude_none_of_this() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    hub.send(PATH, &[], BODY).await.answer().await;
    assert!(vendor.requests()[0].header("authorization").is_none());
    let unknown = hub.send(PATH, &[("x-goog-api-key", "sk-other")], BODY).await.answer().await;
    assert_eq!(unknown.status, 401);
    let anthropic = hub.send("/v1/messages", &[("x-goog-api-key", "sk-other")], b"{}").await.answer().await;
    assert_refused(&anthropic, 401, "authentication_error", "credentials_differ");
}
