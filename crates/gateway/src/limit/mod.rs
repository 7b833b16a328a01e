//! Limits: what a request takes of them before it is sent, and what it has used when it is settled.
//!
//! There are two engines with the same answers: `memory` for one instance, and `cluster` for several, in Redis. While Redis
//! is away or slow, an instance goes on by its own memory, from what the ledger says; when it is back, what the ledger says
//! holds.

mod admission;
mod cluster;
mod estimate;
mod gauge;
mod members;
mod memory;
mod meters;
mod row;
mod seeding;
mod settlement;
mod tally;
mod upkeep;

pub(crate) use admission::Admission;
pub(crate) use estimate::Estimate;
pub(crate) use gauge::{Add, Ask, Gauge, Moment, Take};
pub(crate) use row::RowId;

use crate::shared::Redis;
use cluster::Cluster;
use domain::RequestId;
use domain::books::{Books, BooksAnswer, HORIZON};
use domain::clock::Clock;
use domain::limit::{Allowance, LimitWarning, Quota};
use domain::time::SECOND;
use foldhash::HashMap;
use gauge::{Key, Reading};
use memory::{Memory, Verdict};
use meters::Meters;
use row::Short;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast};
use tokio::time::timeout;

/// What a request waits for the ledger at most; then its limits begin at nothing until the ledger is there.
const BOOKS_PATIENCE: Duration = Duration::from_secs(1);

/// While Redis is away the others' spending is only in the ledger: it is asked again after so long.
const FRESH: i64 = 5 * SECOND;

/// A row is in the ledger after so long, while the ledger is written to as requests end.
const SOON: i64 = 10 * SECOND;

/// The ledger names rows for that much longer than they are remembered here: asking takes time.
const SLACK: i64 = 5 * SECOND;

/// How often a refusal that is out of date by then is asked for once more.
const AGAIN: usize = 3;

/// Warnings that nobody has taken yet.
const WARNINGS: usize = 256;

#[derive(Clone)]
pub(crate) struct Limiter(Arc<Inner>);

struct Inner {
    memory: Memory,
    meters: Meters,
    cluster: Option<Cluster>,
    books: Option<Arc<dyn Books>>,
    clock: Clock,
    /// What requests under way hold, for Redis to be told again.
    held: Mutex<HashMap<u64, (RequestId, Vec<Ask>)>>,
    /// Sums that are to be brought in line with the ledger.
    doubtful: Mutex<HashMap<Key, Gauge>>,
    /// What is on its way to Redis.
    telling: Mutex<BTreeSet<u64>>,
    heard: Notify,
    /// What Redis was not told.
    owed: Mutex<Vec<Owed>>,
    /// How often Redis had come back when it was last told everything.
    told: AtomicU64,
    warnings: broadcast::Sender<LimitWarning>,
}

/// Of a request: what it has given back, and what it has used.
type Owed = (RequestId, Vec<Ask>, Vec<Add>);

impl Limiter {
    pub(crate) fn new(redis: Option<Redis>, books: Option<Arc<dyn Books>>, clock: Clock) -> Self {
        Self(Arc::new(Inner {
            memory: Memory::default(),
            meters: Meters::default(),
            cluster: redis.map(|redis| Cluster { redis }),
            books,
            clock,
            held: Mutex::default(),
            doubtful: Mutex::default(),
            telling: Mutex::default(),
            heard: Notify::new(),
            owed: Mutex::default(),
            told: AtomicU64::new(0),
            warnings: broadcast::channel(WARNINGS).0,
        }))
    }

