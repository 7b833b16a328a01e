//! Requests without a price are listed, and priced when it comes: in ledger, roll-ups and log alike, once.

use crate::bench::{Bench, person, run};
use crate::log::store;
use crate::sample::{NOON, attempt, entry};
use control::Db;
use domain::log::{LogEntry, LogFilter, Outcome};
use domain::price::{ModelSource, NewPrice, Pending, PriceAlias, Terms, Tier};
use domain::usage::Usage;
use domain::{Nanos, Ratio, RequestId, UserId};
use serde_json::json;

contract!(they_are_listed priced_when_a_price_comes an_attempt_that_was_given_up_counts_too without_its_log_row_the_terms_are_todays
    many_are_priced_in_batches two_instances_price_once);

const MODEL: &str = "house-model";

fn unpriced(id: &str, number: i64, user: i64) -> LogEntry {
    let terms = Terms { tier: Tier::Flex, provider: Ratio(20_000), group: Ratio(5_000), model: Ratio(30_000) };
    LogEntry {
        model: Some("asked".into()),
        usage: Usage { input: 100 + number, output: 10, ..Usage::default() },
        cost: None,
        unpriced: true,
        pending: Some(Pending { model: MODEL.into(), named: ModelSource::Sent, terms }),
        ..entry(id, NOON + number * 1_000, user)
    }
}

/// Two micro-dollars an input token in the flex tier, three an output token.
fn price() -> NewPrice {
    let entry = json!({
        "input_cost_per_token": 4e-6, "output_cost_per_token": 6e-6,
        "input_cost_per_token_flex": 2e-6, "output_cost_per_token_flex": 3e-6
    });
    NewPrice { model: MODEL.into(), provider: None, entry: entry.as_object().unwrap().clone() }
}

fn owed(usage: &Usage) -> i64 {
    // x 2 x 0.5 x 3
    (usage.input * 2_000 + usage.output * 3_000) * 3
}

/// (rows, unpriced, cost) of the ledger, then (requests, unpriced, cost) of the roll-ups.
async fn sums(db: &Db) -> [(i64, i64, i64); 2] {
    const LEDGER: &str = "SELECT COUNT(*), COUNT(*) FILTER (WHERE unpriced), CAST(COALESCE(SUM(cost), 0) AS BIGINT)
        FROM usage_ledger";
    const ROLLUP: &str =
        "SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT), CAST(COALESCE(SUM(unpriced), 0) AS BIGINT),
        CAST(COALESCE(SUM(cost), 0) AS BIGINT) FROM usage_rollup";
    let mut found = [(0, 0, 0); 2];
    for (sums, sql) in found.iter_mut().zip([LEDGER, ROLLUP]) {
        *sums = match db {
            Db::Sqlite { read, .. } => sqlx::query_as(sql).fetch_one(read).await.unwrap(),
            Db::Postgres { pool, .. } => sqlx::query_as(sql).fetch_one(pool).await.unwrap(),
        };
    }
    found
}

async fn they_are_listed(bench: Bench) {
    let other = LogEntry { model: Some("b".into()), pending: None, ..unpriced("r9", 9, 1) };
    store(&bench, [unpriced("r1", 1, 1), unpriced("r2", 2, 2), other, entry("r3", NOON, 1)]).await;
    let listed = bench.control.prices().unpriced(&bench.admin).await.unwrap();
    let found: Vec<_> = listed.iter().map(|row| (row.model.as_str(), row.requests, row.tokens)).collect();
    assert_eq!(found, [(MODEL, 2, 101 + 102 + 20), ("b", 1, 119)]);
    assert_eq!((listed[0].since, listed[0].last), (NOON + 1_000, NOON + 2_000));
    assert!(bench.control.prices().unpriced(&person(UserId(1))).await.is_err());
    let filter = LogFilter { unpriced: true, ..LogFilter::default() };
    let rows = bench.control.logs().list(&bench.admin, &filter, None, 10).await.unwrap().items;
    assert_eq!(rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["r9", "r2", "r1"]);
}

