//! What was spent is what the ledger says, whatever the span, the time zone and the state of the sums by day.

use crate::bench::Bench;
use crate::log::store;
use crate::sample::{NOON, attempt, entry, rows};
use domain::limit::LimitOwner;
use domain::log::{LogEntry, Outcome};
use domain::setting::SettingsPatch;
use domain::time::{BUCKET, DAY, HOUR, MINUTE};
use domain::{KeyId, Millis, Nanos, ProviderId, UserId};
use std::collections::BTreeMap;

contract!(any_span quarters days_are_rebuilt);

/// Across the end of summer time in Europe (2026-10-25) and America (2026-11-01).
fn spread() -> Vec<LogEntry> {
    let one = |n: i64| {
        let mut entry = entry(&format!("r{n:04}"), NOON - n * (97 * MINUTE + 13_337), n % 4);
        entry.caller.key_id = KeyId(n % 7);
        entry.attempts = vec![attempt(n % 3, Outcome::Ok)];
        entry.model = Some(format!("model-{}", n % 5));
        entry.cost.as_mut().unwrap().total = Nanos(n * 1_001 + 1);
        entry
    };
    (0..600).map(one).collect()
}

async fn ledger(bench: &Bench, column: &str, id: i64, from: Millis, until: Option<Millis>) -> Vec<(String, i64)> {
    let until = until.map_or(i64::MAX, |until| until.0);
    let sql = format!(
        "SELECT model, CAST(SUM(cost) AS BIGINT) FROM usage_ledger
         WHERE {column} = {id} AND at >= {} AND at < {until} GROUP BY model ORDER BY model",
        from.0
    );
    rows(bench.control.db(), &sql).await
}

async fn agrees(bench: &Bench) {
    let owners = [
        (LimitOwner::User(UserId(2)), "user_id", 2),
        (LimitOwner::Key(KeyId(5)), "key_id", 5),
        (LimitOwner::Provider(ProviderId(1)), "provider_id", 1),
    ];
    let spans = [
        (Millis(0), None),
        (NOON - 3 * DAY, None),
        (NOON - 30 * DAY - 7 * MINUTE - 1, Some(NOON - 2 * DAY - 11 * MINUTE)),
        (NOON - 36 * HOUR, Some(NOON - 5 * MINUTE)),
        (NOON - 97 * MINUTE - 13_337, Some(NOON + 1)),
        (NOON - 97 * MINUTE - 13_336, Some(NOON)),
        (NOON - DAY, Some(NOON - DAY)),
        (NOON + DAY, None),
    ];
    for (owner, column, id) in owners {
        for (from, until) in spans {
            let spent = bench.control.spent(owner, from, until).await.unwrap();
            let spent: Vec<(String, i64)> = spent.into_iter().map(|(model, cost)| (model, cost.0)).collect();
            assert_eq!(spent, ledger(bench, column, id, from, until).await, "{owner:?} {from:?} {until:?}");
        }
    }
    assert!(!bench.control.spent(owners[0].0, Millis(0), None).await.unwrap().is_empty());
}

async fn any_span(bench: Bench) {
    store(&bench, spread().into_iter().take(300)).await;
    agrees(&bench).await;
    for zone in ["UTC", "Asia/Kolkata", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"] {
        let patch = SettingsPatch { time_zone: Some(zone.into()), ..SettingsPatch::default() };
        bench.control.settings().update(&bench.admin, patch).await.unwrap();
        bench.control.complete_days().await.unwrap();
        agrees(&bench).await;
    }
    // What comes now is added to the days that are there; again, and nothing changes.
    for _ in 0..2 {
        store(&bench, spread()).await;
        agrees(&bench).await;
    }
}

async fn quarters(bench: Bench) {
    store(&bench, spread()).await;
    let from = NOON - 5 * DAY - 7 * MINUTE;
    let mut want: BTreeMap<(Millis, String), i64> = BTreeMap::new();
    for entry in spread().into_iter().filter(|entry| entry.caller.key_id == KeyId(3) && entry.at >= from) {
        *want.entry((entry.at.bucket(), entry.model.unwrap())).or_default() += entry.cost.unwrap().total.0;
    }
    let have = bench.control.spent_buckets(LimitOwner::Key(KeyId(3)), from).await.unwrap();
    let have: Vec<_> = have.into_iter().map(|(at, model, cost)| ((at, model), cost.0)).collect();
    assert!(have.len() > 5 && have.iter().all(|((at, _), _)| at.0 % BUCKET == 0));
    assert_eq!(have, want.into_iter().collect::<Vec<_>>());
}

async fn days_are_rebuilt(bench: Bench) {
    const DAYS: &str =
        "SELECT CAST(COUNT(DISTINCT generation) AS BIGINT), CAST(SUM(cost) AS BIGINT) FROM usage_day WHERE facet = 1";
    store(&bench, spread()).await;
    let cost: i64 = spread().iter().map(|entry| entry.cost.as_ref().unwrap().total.0).sum();
    bench.control.complete_days().await.unwrap();
    assert_eq!(rows::<(i64, i64)>(bench.control.db(), DAYS).await, [(1, cost)]);
    let patch = SettingsPatch { time_zone: Some("Asia/Shanghai".into()), ..SettingsPatch::default() };
    bench.control.settings().update(&bench.admin, patch).await.unwrap();
    // Two instances at once, and rows that come in meanwhile.
    let second = bench.second().await;
    let late: Vec<LogEntry> = (0..40)
        .map(|n| LogEntry { attempts: vec![attempt(9, Outcome::Ok)], ..entry(&format!("late{n}"), NOON - n * HOUR, 1) })
        .collect();
    let (one, two, ()) = tokio::join!(bench.control.complete_days(), second.complete_days(), store(&bench, late));
    one.unwrap();
    two.unwrap();
    assert_eq!(rows::<(i64, i64)>(bench.control.db(), DAYS).await, [(1, cost + 40 * 1_000_000)]);
    agrees(&bench).await;
}
