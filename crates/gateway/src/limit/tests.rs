//! One suite for both engines: what memory answers, Redis answers.

use super::*;
use domain::books::{BooksAnswers, BooksAsk};
use domain::limit::{Caps, LimitKind, LimitOwner, Limits, ModelCaps, WindowMode, concerns};
use domain::time::{DAY, HOUR, MINUTE};
use domain::window::Zone;
use domain::{Millis, Nanos, UserId};
use std::sync::atomic::AtomicI64;

/// 2026-11-25T10:05:00Z, a Wednesday.
const START: i64 = 1_795_601_100_000;
const PATIENCE: Duration = Duration::from_secs(10);

/// Row, time, model, nano-dollars.
type Row = (RequestId, i64, String, i64);

/// A ledger that tests write.
#[derive(Clone, Debug, Default)]
struct Ledger(Arc<Mutex<Vec<Row>>>);

impl Books for Ledger {
    fn spent(&self, asks: Vec<BooksAsk>) -> BooksAnswers<'_> {
        let rows = lock(&self.0);
        let answer = |ask: BooksAsk| {
            let own = rows.iter().filter(|row| row.1 >= ask.from.0 && concerns(ask.models.as_deref(), Some(&row.2)));
            let mut spent: Vec<_> = own.map(|row| (Millis(row.1).bucket().max(ask.from), Nanos(row.3))).collect();
            spent.sort_unstable();
            BooksAnswer { spent, counted: rows.iter().map(|row| row.0.clone()).collect() }
        };
        let answers = asks.into_iter().map(answer).collect();
        Box::pin(std::future::ready(Some(answers)))
    }
}

/// One engine with a clock that stands still, a ledger, and a user of its own.
struct Bench {
    limiter: Limiter,
    clock: Arc<AtomicI64>,
    ledger: Ledger,
    allowance: Allowance,
    redis: Option<Redis>,
    rows: AtomicU64,
}

impl Bench {
    fn new(limits: Limits, redis: Option<Redis>, ledger: Ledger) -> Self {
        let clock = Arc::new(AtomicI64::new(START));
        let hands = clock.clone();
        let limiter = Limiter::new(
            redis.clone(),
            Some(Arc::new(ledger.clone())),
            Clock::new(move || Millis(hands.load(Relaxed))),
        );
        let owner = LimitOwner::User(UserId(fastrand::i64(1_000_000..i64::MAX)));
        Self {
            limiter,
            clock,
            ledger,
            allowance: Allowance { owner, limits, since: None },
            redis,
            rows: AtomicU64::new(0),
        }
    }

    /// Another instance beside this one: on the same Redis, else the same one.
    fn beside(&self) -> Self {
        let mut other = Self::new(self.allowance.limits.clone(), self.redis.clone(), self.ledger.clone());
        other.allowance = self.allowance.clone();
        other.clock = self.clock.clone();
        other.rows = AtomicU64::new(1_000);
        let hands = other.clock.clone();
        other.limiter = match &self.redis {
            Some(redis) => Limiter::new(
                Some(redis.clone()),
                Some(Arc::new(self.ledger.clone())),
                Clock::new(move || Millis(hands.load(Relaxed))),
            ),
            None => self.limiter.clone(),
        };
        other
    }

    fn moment(&self) -> Moment {
        Moment { now: Millis(self.clock.load(Relaxed)), zone: Zone::UTC, session_ttl: 5 * MINUTE }
    }

    fn forward(&self, ms: i64) {
        self.clock.fetch_add(ms, Relaxed);
    }

    fn id(&self) -> RequestId {
        RequestId(format!("{:?}-{}", self.allowance.owner, self.rows.fetch_add(1, Relaxed)))
    }

    async fn admit_as(&self, id: &RequestId, model: &str, session: &str, amount: i64) -> Result<Admission, Box<Quota>> {
        let asks = Gauge::all(&self.allowance, Some(model), self.moment()).map(|gauge| Ask {
            take: match gauge.kind {
                LimitKind::ConcurrentSessions => Take::Member(session.to_owned()),
                LimitKind::ConcurrentRequests | LimitKind::Rpm => Take::Member(id.to_string()),
                _ => Take::Amount(amount),
            },
            gauge,
        });
        self.limiter.admit(id, asks.collect()).await
    }

