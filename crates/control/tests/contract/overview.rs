//! The overview says what the ledger says.

use crate::bench::{Bench, person};
use crate::log::store;
use crate::sample::{NOON, attempt, entry};
use control::Db;
use domain::log::{LogEntry, Outcome};
use domain::report::{Dimension, Overview, Span, Totals};
use domain::setting::SettingsPatch;
use domain::time::{DAY, HOUR, MINUTE};
use domain::{KeyId, Millis, Nanos, UserId};

contract!(sums_are_the_ledgers yesterday_is_a_local_day owners_see_their_own layers_are_few keys_are_told_apart empty_hub lanes);

async fn ledger(db: &Db, from: Millis) -> (i64, i64, i64) {
    const SQL: &str =
        "SELECT COUNT(*), CAST(COALESCE(SUM(cost), 0) AS BIGINT), CAST(COALESCE(SUM(input + output), 0) AS BIGINT)
        FROM usage_ledger WHERE at >= $1";
    match db {
        Db::Sqlite { read, .. } => sqlx::query_as(SQL).bind(from).fetch_one(read).await.unwrap(),
        Db::Postgres { pool, .. } => sqlx::query_as(SQL).bind(from).fetch_one(pool).await.unwrap(),
    }
}

fn add(all: &[Totals]) -> (i64, Nanos) {
    (all.iter().map(|totals| totals.requests).sum(), all.iter().map(|totals| totals.cost).sum())
}

async fn sums_are_the_ledgers(bench: Bench) {
    let spread = |n: i64| {
        let mut entry = entry(&format!("r{n:04}"), NOON - n * 97 * MINUTE, n % 4);
        entry.attempts = vec![attempt(n % 3, Outcome::Ok)];
        entry.model = Some(format!("model-{}", n % 5));
        entry.usage.input = n * 7;
        entry.cost.as_mut().unwrap().total = Nanos(n * 1_001);
        entry
    };
    store(&bench, (0..400).map(spread)).await;
    for span in [Span::Today, Span::Week, Span::Month] {
        for dimension in [Dimension::Provider, Dimension::User, Dimension::Key, Dimension::Model] {
            let overview: Overview = bench.control.overview(&bench.admin, span, dimension, NOON).await.unwrap();
            let (requests, cost, tokens) = ledger(bench.control.db(), overview.from).await;
            let totals = overview.totals;
            assert!(requests > 5 && cost > 0);
            assert_eq!(
                (totals.requests, totals.cost.0, totals.usage.input + totals.usage.output),
                (requests, cost, tokens)
            );
            assert_eq!(add(&overview.sums), (requests, Nanos(cost)));
            let layers: Vec<Totals> = overview.series.iter().flat_map(|layer| layer.points.clone()).collect();
            assert_eq!(add(&layers), (requests, Nanos(cost)));
            let leaders: Vec<Totals> = overview.leaders.iter().map(|leader| leader.totals).collect();
            assert_eq!(add(&leaders), (requests, Nanos(cost)));
            assert!(leaders.is_sorted_by(|a, b| a.cost >= b.cost));
            let models: Vec<Totals> = overview.models.iter().map(|model| model.totals).collect();
            assert_eq!(add(&models), (requests, Nanos(cost)));
            assert!(models.is_sorted_by(|a, b| a.cost >= b.cost));
            assert_eq!(overview.buckets.len(), if span == Span::Today { 24 } else { span.days() as usize });
            assert!(overview.series.iter().all(|layer| layer.points.len() == overview.buckets.len()));
        }
    }
}