    /// Takes what is asked for, all or nothing.
    ///
    /// # Errors
    /// The first limit that is reached.
    pub(crate) async fn admit(&self, id: &RequestId, asks: Vec<Ask>) -> Result<Admission, Box<Quota>> {
        if asks.is_empty() {
            return Ok(Admission::none());
        }
        // Known as held before it is asked for: whatever becomes of this request, it is given back.
        let admission = Admission::new(self, id, asks);
        let asks = admission.asks();
        let mut verdict = self.ask_cluster(id, asks).await;
        for _ in 0..AGAIN {
            match &verdict {
                // A place that was given back a moment ago may still have been taken there.
                Some(Err(quota)) if self.hear_out().await || !quota.is_reached() => {
                    verdict = self.ask_cluster(id, asks).await;
                }
                _ => break,
            }
        }
        if let Some(verdict) = verdict {
            return match verdict {
                Ok(()) => {
                    self.0.memory.take(Short::of(id), asks, self.now());
                    Ok(admission)
                }
                Err(quota) => Err(quota),
            };
        }
        let (fresh, short) = (self.0.cluster.as_ref().map(|_| FRESH), Short::of(id));
        loop {
            match self.0.memory.admit(short, asks, self.now(), fresh) {
                Verdict::Admitted => return Ok(admission),
                Verdict::Refused(at) => return Err(Box::new(self.remembered(&asks[at].gauge))),
                Verdict::Unseeded(places) => self.seed_memory(&gauges_at(asks, &places)).await,
            }
        }
    }

    /// None: Redis does not answer, or is not in use.
    async fn ask_cluster(&self, id: &RequestId, asks: &[Ask]) -> Option<Result<(), Box<Quota>>> {
        let cluster = self.cluster()?;
        let mut verdict = cluster.admit(id, asks, self.now()).await?;
        if let Verdict::Unseeded(places) = &verdict {
            self.seed_cluster(cluster, &gauges_at(asks, places)).await?;
            verdict = cluster.admit(id, asks, self.now()).await?;
        }
        match verdict {
            Verdict::Admitted => Some(Ok(())),
            Verdict::Refused(at) => {
                let gauge = &asks[at].gauge;
                let reading = cluster.read(std::slice::from_ref(gauge), self.now()).await?.pop()??;
                Some(Err(Box::new(gauge.quota(&reading))))
            }
            Verdict::Unseeded(_) => None,
        }
    }

    /// Every limit of an owner.
    pub(crate) fn gauges(&self, allowance: &Allowance, moment: Moment) -> Vec<Gauge> {
        self.0.meters.read(allowance, moment, |_| true)
    }

    /// The limits of an owner that are for this model.
    pub(crate) fn gauges_for(&self, allowance: &Allowance, model: Option<&str>, moment: Moment) -> Vec<Gauge> {
        self.0.meters.read(allowance, moment, |meter| meter.concerns(model))
    }

    /// How every limit of these owners stands.
    pub(crate) async fn quotas(&self, allowances: &[Allowance], moment: Moment) -> Vec<Quota> {
        let gauges: Vec<_> = allowances.iter().flat_map(|allowance| self.gauges(allowance, moment)).collect();
        let readings = self.readings(&gauges).await;
        gauges.iter().zip(&readings).map(|(gauge, reading)| gauge.quota(reading)).collect()
    }

    async fn readings(&self, gauges: &[Gauge]) -> Vec<Reading> {
        if gauges.is_empty() {
            return Vec::new();
        }
        self.hear_out().await;
        if let Some(readings) = self.cluster_readings(gauges).await {
            return readings;
        }
        let fresh = self.0.cluster.as_ref().map(|_| FRESH);
        let now = self.now();
        let stale: Vec<_> =
            gauges.iter().filter(|gauge| !self.0.memory.is_seeded(gauge, now, fresh)).cloned().collect();
        self.seed_memory(&stale).await;
        gauges.iter().map(|gauge| self.0.memory.read(gauge, now)).collect()
    }

    async fn cluster_readings(&self, gauges: &[Gauge]) -> Option<Vec<Reading>> {
        let cluster = self.cluster()?;
        let now = self.now();
        let read = cluster.read(gauges, now).await?;
        let missing: Vec<_> =
            gauges.iter().zip(&read).filter(|(_, read)| read.is_none()).map(|(gauge, _)| gauge.clone()).collect();
        if missing.is_empty() {
            return read.into_iter().collect();
        }
        self.seed_cluster(cluster, &missing).await?;
        cluster.read(gauges, now).await?.into_iter().collect()
    }