async fn priced_when_a_price_comes(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let late = [unpriced("r1", 1, 1), unpriced("r2", 2, 2)];
    store(&bench, late.iter().cloned().chain([entry("r3", NOON, 1)])).await;
    assert_eq!(sums(control.db()).await, [(3, 2, 1_000_000); 2]);

    assert_eq!(control.prices().put(admin, price()).await.unwrap().repriced, 2);
    let cost: i64 = late.iter().map(|entry| owed(&entry.usage)).sum();
    assert_eq!(sums(control.db()).await, [(3, 0, 1_000_000 + cost); 2]);
    for entry in &late {
        let now = control.logs().get(admin, &entry.id).await.unwrap();
        let cost = now.cost.unwrap();
        assert_eq!(
            (cost.total, cost.tier, now.unpriced, now.pending),
            (Nanos(owed(&entry.usage)), Tier::Flex, false, None)
        );
        assert_eq!(cost.recompute(&entry.usage), Some(cost.total));
        assert_eq!(cost.basis.unwrap().model, MODEL);
    }
    let rows = control.logs().list(admin, &LogFilter::default(), None, 10).await.unwrap().items;
    assert_eq!(rows.iter().filter_map(|row| row.cost).map(|cost| cost.0).sum::<i64>(), 1_000_000 + cost);
    assert!(rows.iter().all(|row| !row.unpriced) && control.prices().unpriced(admin).await.unwrap().is_empty());

    // A price is not changed after the fact.
    let dearer = NewPrice {
        entry: json!({"input_cost_per_token": 1, "output_cost_per_token": 1}).as_object().unwrap().clone(),
        ..price()
    };
    assert_eq!(control.prices().put(admin, dearer).await.unwrap().repriced, 0);
    assert_eq!(sums(control.db()).await, [(3, 0, 1_000_000 + cost); 2]);
}

async fn an_attempt_that_was_given_up_counts_too(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let mut twice = unpriced("r1", 1, 1);
    let mut first = attempt(2, Outcome::Truncated);
    first.usage = Usage { input: 7, ..Usage::default() };
    first.pending = twice.pending.clone();
    twice.attempts.insert(0, first);
    let usages = [twice.usage, twice.attempts[0].usage];
    store(&bench, [twice]).await;
    assert_eq!(sums(control.db()).await, [(2, 2, 0), (1, 2, 0)]);
    assert_eq!(control.prices().put(admin, price()).await.unwrap().repriced, 2);
    let cost: i64 = usages.iter().map(owed).sum();
    assert_eq!(sums(control.db()).await, [(2, 0, cost), (1, 0, cost)]);
    let now = control.logs().get(admin, &RequestId("r1".into())).await.unwrap();
    assert_eq!(now.total_cost(), Some(Nanos(cost)));
    assert_eq!(now.attempts[0].cost.as_ref().map(|cost| cost.total.0), Some(owed(&usages[1])));
    assert_eq!(now.attempts[0].pending, None);
}

async fn without_its_log_row_the_terms_are_todays(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let provider = bench.provider("anthropic").await;
    let patch =
        json!({"multiplier": 1.5, "routing": {"model_multipliers": [{"pattern": "house-*", "multiplier": 2.0}]}});
    control.providers().update(admin, provider.id, serde_json::from_value(patch).unwrap()).await.unwrap();
    let late = LogEntry { attempts: vec![attempt(provider.id.0, Outcome::Ok)], ..unpriced("r1", 1, 1) };
    store(&bench, [late.clone()]).await;
    run(control.db(), "DELETE FROM request_log").await.unwrap();
    // An alias is as good as a price.
    let named = NewPrice { model: "priced-model".into(), ..price() };
    assert_eq!(control.prices().put(admin, named).await.unwrap().repriced, 0);
    let alias = PriceAlias { alias: MODEL.into(), model: "priced-model".into() };
    assert_eq!(control.prices().set_alias(admin, &alias).await.unwrap().repriced, 1);
    // The standard tier, x 1.5 x 2
    let cost = (late.usage.input * 4_000 + late.usage.output * 6_000) * 3;
    assert_eq!(sums(control.db()).await, [(1, 0, cost); 2]);
}

async fn many_are_priced_in_batches(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let late: Vec<LogEntry> = (0..450).map(|n| unpriced(&format!("r{n:04}"), n % 60, n % 3)).collect();
    let cost: i64 = late.iter().map(|entry| owed(&entry.usage)).sum();
    store(&bench, late).await;
    assert_eq!(control.prices().put(admin, price()).await.unwrap().repriced, 450);
    assert_eq!(sums(control.db()).await, [(450, 0, cost); 2]);
}

async fn two_instances_price_once(bench: Bench) {
    let (control, admin) = (&bench.control, &bench.admin);
    let late: Vec<LogEntry> = (0..300).map(|n| unpriced(&format!("r{n:04}"), n % 60, n % 3)).collect();
    let cost: i64 = late.iter().map(|entry| owed(&entry.usage)).sum();
    store(&bench, late).await;
    let second = bench.second().await;
    let other = NewPrice { model: "another".into(), ..price() };
    // Both write a price at once, and both price what waits.
    let (own, prices) = (control.prices(), second.prices());
    let (one, two) = tokio::join!(own.put(admin, price()), prices.put(admin, other));
    assert!(one.unwrap().repriced + two.unwrap().repriced == 300);
    assert_eq!(sums(control.db()).await, [(300, 0, cost); 2]);
}