async fn yesterday_is_a_local_day(bench: Bench) {
    let patch = SettingsPatch { time_zone: Some("Asia/Shanghai".into()), ..SettingsPatch::default() };
    bench.control.settings().update(&bench.admin, patch).await.unwrap();
    // 20:00 in Shanghai; its day began at 16:00 UTC of the day before.
    let today = Millis(NOON.0 - 20 * HOUR);
    let at = [
        ("today's first", today),
        ("today's last", NOON - 1),
        ("yesterday's first", today - DAY),
        ("yesterday before 20:00", NOON - DAY - 1),
        ("yesterday after 20:00", NOON - DAY + HOUR),
        ("the day before", today - DAY - 1),
    ];
    store(&bench, at.map(|(id, at)| entry(id, at, 1))).await;
    let overview = bench.control.overview(&bench.admin, Span::Today, Dimension::User, NOON).await.unwrap();
    assert_eq!((overview.totals.requests, overview.before.requests), (2, 2));
    assert_eq!((overview.from, overview.buckets[0], overview.offsets[0]), (today, today, 480));
    let week = bench.control.overview(&bench.admin, Span::Week, Dimension::User, NOON).await.unwrap();
    assert_eq!((week.totals.requests, week.before.requests), (6, 0));
    assert_eq!(week.sums.iter().map(|day| day.requests).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 3, 2]);
    let later = bench.control.overview(&bench.admin, Span::Week, Dimension::User, NOON + 7 * DAY).await.unwrap();
    assert_eq!((later.totals.requests, later.before.requests), (0, 6));
}

async fn owners_see_their_own(bench: Bench) {
    bench.provider("anthropic").await;
    store(&bench, (0..6).map(|n| entry(&format!("r{n}"), NOON - n, n % 3))).await;
    let own = bench.control.overview(&person(UserId(1)), Span::Today, Dimension::User, NOON).await.unwrap();
    assert_eq!(own.totals.requests, 2);
    assert_eq!(own.leaders.iter().map(|leader| leader.user_id).collect::<Vec<_>>(), [UserId(1)]);
    assert_eq!(own.series.iter().map(|layer| layer.id).collect::<Vec<_>>(), [1]);
    assert!(own.providers.is_empty() && own.models.is_empty());
}

async fn layers_are_few(bench: Bench) {
    let model = |n: i64| {
        let mut entry = entry(&format!("r{n:02}"), NOON - n, 1);
        entry.model = Some(format!("model-{n}"));
        entry.cost.as_mut().unwrap().total = Nanos(n + 1);
        entry
    };
    store(&bench, (0..12).map(model)).await;
    let overview = bench.control.overview(&bench.admin, Span::Today, Dimension::Model, NOON).await.unwrap();
    let names: Vec<_> = overview.series.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(names, ["model-11", "model-10", "model-9", "model-8", "model-7", "model-6", "model-5", ""]);
    assert_eq!(add(&overview.series[7].points).0, 5, "the rest is in the last");
}

async fn keys_are_told_apart(bench: Bench) {
    let mut users = Vec::new();
    for name in ["Ann", "Lin"] {
        let user = bench.user(name).await;
        users.push((user.id, bench.key(user.id, true).await.key.id));
    }
    let of = |(number, (user, key)): (usize, &(UserId, KeyId))| {
        let mut entry = entry(&format!("r{number}"), NOON - 1, user.0);
        entry.caller.key_id = *key;
        entry
    };
    store(&bench, users.iter().enumerate().map(of)).await;
    let overview = bench.control.overview(&bench.admin, Span::Today, Dimension::Key, NOON).await.unwrap();
    let mut names: Vec<_> = overview.series.iter().map(|layer| layer.name.split(" · ").next().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Ann", "Lin"], "by whose key it is");
}

async fn empty_hub(bench: Bench) {
    let empty =
        async || bench.control.overview(&bench.admin, Span::Today, Dimension::User, NOON).await.unwrap().empty_hub;
    assert!(empty().await);
    bench.provider("anthropic").await;
    assert!(empty().await);
    bench.user("Lin Wei").await;
    assert!(!empty().await);
}

async fn lanes(bench: Bench) {
    let provider = bench.provider("anthropic").await;
    let failed = LogEntry {
        attempts: vec![attempt(provider.id.0, Outcome::TimedOut)],
        outcome: Outcome::TimedOut,
        ..entry("failed", NOON - 15 * MINUTE, 1)
    };
    let good = LogEntry { attempts: vec![attempt(provider.id.0, Outcome::Ok)], ..entry("good", NOON, 1) };
    store(&bench, [failed, good]).await;
    let overview = bench.control.overview(&bench.admin, Span::Today, Dimension::User, NOON + 1).await.unwrap();
    let figures = &overview.providers[0];
    assert_eq!((figures.lane.len(), figures.lane[16], figures.lane[17]), (18, (1, 1), (1, 0)));
    assert_eq!((figures.totals.requests, figures.totals.failures), (2, 1));
}
