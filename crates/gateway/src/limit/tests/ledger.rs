//! What the ledger, lost answers and dead instances do to the sums.

use super::bench::*;
use crate::limit::*;
use domain::limit::{Caps, LimitKind, LimitOwner, Limits, WindowMode};
use domain::time::{DAY, HOUR, MINUTE};
use domain::{Millis, Nanos};

#[tokio::test]
async fn what_the_ledger_knows_counts_from_the_first_request_on() {
    let limits = Limits {
        five_hours: WindowMode::Fixed,
        ..caps(Caps {
            usd_5h: Some(Nanos(1_000)),
            usd_day: Some(Nanos(1_000)),
            usd_total: Some(Nanos(1_000)),
            ..Caps::default()
        })
    };
    both(limits, async |bench| {
        let row = |name: &str, at: i64, cost| (RequestId(name.to_owned()), at, "m".to_owned(), cost);
        let rows = vec![
            row("long ago", START - 40 * DAY, 100),
            row("yesterday", START - DAY, 20),
            row("first", START - 6 * HOUR, 3),
            row("second", START - HOUR, 4),
        ];
        *lock(&bench.ledger.0) = rows;
        assert_eq!(bench.used(LimitKind::UsdTotal).await.0, 127);
        assert_eq!(bench.used(LimitKind::UsdDay).await.0, 7);
        let quota = bench.quota(LimitKind::Usd5h).await;
        assert_eq!((quota.used, quota.from), (4, Some(Millis(START - HOUR - 5 * MINUTE))));
    })
    .await;
}

#[tokio::test]
async fn a_settlement_counts_once() {
    both(caps(Caps { usd_month: Some(Nanos(1_000)), ..Caps::default() }), async |bench| {
        for _ in 0..10 {
            let (id, admission) = bench.admit(5).await.unwrap();
            bench.settle((id.clone(), admission), "m", 7, START, false).await;
            for _ in 0..2 {
                bench.settle((id.clone(), Admission::none()), "m", 7, START, false).await;
            }
        }
        assert_eq!(bench.used(LimitKind::UsdMonth).await, (70, 0));
    })
    .await;
}

#[tokio::test]
async fn a_row_that_the_ledger_told_of_first_counts_once() {
    both(caps(Caps { usd_day: Some(Nanos(1_000)), ..Caps::default() }), async |bench| {
        let (first, second) = (bench.admit(5).await.unwrap(), bench.admit(5).await.unwrap());
        let reseed = async || {
            bench.limiter.gauges(&bench.allowance, bench.moment()).iter().for_each(|gauge| bench.limiter.doubt(gauge));
            bench.limiter.reconcile().await;
            bench.used(LimitKind::UsdDay).await
        };
        let row = |(id, _): &(_, _)| (RequestId::clone(id), START, "m".to_owned(), 7);
        *lock(&bench.ledger.0) = vec![row(&first), row(&second)];
        assert_eq!(reseed().await, (14, 10));
        // Of two answers the older may come last. What it does not know of is counted when it is settled.
        *lock(&bench.ledger.0) = vec![row(&first)];
        assert_eq!(reseed().await, (7, 10));
        bench.settle(first, "m", 7, START, false).await;
        assert_eq!(bench.used(LimitKind::UsdDay).await, (7, 5));
        lock(&bench.ledger.0).clear();
        assert_eq!(reseed().await, (7, 5));
        bench.settle(second, "m", 7, START, false).await;
        assert_eq!(bench.used(LimitKind::UsdDay).await, (14, 0));
    })
    .await;
}

#[tokio::test]
async fn lost_acknowledgements_change_nothing() {
    let limits = caps(Caps { usd_day: Some(Nanos(1_000_000)), usd_5h: Some(Nanos(1_000_000)), ..Caps::default() });
    both(limits, async |bench| {
        let mut random = fastrand::Rng::with_seed(7);
        let mut sum = 0;
        for _ in 0..100 {
            let (id, admission) = bench.admit(50).await.unwrap();
            let cost = random.i64(1..100);
            sum += cost;
            let freed = admission.into_held();
            let adds: Vec<_> = bench
                .limiter
                .gauges_for(&bench.allowance, Some("m"), bench.moment())
                .into_iter()
                .map(|gauge| Add { gauge, row: RowId::from(&id), amount: cost, at: Millis(START) })
                .collect();
            for _ in 0..3 {
                bench.limiter.0.memory.free(Short::of(&id), &freed);
                bench.limiter.0.memory.settle(&adds, START, HORIZON);
                if let Some(cluster) = &bench.limiter.0.cluster {
                    cluster.settle(&id, &freed, &adds, START).await.unwrap();
                }
            }
            lock(&bench.ledger.0).push((id.clone(), START, "m".to_owned(), cost));
            // It was done, but nobody heard of it: it will be told once more.
            if random.u8(..100) < 30 {
                lock(&bench.limiter.0.owed).push((id, freed, adds));
            }
        }
        bench.limiter.reconcile().await;
        assert!(lock(&bench.limiter.0.owed).is_empty() == bench.redis.is_some());
        for kind in [LimitKind::UsdDay, LimitKind::Usd5h] {
            assert_eq!(bench.used(kind).await, (sum, 0));
        }
    })
    .await;
}

#[tokio::test]
async fn a_redis_that_lost_everything_learns_it_from_the_ledger() {
    let limits = caps(Caps { usd_day: Some(Nanos(100)), usd_total: Some(Nanos(1_000)), ..Caps::default() });
    both(limits, async |bench| {
        let Some(redis) = &bench.redis else { return };
        let held = bench.admit(30).await.unwrap();
        bench.spend(50).await;
        // Settled a moment ago: not in the ledger yet.
        let taken = bench.admit(1).await.unwrap();
        bench.settle(taken, "m", 5, START, false).await;
        for kind in ["usd_day", "usd_total"] {
            let LimitOwner::User(id) = bench.allowance.owner else { unreachable!() };
            let keys: Vec<String> =
                redis.ask(redis::cmd("KEYS").arg(format!("cch:{{limit}}:s:u{id}|{kind}*"))).await.unwrap();
            assert_eq!(keys.len(), 1);
            redis.ask::<i64>(redis::cmd("DEL").arg(keys)).await.unwrap();
        }
        assert_eq!(bench.used(LimitKind::UsdDay).await, (55, 30));
        assert_eq!(bench.used(LimitKind::UsdTotal).await, (55, 30));
        bench.settle(held, "m", 45, START, true).await;
        assert_eq!(bench.used(LimitKind::UsdDay).await, (100, 0));
        assert!(bench.admit(0).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn what_a_dead_instance_held_is_free_after_its_lease() {
    let limits = caps(Caps { concurrent_requests: Some(1), usd_day: Some(Nanos(10)), ..Caps::default() });
    both(limits, async |bench| {
        if bench.redis.is_none() {
            return;
        }
        let dead = bench.beside();
        // Never dropped: its process is gone.
        std::mem::forget(dead.admit(10).await.unwrap());
        assert!(bench.admit(0).await.is_err());
        bench.forward(gauge::LEASE);
        bench.admit(0).await.unwrap();
        assert_eq!(bench.used(LimitKind::UsdDay).await, (0, 0));
    })
    .await;
}
