//! What an instance holds of limits when it is killed is free again after its lease.

use crate::common::{CREDENTIAL, Client, Place};
use mockvendor::{HoldAt, MockVendor, Script};
use serde_json::json;
use std::time::{Duration, Instant};

/// As long as a lease, and the beat of its renewal.
const LEASE: Duration = Duration::from_secs(15 + 5);

#[tokio::test(flavor = "multi_thread")]
async fn the_slots_of_a_killed_instance_come_back() {
    let (vendor, place) = (MockVendor::start(), Place::postgres().await.apart(6));
    let first = place.start().await;
    let folder = tempfile::tempdir().unwrap();
    let place = place.with("CCH_DATA_DIR", &folder.path().display().to_string());
    let other = place.start().await;
    let provider = json!({"name": "vendor", "url": vendor.url(), "credential": CREDENTIAL});
    first.api.post("/api/v1/providers", &provider).await.expect(201);
    let user = json!({"name": "ann", "limits": {"concurrent_requests": 2}});
    let user = first.api.post("/api/v1/users", &user).await.expect(201).id();
    let path = format!("/api/v1/users/{user}/keys");
    let key = first.api.post(&path, &json!({"name": "laptop"})).await.expect(201).json();
    let secret = key["secret"].as_str().unwrap().to_owned();
    let (here, there) = (first.client(&secret), other.client(&secret));
    let mut held = Vec::new();
    for _ in 0..2 {
        held.push(
            here.begun(&Script { hold: Some("gate".into()), hold_at: HoldAt::First, ..Script::saying("hi") }).await,
        );
    }
    let ask = async |client: &Client| client.ask(false, &Script::saying("hi")).await.status().as_u16();
    assert_eq!(ask(&there).await, 429, "both slots are taken, whichever instance is asked");

    first.kill();
    let killed = Instant::now();
    assert_eq!(ask(&there).await, 429);
    while ask(&there).await == 429 {
        assert!(killed.elapsed() < LEASE, "the slots of a dead instance are still taken");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert_eq!(ask(&there).await, 200);
    vendor.release("gate");
    drop(held);
}
