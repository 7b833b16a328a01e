//! CSV files over the management API, and cleaning.

use crate::common::{Place, until};
use mockvendor::{MockVendor, Script};
use serde_json::json;

on_both!(files_are_for_spreadsheets);

async fn files_are_for_spreadsheets(place: Place) {
    let vendor = MockVendor::start();
    let hub = place.start().await;
    let owner = hub.furnish(&vendor).await;
    let id = hub.client(&owner.secret).answered(true, &Script::default()).await;
    until("the request is in the log", async || !hub.api.rows().await.is_empty()).await;

    let log = hub.api.get("/api/v1/usage-logs/export").await.expect(200);
    assert_eq!(log.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(log.header("content-disposition"), "attachment; filename=\"requests.csv\"");
    assert!(log.text.starts_with("id,time,") && log.text.contains(&format!("\r\n{id},20")), "{}", log.text);
    let ledger = hub.api.get("/api/v1/ledger/export?bom=1").await.expect(200);
    assert!(ledger.text.starts_with("\u{feff}request_id,") && ledger.text.contains(&id), "{}", ledger.text);
    let none = hub.api.get("/api/v1/usage-logs/export?status=not_ok").await.expect(200);
    assert_eq!(none.text.lines().count(), 1, "the list's filter");
    assert_eq!(hub.api.get("/api/v1/usage-logs/export?from=yesterday").await.status, 400);

    let totals = hub.api.get("/api/v1/dashboard/overview").await.expect(200).json()["totals"].clone();
    let now = domain::Millis::now();
    let clean = async |dry_run: bool| {
        let body = json!({"before": now, "dry_run": dry_run});
        hub.api.post("/api/v1/usage-logs/cleanup", &body).await.expect(200).json()["rows"].clone()
    };
    assert_eq!((clean(true).await, clean(false).await, clean(false).await), (json!(1), json!(1), json!(0)));
    assert!(hub.api.rows().await.is_empty());
    assert_eq!(hub.api.get(&format!("/api/v1/usage-logs/{id}")).await.status, 404);
    assert_eq!(hub.api.get("/api/v1/dashboard/overview").await.expect(200).json()["totals"], totals);
    assert!(hub.api.get("/api/v1/ledger/export").await.text.contains(&id));
    let settings = hub.api.patch("/api/v1/system/settings", &json!({"log_days": 30})).await.expect(200).json();
    assert_eq!(settings["log_days"], 30);
    assert_eq!(hub.api.patch("/api/v1/system/settings", &json!({"log_days": 0})).await.status, 400);
    let settings = hub.api.patch("/api/v1/system/settings", &json!({"log_days": null})).await.expect(200).json();
    assert_eq!(settings["log_days"], json!(null));
}