    async fn admit(&self, amount: i64) -> Result<(RequestId, Admission), Box<Quota>> {
        let id = self.id();
        let admission = self.admit_as(&id, "m", "s", amount).await?;
        Ok((id, admission))
    }

    /// The request is over, and has cost that much. `written`: the ledger has it by now.
    async fn settle(&self, (id, admission): (RequestId, Admission), model: &str, cost: i64, at: i64, written: bool) {
        let adds = Gauge::all(&self.allowance, Some(model), self.moment()).filter_map(|gauge| {
            let at = if gauge.kind == LimitKind::Tpm { self.clock.load(Relaxed) } else { at };
            let counts = gauge.kind == LimitKind::Tpm || gauge.kind.is_money() && gauge.counts(Millis(at));
            counts.then(|| Add { gauge, row: id.clone(), amount: cost, at: Millis(at) })
        });
        self.limiter.settle(&id, vec![admission], adds.collect(), &[80]);
        if written {
            lock(&self.ledger.0).push((id, at, model.to_owned(), cost));
        }
        self.arrived().await;
    }

    async fn spend(&self, cost: i64) {
        let taken = self.admit(0).await.unwrap();
        self.settle(taken, "m", cost, self.clock.load(Relaxed), true).await;
    }

    /// What is told beside requests has been told.
    async fn arrived(&self) {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        if let Some(redis) = &self.redis {
            redis.ask::<String>(&redis::cmd("PING")).await.unwrap();
        }
    }

    async fn quota(&self, kind: LimitKind) -> Quota {
        let quotas = self.limiter.quotas(std::slice::from_ref(&self.allowance), self.moment()).await;
        quotas.into_iter().find(|quota| quota.kind == kind).unwrap()
    }

    async fn used(&self, kind: LimitKind) -> (i64, i64) {
        let quota = self.quota(kind).await;
        (quota.used, quota.reserved)
    }
}

fn caps(caps: Caps) -> Limits {
    Limits { caps, ..Limits::default() }
}

