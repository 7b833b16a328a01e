//! A fault drill: its keys meet faults, nobody else does, and it stops by itself.

use crate::common::{Place, until};
use mockvendor::{MockVendor, Script};
use serde_json::json;

on_both!(a_drill_concerns_its_keys_alone who_saved_whom_is_told every_fault_is_one_that_clients_meet);

const DRILL: &str = "/api/v1/system/drill";

async fn a_drill_concerns_its_keys_alone(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let (_, _, other) = hub.user("bob").await;
    let (canary, other) = (hub.client(&account.secret), hub.client(&other));
    hub.api.get(DRILL).await.expect(404);
    let new = json!({"keys": [account.key], "odds": {"overloaded": 100}, "seconds": 600});
    hub.api.post(DRILL, &new).await.expect(201);
    for _ in 0..10 {
        assert_eq!(canary.ask(false, &Script::default()).await.status().as_u16(), 529);
        assert!(other.ask(false, &Script::default()).await.status().is_success(), "the breaker has learnt nothing");
    }
    until("the requests are in the log", async || hub.api.rows().await.len() == 20).await;
    let report = hub.api.get(DRILL).await.expect(200).json();
    assert_eq!((&report["running"], &report["requests"], &report["saved"]), (&json!(true), &json!(10), &json!(0)));
    assert_eq!((&report["answered"], &report["added_ms"]), (&json!(0), &json!(null)));
    assert_eq!((&report["endings"][0]["status"], &report["endings"][0]["requests"]), (&json!(529), &json!(10)));
    assert_eq!(vendor.bill().len(), 10, "no vendor was asked for those");

    hub.api.delete(DRILL).await.expect(204);
    hub.api.delete(DRILL).await.expect(404);
    let report = hub.api.get(DRILL).await.expect(200).json();
    assert_eq!((&report["running"], &report["requests"]), (&json!(false), &json!(10)));
    assert!(canary.ask(false, &Script::default()).await.status().is_success());
    let short = json!({"keys": [account.key], "odds": {"overloaded": 100}, "seconds": 1});
    hub.api.post(DRILL, &short).await.expect(201);
    until("it stops", async || canary.ask(false, &Script::default()).await.status().is_success()).await;
    assert_eq!(hub.api.get(DRILL).await.expect(200).json()["running"], false);
    let unknown = json!({"keys": [4_711], "odds": {"overloaded": 100}, "seconds": 1});
    hub.api.post(DRILL, &unknown).await.expect(400);
}

/// One of the two providers is asked first, and both are met by the same faults.
async fn who_saved_whom_is_told(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let backup = json!({"name": "backup", "url": vendor.url(), "credential": "sk-ant-backup"});
    hub.api.post("/api/v1/providers", &backup).await.expect(201);
    let client = hub.client(&account.secret);
    let new = json!({"keys": [account.key], "odds": {"overloaded": 50}, "seconds": 600});
    hub.api.post(DRILL, &new).await.expect(201);
    let mut answered = 0;
    for _ in 0..40 {
        answered += u64::from(client.ask(false, &Script::default()).await.status().is_success());
    }
    until("the requests are in the log", async || hub.api.rows().await.len() == 40).await;
    let report = hub.api.get(DRILL).await.expect(200).json();
    assert_eq!((report["requests"].as_u64(), report["answered"].as_u64()), (Some(40), Some(answered)), "{report}");
    assert!(report["saved"].as_u64().unwrap() > 0 && report["added_ms"].is_i64(), "{report}");
    let providers = report["providers"].as_array().unwrap();
    let sum = |what: &str| providers.iter().map(|one| one[what].as_u64().unwrap()).sum::<u64>();
    assert_eq!((providers.len(), sum("requests"), sum("answered")), (2, 40, answered), "{report}");
}

async fn every_fault_is_one_that_clients_meet(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let account = hub.furnish(&vendor).await;
    let client = hub.client(&account.secret);
    let drill = async |odds: serde_json::Value| {
        let new = json!({"keys": [account.key], "odds": odds, "slow_ms": 300, "seconds": 600});
        hub.api.post(DRILL, &new).await.expect(201);
    };
    drill(json!({"rate_limited": 100})).await;
    let limited = client.ask(false, &Script::default()).await;
    assert_eq!(limited.status().as_u16(), 429);
    assert!(limited.text().await.unwrap().contains("fault drill"));

    drill(json!({"false_success": 100})).await;
    assert_eq!(client.ask(false, &Script::default()).await.status().as_u16(), 502);

    drill(json!({"truncated": 100})).await;
    let mut reading = client.begun(&Script::saying("one two three four five six")).await;
    assert!(!reading.ends_well().await, "{}", reading.seen);
    assert!(!reading.seen.contains("message_stop"), "{}", reading.seen);

    drill(json!({"slow": 100})).await;
    let start = std::time::Instant::now();
    assert!(client.ask(false, &Script::default()).await.status().is_success());
    assert!(start.elapsed().as_millis() >= 300);
}
