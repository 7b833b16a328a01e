//! Holds off whoever guesses keys. Only unknown keys count: a disabled or expired one is not a guess. With Redis the
//! guesses at all instances count together.

use domain::Millis;
use domain::time::SECOND;
use std::collections::HashMap;

pub(crate) const WINDOW: i64 = 300 * SECOND;
const LOCK: i64 = 900 * SECOND;
/// Addresses remembered at once.
const CAPACITY: usize = 10_000;

pub(crate) struct Limiter {
    records: HashMap<String, Record>,
    /// Failures that lock an address; 0 locks none.
    most: u32,
}

struct Record {
    since: Millis,
    failures: u32,
    locked_until: Millis,
}

impl Record {
    fn is_over(&self, now: Millis) -> bool {
        self.locked_until <= now && self.since + WINDOW <= now
    }
}

impl Limiter {
    pub(crate) fn new(most: u32) -> Self {
        Self { records: HashMap::new(), most }
    }

    /// Seconds that the address has to wait.
    pub(crate) fn wait(&self, ip: &str, now: Millis) -> Option<i64> {
        let left = self.records.get(ip)?.locked_until - now;
        (left > 0).then(|| (left + SECOND - 1) / SECOND)
    }

    /// `of_all`: failures of this address with all instances, where that is known.
    pub(crate) fn failed(&mut self, ip: &str, now: Millis, of_all: u32) {
        if self.records.len() >= CAPACITY && !self.records.contains_key(ip) {
            self.make_room(now);
        }
        let fresh = || Record { since: now, failures: 0, locked_until: Millis(0) };
        let record = self.records.entry(ip.to_owned()).or_insert_with(fresh);
        if record.is_over(now) {
            *record = fresh();
        }
        record.failures = of_all.max(record.failures + 1);
        if record.failures >= self.most && self.most > 0 {
            *record = Record { locked_until: now + LOCK, ..fresh() };
        }
    }

    pub(crate) fn succeeded(&mut self, ip: &str) {
        self.records.remove(ip);
    }

    fn make_room(&mut self, now: Millis) {
        self.records.retain(|_, record| !record.is_over(now));
        if self.records.len() >= CAPACITY {
            let oldest = self.records.iter().min_by_key(|(_, record)| record.since).map(|(ip, _)| ip.clone());
            oldest.map(|ip| self.records.remove(&ip));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_after_ten_failures_and_opens_again() {
        let mut limiter = Limiter::new(10);
        let start = Millis(1_000_000);
        for _ in 0..9 {
            limiter.failed("a", start, 0);
        }
        assert_eq!(limiter.wait("a", start), None);
        limiter.failed("a", start + 299 * SECOND, 0);
        assert_eq!(limiter.wait("a", start + 299 * SECOND), Some(900));
        assert_eq!(limiter.wait("a", start + (299 + 899) * SECOND), Some(1));
        assert_eq!(limiter.wait("a", start + (299 + 900) * SECOND), None);
        assert_eq!(limiter.wait("b", start), None, "another address is not touched");
    }

    #[test]
    fn slow_failures_never_lock() {
        let mut limiter = Limiter::new(10);
        for step in 0..100 {
            let now = Millis(step * 40 * SECOND);
            limiter.failed("a", now, 0);
            assert_eq!(limiter.wait("a", now), None);
        }
    }

    #[test]
    fn memory_is_bounded() {
        let mut limiter = Limiter::new(10);
        for n in 0..(CAPACITY as i64 + 50) {
            limiter.failed(&n.to_string(), Millis(n), 0);
        }
        assert_eq!(limiter.records.len(), CAPACITY);
        assert!(limiter.records.contains_key(&(CAPACITY + 49).to_string()));
    }
}
