//! Budgets: what is held and spent, windows, models, marks and warnings.

use super::bench::*;
use crate::limit::*;
use domain::limit::{Caps, LimitKind, Limits, ModelCaps, WindowMode};
use domain::time::{DAY, HOUR, MINUTE};
use domain::{Millis, Nanos};

#[tokio::test]
async fn a_budget_counts_what_is_held_and_what_was_spent() {
    both(caps(Caps { usd_day: Some(Nanos(100)), ..Caps::default() }), async |bench| {
        let other = bench.beside();
        let first = bench.admit(60).await.unwrap();
        let second = other.admit(60).await.unwrap();
        assert_eq!(bench.used(LimitKind::UsdDay).await, (0, 120));
        // Held beyond the limit: nobody more.
        let full = bench.admit(1).await.err().unwrap();
        assert_eq!((full.used, full.reserved, full.limit), (0, 120, 100));
        bench.settle(first, "m", 10, START, true).await;
        assert_eq!(other.used(LimitKind::UsdDay).await, (10, 60));
        other.settle(second, "m", 95, START, true).await;
        let spent = other.admit(0).await.err().unwrap();
        assert_eq!((spent.used, spent.reserved), (105, 0));
        // Midnight UTC.
        assert_eq!(spent.resets_at, Some(Millis((START / DAY + 1) * DAY)));
        bench.clock.store((START / DAY + 1) * DAY - 1, Relaxed);
        assert!(bench.admit(0).await.is_err());
        bench.forward(1);
        bench.admit(0).await.unwrap();
        assert_eq!(bench.used(LimitKind::UsdDay).await, (0, 0));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_taken_when_one_limit_is_reached() {
    let limits = caps(Caps { rpm: Some(10), usd_day: Some(Nanos(5)), ..Caps::default() });
    both(limits, async |bench| {
        bench.spend(5).await;
        for _ in 0..20 {
            assert_eq!(bench.admit(1).await.err().unwrap().kind, LimitKind::UsdDay);
        }
        assert_eq!(bench.used(LimitKind::Rpm).await.0, 1);
        assert_eq!(bench.used(LimitKind::UsdDay).await, (5, 0));
    })
    .await;
}

#[tokio::test]
async fn budgets_by_model_are_apart() {
    let of = |models: &str, day| ModelCaps {
        models: models.to_owned(),
        caps: Caps { usd_day: Some(Nanos(day)), ..Caps::default() },
    };
    let limits = Limits { models: vec![of("*opus*", 10), of("*sonnet*", 20)], ..Limits::default() };
    both(limits, async |bench| {
        let spend = async |model: &str, cost| {
            let id = bench.id();
            let admission = bench.admit_as(&id, model, "s", 1).await?;
            bench.settle((id, admission), model, cost, START, true).await;
            Ok::<_, Box<Quota>>(())
        };
        spend("claude-opus-4", 10).await.unwrap();
        assert_eq!(spend("claude-opus-4", 1).await.unwrap_err().models.as_deref(), Some("*opus*"));
        spend("claude-sonnet-5", 10).await.unwrap();
        spend("claude-sonnet-5", 10).await.unwrap();
        assert!(spend("claude-sonnet-5", 1).await.is_err());
        spend("gpt-5", 1_000).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn rolling_windows_let_go_by_quarters_of_an_hour() {
    let limits = Limits {
        day: WindowMode::Rolling,
        ..caps(Caps { usd_day: Some(Nanos(100)), usd_5h: Some(Nanos(80)), ..Caps::default() })
    };
    both(limits, async |bench| {
        bench.spend(50).await;
        bench.forward(HOUR);
        bench.spend(40).await;
        let full = bench.admit(0).await.err().unwrap();
        // The first quarter, 10:00 to 10:15, is out of every five hours from 15:15 on.
        assert_eq!(
            (full.kind, full.resets_at),
            (LimitKind::Usd5h, Some(Millis(START - 5 * MINUTE + 15 * MINUTE + 5 * HOUR)))
        );
        bench.clock.store(full.resets_at.unwrap().0 - 1, Relaxed);
        assert!(bench.admit(0).await.is_err());
        bench.forward(1);
        bench.spend(10).await;
        assert_eq!(bench.used(LimitKind::Usd5h).await.0, 50);
        let full = bench.admit(0).await.err().unwrap();
        assert_eq!((full.kind, full.used), (LimitKind::UsdDay, 100));
        assert_eq!(full.resets_at, Some(Millis(START - 5 * MINUTE + 15 * MINUTE + 24 * HOUR)));
    })
    .await;
}

#[tokio::test]
async fn five_fixed_hours_begin_with_the_first_request() {
    let limits = Limits { five_hours: WindowMode::Fixed, ..caps(Caps { usd_5h: Some(Nanos(100)), ..Caps::default() }) };
    both(limits, async |bench| {
        assert_eq!(bench.quota(LimitKind::Usd5h).await.from, None);
        bench.forward(HOUR);
        let late = bench.admit(0).await.unwrap();
        bench.forward(20 * MINUTE);
        bench.spend(10).await;
        let quota = bench.quota(LimitKind::Usd5h).await;
        let opened = START - 5 * MINUTE + HOUR;
        assert_eq!(quota.from, Some(Millis(opened + 15 * MINUTE)));
        // One that came earlier, and ends now, has opened it.
        bench.settle(late, "m", 90, START + HOUR, true).await;
        let full = bench.admit(0).await.err().unwrap();
        assert_eq!(
            (full.used, full.from, full.resets_at),
            (100, Some(Millis(opened)), Some(Millis(opened + 5 * HOUR)))
        );
        bench.clock.store(opened + 5 * HOUR, Relaxed);
        assert_eq!(bench.used(LimitKind::Usd5h).await, (0, 0));
        bench.forward(HOUR);
        bench.spend(1).await;
        assert_eq!(bench.quota(LimitKind::Usd5h).await.from, Some(Millis(opened + 6 * HOUR)));
    })
    .await;
}

#[tokio::test]
async fn a_reset_is_a_mark_in_time() {
    both(caps(Caps { usd_total: Some(Nanos(100)), ..Caps::default() }), async |mut bench| {
        bench.spend(100).await;
        assert!(bench.admit(0).await.is_err());
        let under_way = bench.beside();
        bench.forward(7);
        bench.allowance.since = Some(Millis(START + 7));
        let taken = bench.admit(10).await.unwrap();
        assert_eq!(bench.used(LimitKind::UsdTotal).await, (0, 10));
        // What was asked for before the mark does not count after it.
        let id = under_way.id();
        bench.settle((id, Admission::none()), "m", 50, START, true).await;
        bench.settle(taken, "m", 3, START + 7, true).await;
        assert_eq!(bench.used(LimitKind::UsdTotal).await, (3, 0));
        assert_eq!(lock(&bench.ledger.0).len(), 3, "nothing of the history is lost");
    })
    .await;
}

#[tokio::test]
async fn warnings_come_once() {
    both(caps(Caps { usd_day: Some(Nanos(100)), ..Caps::default() }), async |bench| {
        let mut warnings = bench.limiter.warnings();
        for cost in [79, 1, 10, 15] {
            bench.spend(cost).await;
        }
        let percents: Vec<_> =
            std::iter::from_fn(|| warnings.try_recv().ok()).map(|w| (w.percent, w.quota.used)).collect();
        assert_eq!(percents, [(80, 80), (100, 105)]);
    })
    .await;
}
