//! What keeps limits right beside the requests: leases are prolonged, and sums brought in line with the ledger.

use super::cluster::Cluster;
use super::gauge::Gauge;
use super::settlement::Telling;
use super::{Limiter, lock};
use std::collections::HashSet;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// Well below a lease.
const BEAT: Duration = Duration::from_secs(5);
/// How soon Redis is used again when it is back.
const CHECK: Duration = Duration::from_millis(250);
/// After so many beats the sums in use are compared with the ledger, and what is long out of use is forgotten.
const ROUND: u64 = 12;
/// Sums that the ledger is asked for at once.
const AT_ONCE: usize = 50;

impl Limiter {
    /// For as long as it is polled.
    pub(crate) async fn keep(&self) {
        for beat in 1u64.. {
            let deadline = tokio::time::Instant::now() + BEAT;
            while tokio::time::Instant::now() < deadline {
                self.reconcile().await;
                tokio::time::sleep(CHECK).await;
            }
            self.renew().await;
            if beat.is_multiple_of(ROUND) {
                self.0.memory.sweep(self.now());
                self.0.meters.clear();
                self.doubt_all();
            }
        }
    }

    /// Forgets what is over.
    pub(crate) fn forget(&self) {
        self.0.memory.forget(self.now(), self.recall());
    }

    /// What requests under way hold stays theirs.
    pub(super) async fn renew(&self) {
        let Some(cluster) = self.cluster() else { return };
        self.renew_in(cluster).await;
    }

    async fn renew_in(&self, cluster: &Cluster) -> Option<()> {
        // Whoever is refused for a place that this takes again by mistake waits until it is given back.
        let _telling = Telling::new(self);
        let held = self.all_held();
        if held.is_empty() {
            return Some(());
        }
        cluster.renew(&held, self.now()).await?;
        // Whoever ended meanwhile may have given back before this took it again.
        let still: HashSet<_> = self.all_held().into_iter().map(|(id, _)| id).collect();
        for (id, ask) in held.into_iter().filter(|(id, _)| !still.contains(id)) {
            cluster.settle(&id, &[ask], &[], self.now()).await?;
        }
        Some(())
    }

    /// Brings sums in line with the ledger that were kept without it, or without Redis.
    pub(crate) async fn reconcile(&self) {
        let there = self.0.cluster.as_ref().filter(|cluster| !cluster.redis.is_away());
        if let Some(cluster) = there.filter(|cluster| self.is_behind(cluster))
            && self.tell(cluster).await.is_none()
        {
            return tracing::debug!("Redis went away again");
        }
        let doubtful: Vec<Gauge> = lock(&self.0.doubtful).values().map(|gauge| gauge.at(self.0.clock.now())).collect();
        for gauges in doubtful.chunks(AT_ONCE) {
            let Some(answers) = self.consult(gauges).await else { return };
            let now = self.now();
            for (gauge, answer) in gauges.iter().zip(&answers) {
                self.0.memory.seed(gauge, answer, now, self.recall());
                if let Some(cluster) = there
                    && cluster.seed(gauge, answer, true, now).await.is_none()
                {
                    return;
                }
                lock(&self.0.doubtful).remove(&gauge.key);
            }
        }
    }

    /// Tells Redis what happened while it was away.
    async fn tell(&self, cluster: &Cluster) -> Option<()> {
        let returns = cluster.redis.returns();
        if self.0.told.load(Relaxed) != returns {
            cluster.restore(self.0.memory.members(self.now()), self.now()).await?;
            self.renew_in(cluster).await?;
        }
        let owed = lock(&self.0.owed).clone();
        for (id, freed, adds) in &owed {
            cluster.settle(id, freed, adds, self.now()).await?;
        }
        lock(&self.0.owed).drain(..owed.len());
        self.0.told.store(returns, Relaxed);
        Some(())
    }

    /// Every sum that was in use since the last time.
    fn doubt_all(&self) {
        let since = self.now() - BEAT.as_millis() as i64 * ROUND as i64;
        self.0.memory.used_since(since).iter().for_each(|gauge| self.doubt(gauge));
    }
}
