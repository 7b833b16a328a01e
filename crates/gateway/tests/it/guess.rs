//! Who guesses at keys is put off; who has one is not, whatever others do behind the same address.

use crate::common::{Client, Hub, KEY, caller, hash, message, snapshot};
use domain::snapshot::Caller;
use gateway::Options;
use mockvendor::MockVendor;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn unknown_keys_lock_and_known_ones_are_not_locked_out() {
    let vendor = MockVendor::start();
    let mut snapshot = snapshot(&vendor.url());
    snapshot.callers.insert(hash("sk-disabled"), Arc::new(Caller { key_enabled: false, ..caller() }));
    let hub = Hub::start(snapshot, Options::default()).await;
    let body = message(false).to_string();
    let ask = async |key: &str, from: &str| {
        let headers = [("authorization", &*format!("Bearer {key}")), ("x-real-ip", from), ("anthropic-version", "1")];
        Client::send(hub.address, "POST", "/v1/messages", &headers, body.as_bytes()).await.answer().await
    };
    for _ in 0..200 {
        let answer = ask("sk-disabled", "203.0.113.9").await;
        assert_eq!((answer.status, answer.json()["error"]["code"].as_str()), (401, Some("key_disabled")));
    }
    for n in 0..20 {
        assert_eq!(ask(&format!("sk-guess-{n}"), "203.0.113.9").await.status, 401);
    }
    let locked = ask("sk-guess-last", "203.0.113.9").await;
    assert_eq!((locked.status, locked.json()["error"]["type"].as_str()), (429, Some("rate_limit_error")));
    let wait: u32 = locked.header("retry-after").unwrap().parse().unwrap();
    assert!((599..=600).contains(&wait), "{wait}");
    assert_eq!(ask(KEY, "203.0.113.9").await.status, 200, "a good key from the same address");
    assert_eq!(ask("sk-disabled", "203.0.113.9").await.status, 401);
    assert_eq!(ask("sk-guess-x", "203.0.113.10").await.status, 401, "another address");
}
