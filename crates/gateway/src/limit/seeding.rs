//! How a sum in Redis begins from what the ledger says, and is brought in line with it.
//!
//! What was told to Redis lately and is not in the ledger counts beside it. There may be very much of that, so it is
//! compared here, in pieces; the script itself looks only at what was told in the last seconds.

use super::cluster::{AT_ONCE, Cluster, frame, key_of, keys, script};
use super::gauge::Gauge;
use domain::books::{BooksAnswer, HORIZON};
use domain::time::SECOND;
use foldhash::{HashMap, HashSet};
use redis::{Script, cmd};
use std::sync::LazyLock;

script!(SEED, "lua/seed.lua");

/// Clocks of instances differ by less.
const SKEW: i64 = 5 * SECOND;

impl Cluster {
    /// Begins a sum from the ledger; one that is there already only if it is forced.
    pub(super) async fn seed(&self, gauge: &Gauge, answer: &BooksAnswer, force: bool, now: i64) -> Option<i64> {
        let since = now - SKEW;
        let lately = self.lately(gauge, now).await?;
        let counted: HashSet<&str> = answer.counted.iter().map(|row| row.as_str()).collect();
        let mut told: HashMap<&str, i64> = HashMap::default();
        for (entry, score) in &lately {
            let latest = told.entry(row_of(entry)).or_insert(*score);
            *latest = (*latest).max(*score);
        }
        let stale: Vec<_> = lately.iter().map(|(entry, _)| entry).filter(|entry| is_stale(entry, &counted)).collect();
        for stale in stale.chunks(AT_ONCE) {
            self.redis.ask::<i64>(cmd("ZREM").arg(key_of("l", &gauge.key)).arg(stale)).await?;
        }
        let mut call = SEED.prepare_invoke();
        keys(&mut call, gauge);
        call.arg(now).arg(i64::from(force));
        frame(&mut call, gauge.frame);
        call.arg(HORIZON);
        let spent: Vec<_> = answer.spent.iter().filter(|(_, spent)| spent.0 > 0).collect();
        call.arg(spent.len());
        spent.iter().for_each(|(at, amount)| {
            call.arg(at.0).arg(amount.0);
        });
        let before = lately.iter().filter(|(_, score)| *score < since);
        let late: Vec<_> = before.filter_map(|(entry, _)| late(entry, &counted)).collect();
        call.arg(since).arg(late.len());
        late.iter().for_each(|(at, amount)| {
            call.arg(*at).arg(*amount);
        });
        // Of the others Redis knows already that they have counted.
        let named = counted.iter().filter(|row| told.get(*row).is_none_or(|score| *score >= since));
        named.for_each(|row| {
            call.arg(*row);
        });
        self.redis.run(&call).await
    }

    /// What was added to a sum lately, and when.
    async fn lately(&self, gauge: &Gauge, now: i64) -> Option<Vec<(String, i64)>> {
        let (mut all, mut cursor) = (HashMap::default(), 0_u64);
        loop {
            let mut scan = cmd("ZSCAN");
            scan.arg(key_of("l", &gauge.key)).arg(cursor).arg("COUNT").arg(AT_ONCE);
            let (next, entries): (u64, Vec<(String, f64)>) = self.redis.ask(&scan).await?;
            // One may come twice.
            all.extend(entries.into_iter().map(|(entry, score)| (entry, score as i64)));
            cursor = next;
            if cursor == 0 {
                // What is older is in the ledger, which no longer names it.
                return Some(all.into_iter().filter(|(_, score)| *score >= now - HORIZON).collect());
            }
        }
    }
}

/// `row|amount|at`, or the row alone.
fn row_of(entry: &str) -> &str {
    entry.split('|').next().unwrap_or_default()
}

/// When a row came that the ledger does not have, and its amount.
fn late<'a>(entry: &'a str, counted: &HashSet<&str>) -> Option<(&'a str, &'a str)> {
    let (rest, at) = entry.rsplit_once('|')?;
    let (row, amount) = rest.rsplit_once('|')?;
    (!counted.contains(row)).then_some((at, amount))
}

/// The ledger told of it once, and does so no more.
fn is_stale(entry: &str, counted: &HashSet<&str>) -> bool {
    !entry.contains('|') && !counted.contains(entry)
}
