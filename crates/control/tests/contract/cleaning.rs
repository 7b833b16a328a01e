//! Old log rows go; money stays.

use crate::bench::{Bench, person, until};
use crate::log::store;
use crate::sample::{NOON, entry};
use control::{Actor, Db};
use domain::error::ErrorCode;
use domain::log::{Cleaned, LogFilter};
use domain::report::{Dimension, Overview, Span};
use domain::setting::SettingsPatch;
use domain::time::{DAY, HOUR};
use domain::{ApiError, Millis, Patch, UserId};
use serde_json::json;

contract!(what_is_older_goes a_dry_run_removes_nothing money_stays late_rows_are_stored space_is_given_back
    writing_goes_on two_at_once
    a_reader_does_not_stop_it the_settings_are_kept only_admins_and_only_the_past);

async fn ids(bench: &Bench) -> Vec<String> {
    let page = bench.control.logs().list(&bench.admin, &LogFilter::default(), None, 200).await.unwrap();
    page.items.into_iter().map(|row| row.id.0).collect()
}

/// One row at noon of each of the last `days` days, the last one today.
async fn days(bench: &Bench, days: i64) {
    store(bench, (0..days).map(|back| entry(&format!("d{back}"), NOON - back * DAY, back % 2))).await;
}

async fn what_is_older_goes(bench: Bench) {
    days(&bench, 6).await;
    store(&bench, [entry("early", NOON - 2 * DAY - HOUR, 1)]).await;
    // On the day of the cut, what is older goes and the rest stays.
    let cut = NOON - 2 * DAY;
    let cleaned = bench.control.logs().clean(&bench.admin, cut, false).await.unwrap();
    let days = if matches!(bench.control.db(), Db::Postgres { .. }) { 3 } else { 0 };
    assert_eq!(cleaned, Cleaned { rows: 4, days });
    assert_eq!(ids(&bench).await, ["d0", "d1", "d2"]);
    let told = bench.audited().await;
    assert_eq!((told.row.action.as_str(), told.row.actor_name.as_str()), ("logs.clean", "admin"));
    assert_eq!(told.after, Some(json!({ "before": cut, "days": days, "rows": 4 })));
    // Again: nothing is left to do.
    assert_eq!(bench.control.logs().clean(&bench.admin, cut, false).await.unwrap(), Cleaned::default());
}

async fn a_dry_run_removes_nothing(bench: Bench) {
    days(&bench, 6).await;
    let dry = bench.control.logs().clean(&bench.admin, NOON - 2 * DAY, true).await.unwrap();
    assert_eq!(dry.rows, 3);
    assert_eq!(ids(&bench).await.len(), 6);
    assert_eq!(bench.control.logs().clean(&bench.admin, NOON - 2 * DAY, false).await.unwrap(), dry, "as was said");
}

async fn overviews(bench: &Bench) -> Vec<Overview> {
    let mut all = Vec::new();
    for span in [Span::Today, Span::Week, Span::Month] {
        for dimension in [Dimension::Provider, Dimension::User, Dimension::Model] {
            all.push(bench.control.overview(&bench.admin, span, dimension, NOON + 1).await.unwrap());
        }
    }
    all
}

async fn ledger(bench: &Bench) -> String {
    let mut export = bench.control.logs().export_ledger(&bench.admin, None, None);
    let mut text = String::new();
    while let Some(lines) = export.next().await.unwrap() {
        text += &lines;
    }
    text
}

async fn money_stays(bench: Bench) {
    bench.provider("anthropic").await;
    days(&bench, 40).await;
    let (before, money) = (overviews(&bench).await, ledger(&bench).await);
    assert_eq!(money.lines().count(), 41);
    bench.control.logs().clean(&bench.admin, NOON + 1, false).await.unwrap();
    assert!(ids(&bench).await.is_empty());
    assert_eq!(overviews(&bench).await, before);
    assert_eq!(ledger(&bench).await, money);
    // A ledger row without its log row is told from a request that never was by nobody: it is not found.
    let gone = bench.control.logs().get(&bench.admin, &domain::RequestId("d0".into())).await.unwrap_err();
    assert_eq!(ApiError::from(gone).code, ErrorCode::NotFound);
}

async fn late_rows_are_stored(bench: Bench) {
    days(&bench, 3).await;
    bench.control.logs().clean(&bench.admin, NOON + 1, false).await.unwrap();
    let money = ledger(&bench).await;
    // A replay, and a row that was never seen, of days that are gone.
    store(&bench, [entry("d2", NOON - 2 * DAY, 0), entry("new", NOON - 2 * DAY, 0)]).await;
    assert_eq!(ids(&bench).await, ["new", "d2"]);
    let now = ledger(&bench).await;
    assert_eq!(now.lines().count(), money.lines().count() + 1, "a replay is no money");
    let filter = LogFilter { model: Some("sonnet".into()), ..LogFilter::default() };
    assert_eq!(bench.control.logs().list(&bench.admin, &filter, None, 10).await.unwrap().items.len(), 2);
}

