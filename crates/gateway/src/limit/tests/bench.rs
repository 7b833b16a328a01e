//! What the tests have in common: an engine of each kind, with a clock, a ledger and a user of its own.

use crate::limit::*;
use domain::books::{BooksAnswers, BooksAsk};
use domain::limit::{Caps, LimitKind, LimitOwner, Limits, concerns};
use domain::time::MINUTE;
use domain::window::Zone;
use domain::{Millis, Nanos, UserId};
use std::sync::atomic::AtomicI64;

/// 2026-11-25T10:05:00Z, a Wednesday.
pub(super) const START: i64 = 1_795_601_100_000;
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Row, time, model, nano-dollars.
pub(super) type Row = (RequestId, i64, String, i64);

/// A ledger that tests write.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger(pub(super) Arc<Mutex<Vec<Row>>>);

impl Books for Ledger {
    fn spent(&self, asks: Vec<BooksAsk>, _: i64) -> BooksAnswers<'_> {
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
pub(super) struct Bench {
    pub(super) limiter: Limiter,
    pub(super) clock: Arc<AtomicI64>,
    pub(super) ledger: Ledger,
    pub(super) allowance: Allowance,
    pub(super) redis: Option<Redis>,
    pub(super) rows: AtomicU64,
}

impl Bench {
    pub(super) fn new(limits: Limits, redis: Option<Redis>, ledger: Ledger) -> Self {
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
    pub(super) fn beside(&self) -> Self {
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

    pub(super) fn moment(&self) -> Moment {
        Moment { now: Millis(self.clock.load(Relaxed)), zone: Zone::UTC, session_ttl: 5 * MINUTE }
    }

    pub(super) fn forward(&self, ms: i64) {
        self.clock.fetch_add(ms, Relaxed);
    }

    pub(super) fn id(&self) -> RequestId {
        RequestId(format!("{:?}-{}", self.allowance.owner, self.rows.fetch_add(1, Relaxed)))
    }

    pub(super) async fn admit_as(
        &self,
        id: &RequestId,
        model: &str,
        session: &str,
        amount: i64,
    ) -> Result<Admission, Box<Quota>> {
        let asks = self.limiter.gauges_for(&self.allowance, Some(model), self.moment()).into_iter().map(|gauge| Ask {
            take: match gauge.key.kind {
                LimitKind::ConcurrentSessions => Take::Member(session.into()),
                LimitKind::ConcurrentRequests | LimitKind::Rpm => Take::Member(id.as_str().into()),
                _ => Take::Amount(amount),
            },
            gauge,
        });
        self.limiter.admit(id, asks.collect()).await
    }

    pub(super) async fn admit(&self, amount: i64) -> Result<(RequestId, Admission), Box<Quota>> {
        let id = self.id();
        let admission = self.admit_as(&id, "m", "s", amount).await?;
        Ok((id, admission))
    }

    /// The request is over, and has cost that much. `written`: the ledger has it by now.
    pub(super) async fn settle(
        &self,
        (id, admission): (RequestId, Admission),
        model: &str,
        cost: i64,
        at: i64,
        written: bool,
    ) {
        let gauges = self.limiter.gauges_for(&self.allowance, Some(model), self.moment()).into_iter();
        let adds = gauges.filter_map(|gauge| {
            let at = if gauge.key.kind == LimitKind::Tpm { self.clock.load(Relaxed) } else { at };
            let counts = gauge.key.kind == LimitKind::Tpm || gauge.key.kind.is_money() && gauge.counts(Millis(at));
            counts.then(|| Add { gauge, row: RowId::from(&id), amount: cost, at: Millis(at) })
        });
        self.limiter.settle(&id, vec![admission], adds.collect(), &[80]);
        if written {
            lock(&self.ledger.0).push((id, at, model.to_owned(), cost));
        }
        self.arrived().await;
    }

    pub(super) async fn spend(&self, cost: i64) {
        let taken = self.admit(0).await.unwrap();
        self.settle(taken, "m", cost, self.clock.load(Relaxed), true).await;
    }

    /// What is told beside requests has been told.
    pub(super) async fn arrived(&self) {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        if let Some(redis) = &self.redis {
            redis.ask::<String>(&redis::cmd("PING")).await.unwrap();
        }
    }

    pub(super) async fn quota(&self, kind: LimitKind) -> Quota {
        let quotas = self.limiter.quotas(std::slice::from_ref(&self.allowance), self.moment()).await;
        quotas.into_iter().find(|quota| quota.kind == kind).unwrap()
    }

    pub(super) async fn used(&self, kind: LimitKind) -> (i64, i64) {
        let quota = self.quota(kind).await;
        (quota.used, quota.reserved)
    }
}

pub(super) fn caps(caps: Caps) -> Limits {
    Limits { caps, ..Limits::default() }
}

/// Once in memory, once in Redis.
pub(super) async fn both(limits: Limits, check: impl AsyncFn(Bench)) {
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