    /// The first of these that is reached, as far as this instance knows. Takes nothing and asks nobody.
    pub(crate) fn peek(&self, asks: &[Ask]) -> Option<Quota> {
        let reached = asks.iter().find(|ask| self.0.memory.is_reached(ask, self.now()))?;
        Some(self.remembered(&reached.gauge))
    }

    /// How a gauge stands in this instance's memory.
    fn remembered(&self, gauge: &Gauge) -> Quota {
        gauge.quota(&self.0.memory.read(gauge, self.now()))
    }

    /// Each limit that comes to one of the percentages.
    pub(crate) fn warnings(&self) -> broadcast::Receiver<LimitWarning> {
        self.0.warnings.subscribe()
    }

    /// Redis is in use, but this instance limits by itself.
    pub(crate) fn is_degraded(&self) -> bool {
        self.0.cluster.is_some() && self.cluster().is_none()
    }

    /// Redis, when it can be relied on.
    fn cluster(&self) -> Option<&Cluster> {
        self.0.cluster.as_ref().filter(|cluster| !cluster.redis.is_away() && !self.is_behind(cluster))
    }

    /// Redis has come back, and does not know yet what happened meanwhile.
    fn is_behind(&self, cluster: &Cluster) -> bool {
        self.0.told.load(Relaxed) != cluster.redis.returns() || !lock(&self.0.owed).is_empty()
    }

    /// Sums that nobody knows begin at what the ledger says; without it at nothing, and are looked at again.
    async fn seed_memory(&self, gauges: &[Gauge]) {
        let now = self.now();
        let answers = self.consult(gauges).await;
        for (at, gauge) in gauges.iter().enumerate() {
            match answers.as_ref().and_then(|answers| answers.get(at)) {
                Some(answer) => self.0.memory.seed(gauge, answer, now, self.recall()),
                None => {
                    // What is there already is the best that is known.
                    if !self.0.memory.is_seeded(gauge, now, None) {
                        self.0.memory.seed(gauge, &BooksAnswer::default(), now, HORIZON);
                    } else {
                        self.0.memory.postpone(gauge, now);
                    }
                    self.doubt(gauge);
                }
            }
        }
    }

    /// None: the ledger or Redis cannot be asked.
    async fn seed_cluster(&self, cluster: &Cluster, gauges: &[Gauge]) -> Option<()> {
        let answers = self.consult(gauges).await?;
        for (gauge, answer) in gauges.iter().zip(&answers) {
            cluster.seed(gauge, answer, false, self.now()).await?;
        }
        Some(())
    }

    /// What the ledger says of sums that it knows.
    async fn consult(&self, gauges: &[Gauge]) -> Option<Vec<BooksAnswer>> {
        let Some(books) = &self.0.books else { return Some(vec![BooksAnswer::default(); gauges.len()]) };
        let now = self.0.clock.now();
        let questions: Option<Vec<_>> = gauges.iter().map(|gauge| gauge.question(now)).collect();
        timeout(BOOKS_PATIENCE, books.spent(questions?, self.recall() + SLACK))
            .await
            .ok()?
            .filter(|answers| answers.len() == gauges.len())
    }

    /// For how long rows are told apart that the ledger may not have yet, in milliseconds.
    pub(super) fn recall(&self) -> i64 {
        let current = self.0.cluster.is_none() && self.0.books.as_ref().is_none_or(|books| books.is_current());
        if current { SOON } else { HORIZON }
    }

    fn doubt(&self, gauge: &Gauge) {
        if gauge.is_booked() {
            lock(&self.0.doubtful).insert(gauge.key.clone(), gauge.clone());
        }
    }

    fn now(&self) -> i64 {
        self.0.clock.now().0
    }
}

fn gauges_at(asks: &[Ask], places: &[usize]) -> Vec<Gauge> {
    places.iter().map(|at| asks[*at].gauge.clone()).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