/// The files of days that are gone are removed, and those of a cleaning that was cut short by the next round.
async fn space_is_given_back(bench: Bench) {
    days(&bench, 4).await;
    bench.control.logs().clean(&bench.admin, NOON - DAY, false).await.unwrap();
    let Db::Postgres { pool, .. } = bench.control.db() else { return };
    let tables = async || -> Vec<String> {
        // Not that of tomorrow, which a job makes.
        let sql = "SELECT relname::TEXT FROM pg_class WHERE relkind = 'r' AND relname LIKE 'request_log_2%'
            AND relname <= 'request_log_20261123' OR relname LIKE 'request_log_gone%' ORDER BY relname";
        sqlx::query_scalar(sql).fetch_all(pool).await.unwrap()
    };
    until("the space", async || tables().await == ["request_log_20261122", "request_log_20261123"]).await;
    for sql in [
        "ALTER TABLE request_log DETACH PARTITION request_log_20261122",
        "ALTER TABLE request_log_20261122 RENAME TO request_log_gone_7",
    ] {
        sqlx::query(sql).execute(pool).await.unwrap();
    }
    let (stop, shutdown) = tokio::sync::watch::channel(false);
    let mut jobs = bench.control.spawn_jobs(&shutdown);
    until("the rest", async || tables().await == ["request_log_20261123"]).await;
    stop.send(true).unwrap();
    while jobs.join_next().await.is_some() {}
}

async fn writing_goes_on(bench: Bench) {
    // Several batches on the day of the cut, and whole days before it.
    store(&bench, (0..3_000).map(|n| entry(&format!("old{n:04}"), NOON - (n % 3) * DAY + n, 1))).await;
    let (logs, cut) = (bench.control.logs(), NOON + 3_000);
    let fresh = async {
        for n in 0..20 {
            // One writer, whose days are known, over and over; some rows are late.
            store(&bench, [entry(&format!("new{n:02}"), cut + n, 1), entry(&format!("late{n:02}"), NOON - DAY, 1)])
                .await;
        }
    };
    let (cleaned, ()) = tokio::join!(logs.clean(&bench.admin, cut, false), fresh);
    assert!(cleaned.unwrap().rows >= 3_000);
    let stored = ids(&bench).await;
    assert_eq!(stored.iter().filter(|id| id.starts_with("new")).count(), 20);
    assert!(!stored.iter().any(|id| id.starts_with("old")));
    assert_eq!(ledger(&bench).await.lines().count(), 1 + 3_000 + 40);
}

async fn two_at_once(bench: Bench) {
    days(&bench, 8).await;
    store(&bench, (0..1_200).map(|n| entry(&format!("x{n:04}"), NOON - 2 * DAY + n, 1))).await;
    let (second, cut) = (bench.second().await, NOON - DAY);
    let (ours, theirs) = (bench.control.logs(), second.logs());
    let (a, b) = tokio::join!(ours.clean(&bench.admin, cut, false), theirs.clean(&bench.admin, cut, false));
    a.unwrap();
    b.unwrap();
    assert_eq!(ids(&bench).await, ["d0", "d1"]);
}

async fn a_reader_does_not_stop_it(bench: Bench) {
    days(&bench, 3).await;
    // Someone reads the log in a long transaction of their own, and lets go after a while.
    let Db::Postgres { pool, .. } = bench.control.db() else { return };
    let mut reading = pool.begin().await.unwrap();
    sqlx::query("SELECT 1 FROM request_log").fetch_all(&mut *reading).await.unwrap();
    let (tell, told) = tokio::sync::oneshot::channel();
    let reader = async {
        told.await.unwrap();
        reading.commit().await.unwrap();
    };
    let cleaning = async {
        let logs = bench.control.logs();
        let cleaning = logs.clean(&bench.admin, NOON - DAY, false);
        tokio::pin!(cleaning);
        // Meanwhile the writer and pages are not held up for good.
        let work = async {
            store(&bench, [entry("meanwhile", NOON, 1)]).await;
            assert!(ids(&bench).await.contains(&"meanwhile".to_owned()));
            tell.send(()).unwrap();
        };
        tokio::join!(cleaning, work).0
    };
    let (cleaned, ()) = tokio::join!(cleaning, reader);
    assert_eq!(cleaned.unwrap().rows, 1);
}

async fn the_settings_are_kept(bench: Bench) {
    let now = Millis::now();
    store(&bench, (0..5).map(|back| entry(&format!("d{back}"), now - back * DAY, 1))).await;
    let patch = SettingsPatch { log_days: Patch::Value(2), ..SettingsPatch::default() };
    assert_eq!(bench.control.settings().update(&bench.admin, patch).await.unwrap().log_days, Some(2));
    let (stop, shutdown) = tokio::sync::watch::channel(false);
    let mut jobs = bench.control.spawn_jobs(&shutdown);
    until("the cleaning", async || !ids(&bench).await.contains(&"d4".to_owned())).await;
    stop.send(true).unwrap();
    while jobs.join_next().await.is_some() {}
    // A row stays for at least two days, and until its UTC day is over.
    assert_eq!(ids(&bench).await, ["d0", "d1", "d2"]);
    let told = bench.audited().await.row;
    assert_eq!((told.action.as_str(), told.actor_name.as_str()), ("logs.clean", "hub"));
}

async fn only_admins_and_only_the_past(bench: Bench) {
    let code = async |actor: Actor, before| {
        ApiError::from(bench.control.logs().clean(&actor, before, true).await.unwrap_err()).code
    };
    assert_eq!(code(person(UserId(1)), NOON).await, ErrorCode::Forbidden);
    assert_eq!(code(bench.admin.clone(), Millis(i64::MAX)).await, ErrorCode::Invalid);
}
