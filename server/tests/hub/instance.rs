//! Two hubs on one PostgreSQL: what is changed on one holds on the other within a second.

use crate::common::{Hub, Place, until};
use mockvendor::{MockVendor, Script};
use serde_json::json;
use std::time::{Duration, Instant};

/// A second, and what a busy machine adds.
const SOON: Duration = Duration::from_secs(3);

async fn change_one_ask_the_other(place: Place) {
    let vendor = MockVendor::start();
    let one = place.start().await;
    let folder = tempfile::tempdir().unwrap();
    let place = place.with("CCH_DATA_DIR", &folder.path().display().to_string());
    let other: Hub = place.start().await;

    let account = one.furnish(&vendor).await;
    let made = Instant::now();
    let client = other.client(&account.secret);
    until("the key works on the other", async || client.error().await.0 == 200).await;
    assert!(made.elapsed() < SOON, "{:?}", made.elapsed());

    other.api.patch(&format!("/api/v1/keys/{}", account.key), &json!({"enabled": false})).await.expect(200);
    let changed = Instant::now();
    let client = one.client(&account.secret);
    until("the key is disabled on the first", async || client.error().await.1 == "key_disabled").await;
    assert!(changed.elapsed() < SOON, "{:?}", changed.elapsed());

    one.api.patch(&format!("/api/v1/keys/{}", account.key), &json!({"enabled": true})).await.expect(200);
    let before = one.api.totals().await.requests;
    one.client(&account.secret).answered(true, &Script::default()).await;
    until("both see the request", async || {
        one.api.totals().await.requests > before && other.api.totals().await.requests > before
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_redis() {
    change_one_ask_the_other(Place::postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis() {
    change_one_ask_the_other(Place::postgres().await.with("REDIS_URL", "")).await;
}
