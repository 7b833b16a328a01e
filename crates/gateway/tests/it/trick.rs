//! Requests that mean one thing to the hub and another to a vendor: there are none.

use crate::common::{Client, Hub, KEY, caller, fleet, hash, names};
use domain::snapshot::Caller;
use gateway::Options;
use mockvendor::MockVendor;
use std::sync::Arc;

/// For a caller who may use `cheap` alone.
async fn limited(vendor: &MockVendor) -> Hub {
    let mut snapshot = fleet(&vendor.url());
    snapshot.callers.insert(hash(KEY), Arc::new(Caller { allowed_models: names(&["cheap"]), ..caller() }));
    Hub::start(snapshot, Options::default()).await
}

async fn ask(hub: &Hub, method: &str, path: &str, kind: &str, body: &str) -> (u16, String) {
    let headers = [("authorization", &*format!("Bearer {KEY}")), ("content-type", kind)];
    let answer = Client::send(hub.address, method, path, &headers, body.as_bytes()).await.answer().await;
    (answer.status, answer.text())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_reads_as_another_one() {
    let vendor = MockVendor::start();
    let hub = Hub::start(fleet(&vendor.url()), Options::default()).await;
    for path in [
        "/v1/chat/completions/../completions",
        "/v1/chat/completions/%2e%2e/completions",
        "/v1/files/../../other-tenant/v1/admin",
        "/v1/files/..%5c..%5cadmin",
        "/v1/responses//",
        "/v1beta/models//m:generateContent",
    ] {
        let (status, text) = ask(&hub, "POST", path, "application/json", r#"{"model":"m","messages":[]}"#).await;
        assert_eq!(status, 404, "{path}: {text}");
    }
    assert_eq!(vendor.requests().len(), 0);

    let (status, _) = ask(&hub, "POST", "/v1beta/models/m%3Agenerate%43ontent", "application/json", "{}").await;
    let row = hub.settled().pop().unwrap();
    assert_eq!((status, row.model.as_deref(), row.metered), (200, Some("m"), true));
    assert_eq!(vendor.requests()[0].path, "/v1beta/models/m:generateContent");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_model_cannot_be_hidden() {
    let vendor = MockVendor::start();
    let hub = limited(&vendor).await;
    let form = "multipart/form-data; boundary=b";
    let twice = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ncheap\r\n\
        --b\r\nContent-Disposition: form-data; Name=\"model\"\r\n\r\ndear\r\n--b--\r\n";
    for (path, kind, body, code) in [
        ("/v1/chat/completions", "application/octet-stream", r#"{"model":"dear"}"#, "model_not_allowed"),
        ("/v1/images/generations", "application/octet-stream", r#"{"model":"dear"}"#, "model_not_allowed"),
        ("/v1/images/edits", form, twice, "body_not_json"),
        ("/v1/chat/completions", "application/json", r#"{"model":"cheap","model":"dear"}"#, "body_not_json"),
        ("/v1/batches", "application/json", r#"{"input_file_id":"f"}"#, "model_not_named"),
        ("/v1/messages/batches", "application/json", r#"{"requests":[]}"#, "model_not_named"),
        ("/v1/responses", "application/json", r#"{"input":"hi"}"#, "model_not_named"),
    ] {
        let (status, text) = ask(&hub, "POST", path, kind, body).await;
        assert!(status == 400 && text.contains(code), "{path}: {status} {text}");
    }
    let (status, _) = ask(&hub, "PUT", "/v1internal:generateContent", "application/json", r#"{"model":"dear"}"#).await;
    assert_eq!((status, vendor.requests().len()), (405, 0));
    let (status, _) = ask(&hub, "GET", "/v1/files", "", "").await;
    assert_eq!((status, vendor.requests().len()), (200, 1));
}

/// It would not fit into the row.
#[tokio::test(flavor = "multi_thread")]
async fn a_models_name_has_an_end() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for (length, want) in [(256, 200), (257, 400), (3 << 20, 400)] {
        let body = format!(r#"{{"model":"{}"}}"#, "m".repeat(length));
        let (status, text) = ask(&hub, "POST", "/v1/messages", "application/json", &body).await;
        assert!(status == want && text.len() < 2_000, "{length}: {status}");
    }
    let lengths: Vec<_> = hub.settled().into_iter().map(|row| row.model.map(|model| model.len())).collect();
    assert_eq!(lengths, [Some(256), None, None]);
}
