//! CSV files of log and ledger.

use crate::bench::{Bench, person};
use crate::log::store;
use crate::sample::{NOON, entry};
use control::service::log::export::Export;
use domain::UserId;
use domain::log::LogFilter;

contract!(every_row_once rows_are_for_their_owner cells_are_safe);

async fn text(mut export: Export) -> String {
    let mut text = String::new();
    while let Some(lines) = export.next().await.unwrap() {
        text += &lines;
    }
    text
}

fn column(text: &str, name: &str) -> Vec<String> {
    let mut lines = text.lines();
    let place = lines.next().unwrap().split(',').position(|cell| cell == name).unwrap();
    lines.map(|line| line.split(',').nth(place).unwrap().to_owned()).collect()
}

async fn every_row_once(bench: Bench) {
    store(&bench, (0..1_234).map(|n| entry(&format!("r{n:04}"), NOON + n / 100, n % 3))).await;
    let want: Vec<String> = (0..1_234).rev().map(|n| format!("r{n:04}")).collect();
    let log = text(bench.control.logs().export(&bench.admin, LogFilter::default())).await;
    assert_eq!(column(&log, "id"), want);
    assert!(log.lines().all(|line| line.split(',').count() == 27), "as many cells as the head has");
    let ledger = text(bench.control.logs().export_ledger(&bench.admin, None, None)).await;
    assert_eq!(column(&ledger, "request_id"), want);
    assert!(ledger.lines().all(|line| line.split(',').count() == 19));
    assert_eq!(column(&ledger, "cost_usd")[0], "0.001000000");
    assert_eq!(column(&ledger, "time")[1_233], "2026-11-23T12:00:00.000Z");
    // The filter is the list's.
    let filter = LogFilter { user: Some(UserId(1)), from: Some(NOON + 10), ..LogFilter::default() };
    let some = text(bench.control.logs().export(&bench.admin, filter)).await;
    assert_eq!(column(&some, "id").len(), 78);
    assert_eq!(
        text(bench.control.logs().export_ledger(&bench.admin, Some(NOON + 1), Some(NOON + 2))).await.lines().count(),
        101
    );
}

async fn rows_are_for_their_owner(bench: Bench) {
    store(&bench, (0..10).map(|n| entry(&format!("r{n}"), NOON + n, n % 2))).await;
    let own = person(UserId(1));
    let foreign = LogFilter { user: Some(UserId(0)), ..LogFilter::default() };
    assert_eq!(column(&text(bench.control.logs().export(&own, LogFilter::default())).await, "user_id"), ["1"; 5]);
    assert!(column(&text(bench.control.logs().export(&own, foreign)).await, "id").is_empty());
    assert_eq!(column(&text(bench.control.logs().export_ledger(&own, None, None)).await, "user_id"), ["1"; 5]);
}

async fn cells_are_safe(bench: Bench) {
    let mut odd = entry("r1", NOON, 1);
    odd.model = Some("=HYPERLINK(\"http://192.0.2.1/\")".into());
    odd.session = Some("a\nb".into());
    odd.caller.user_name = "@lin".into();
    store(&bench, [odd]).await;
    let log = text(bench.control.logs().export(&bench.admin, LogFilter::default())).await;
    for cell in ["\"'=HYPERLINK(\"\"http://192.0.2.1/\"\")\"", "\"a\nb\"", "\"'@lin\""] {
        assert!(log.contains(&format!(",{cell},")), "{cell} in {log}");
    }
    let ledger = text(bench.control.logs().export_ledger(&bench.admin, None, None)).await;
    assert!(ledger.contains(",\"'=HYPERLINK("));
}