/// Once in memory, once in Redis.
async fn both(limits: Limits, check: impl AsyncFn(Bench)) {
    check(Bench::new(limits.clone(), None, Ledger::default())).await;
    let url = std::env::var("TEST_REDIS_URL")
        .expect("no Redis to test on: run through cargo xtask test, or set TEST_REDIS_URL");
    let redis = Redis::new(&url, PATIENCE).unwrap();
    // From here on Redis knows the scripts, and each call is one command, in order.
    let first = Bench::new(caps(Caps { rpm: Some(1), ..Caps::default() }), Some(redis.clone()), Ledger::default());
    let (id, admission) = first.admit(0).await.unwrap();
    first.limiter.0.cluster.as_ref().unwrap().settle(&id, admission.asks(), &[], START).await.unwrap();
    check(Bench::new(limits, Some(redis), Ledger::default())).await;
}

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
async fn requests_a_minute_slide() {
    both(caps(Caps { rpm: Some(3), ..Caps::default() }), async |bench| {
        for _ in 0..3 {
            bench.admit(0).await.unwrap();
            bench.forward(10_000);
        }
        let full = bench.admit(0).await.err().unwrap();
        assert_eq!((full.used, full.resets_at), (3, Some(Millis(START + MINUTE))));
        bench.clock.store(START + MINUTE, Relaxed);
        bench.admit(0).await.unwrap();
        assert!(bench.admit(0).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn tokens_a_minute_count_when_they_come() {
    both(caps(Caps { tpm: Some(1_000), ..Caps::default() }), async |bench| {
        let taken = bench.admit(400).await.unwrap();
        assert_eq!(bench.used(LimitKind::Tpm).await, (0, 400));
        bench.forward(5 * MINUTE);
        bench.settle(taken, "m", 1_200, START, false).await;
        let full = bench.admit(0).await.err().unwrap();
        assert_eq!((full.used, full.resets_at), (1_200, Some(Millis((START + 6 * MINUTE) / 1_000 * 1_000 + 1_000))));
        bench.forward(MINUTE + 1_000);
        bench.admit(0).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_known_session_always_passes() {
    both(caps(Caps { concurrent_sessions: Some(2), ..Caps::default() }), async |bench| {
        for session in ["a", "b", "a", "b"] {
            drop(bench.admit_as(&bench.id(), "m", session, 0).await.unwrap());
            bench.forward(1_000);
        }
        let full = bench.admit_as(&bench.id(), "m", "c", 0).await.err().unwrap();
        assert_eq!((full.used, full.resets_at), (2, Some(Millis(START + 2_000 + 5 * MINUTE))));
        bench.clock.store(START + 2_000 + 5 * MINUTE, Relaxed);
        drop(bench.admit_as(&bench.id(), "m", "c", 0).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_slot_is_given_back_on_every_path() {
    both(caps(Caps { concurrent_requests: Some(2), ..Caps::default() }), async |bench| {
        let other = bench.beside();
        let first = bench.admit(0).await.unwrap();
        let second = other.admit(0).await.unwrap();
        assert_eq!(bench.admit(0).await.err().unwrap().resets_at, None);
        drop(first);
        bench.arrived().await;
        let third = other.admit(0).await.unwrap();
        other.settle(second, "m", 1, START, false).await;
        bench.settle(third, "m", 1, START, false).await;
        assert_eq!(bench.used(LimitKind::ConcurrentRequests).await.0, 0);
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
            let adds: Vec<_> = Gauge::all(&bench.allowance, Some("m"), bench.moment())
                .map(|gauge| Add { gauge, row: id.clone(), amount: cost, at: Millis(START) })
                .collect();
            for _ in 0..3 {
                bench.limiter.0.memory.free(&id, &freed);
                bench.limiter.0.memory.settle(&adds, START);
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

#[tokio::test]
async fn both_engines_agree_on_any_course_of_events() {
    for seed in 0..20 {
        let limits = Limits {
            five_hours: if seed % 2 == 0 { WindowMode::Fixed } else { WindowMode::Rolling },
            day: if seed % 3 == 0 { WindowMode::Rolling } else { WindowMode::Fixed },
            ..caps(Caps {
                rpm: Some(20),
                tpm: Some(900),
                concurrent_sessions: Some(4),
                concurrent_requests: Some(5),
                usd_5h: Some(Nanos(1_500)),
                usd_day: Some(Nanos(4_000)),
                usd_week: Some(Nanos(20_000)),
                usd_month: Some(Nanos(50_000)),
                usd_total: Some(Nanos(100_000)),
            })
        };
        let courses = Mutex::new(Vec::new());
        both(limits, async |bench| {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut course = Vec::new();
            let mut under_way = Vec::new();
            for _ in 0..150 {
                bench.forward(match random.u8(..) {
                    0..200 => random.i64(0..20_000),
                    200..250 => random.i64(0..HOUR),
                    _ => random.i64(0..9 * HOUR),
                });
                bench.limiter.renew().await;
                let at = bench.clock.load(Relaxed);
                if under_way.len() > 6 || !under_way.is_empty() && random.bool() {
                    let (taken, asked) = under_way.swap_remove(random.usize(..under_way.len()));
                    bench.settle(taken, "m", random.i64(0..300), asked, random.bool()).await;
                } else {
                    let (id, session) = (bench.id(), random.u8(..8).to_string());
                    let amount = random.i64(0..200);
                    match bench.admit_as(&id, "m", &session, amount).await {
                        Ok(admission) => under_way.push(((id, admission), at)),
                        Err(quota) => course.push(format!(
                            "{at} {:?} {} {} {:?}",
                            quota.kind, quota.used, quota.reserved, quota.resets_at
                        )),
                    }
                }
                for quota in bench.limiter.quotas(std::slice::from_ref(&bench.allowance), bench.moment()).await {
                    course.push(format!(
                        "{at} {:?} {} {} {:?} {:?}",
                        quota.kind, quota.used, quota.reserved, quota.from, quota.resets_at
                    ));
                }
            }
            lock(&courses).push(course);
        })
        .await;
        let courses = lock(&courses);
        for (memory, redis) in courses[0].iter().zip(&courses[1]) {
            assert_eq!(memory, redis, "seed {seed}");
        }
        assert_eq!(courses[0].len(), courses[1].len());
    }
}
