//! Against guessing: an address, or a key, that fails too often is put off before anything else.

use domain::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

const FAILURES: u32 = 20;
const WINDOW_MS: i64 = 300_000;
const LOCK_MS: i64 = 600_000;
/// Guessers come from many addresses; what is remembered of them is bounded.
const REMEMBERED: usize = 10_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Who {
    Address(String),
    Key([u8; 32]),
}

#[derive(Clone, Copy)]
struct Record {
    since: Millis,
    failures: u32,
    locked_until: Millis,
}

#[derive(Default)]
pub(crate) struct Lockout(Mutex<HashMap<Who, Record>>);

impl Lockout {
    /// Counts an unknown key. Some: the address or the key is locked until then.
    pub(crate) fn fail(&self, ip: &str, key: &[u8; 32], now: Millis) -> Option<Millis> {
        let mut records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if records.len() >= REMEMBERED {
            records.retain(|_, record| record.locked_until > now || now.0 - record.since.0 < WINDOW_MS);
            if records.len() >= REMEMBERED {
                records.clear();
            }
        }
        // A locked address leaves no more traces: its guesses would only fill the memory.
        count(&mut records, Who::Address(ip.to_owned()), now).or_else(|| count(&mut records, Who::Key(*key), now))
    }
}

fn count(records: &mut HashMap<Who, Record>, who: Who, now: Millis) -> Option<Millis> {
    let record = records.entry(who).or_insert(Record { since: now, failures: 0, locked_until: Millis(0) });
    if record.locked_until > now {
        return Some(record.locked_until);
    }
    if now.0 - record.since.0 >= WINDOW_MS {
        (record.since, record.failures) = (now, 0);
    }
    record.failures += 1;
    if record.failures > FAILURES {
        record.locked_until = Millis(now.0 + LOCK_MS);
        (record.since, record.failures) = (record.locked_until, 0);
        return Some(record.locked_until);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twenty_first_failure_locks_and_time_unlocks() {
        let (lockout, now) = (Lockout::default(), Millis(1_000_000));
        for n in 0..20 {
            assert_eq!(lockout.fail("a", &[n; 32], now), None);
        }
        let until = Millis(now.0 + LOCK_MS);
        assert_eq!(lockout.fail("a", &[99; 32], now), Some(until));
        assert_eq!(lockout.fail("b", &[99; 32], now), None, "another address is not locked");
        assert_eq!(lockout.fail("a", &[98; 32], Millis(until.0 - 1)), Some(until), "a lock is not prolonged");
        assert_eq!(lockout.fail("a", &[97; 32], until), None);
    }

    #[test]
    fn one_key_from_many_addresses_is_locked_too() {
        let lockout = Lockout::default();
        let fail = |n: i64| lockout.fail(&format!("10.0.0.{n}"), &[1; 32], Millis(n));
        assert!((0..20).all(|n| fail(n).is_none()) && fail(20).is_some());
    }

    #[test]
    fn slow_failures_do_not_add_up_and_memory_is_bounded() {
        let lockout = Lockout::default();
        assert!((0..100).all(|n| lockout.fail("a", &[n as u8; 32], Millis(n * WINDOW_MS)).is_none()));
        for n in 0..30_000_u32 {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&n.to_le_bytes());
            lockout.fail(&n.to_string(), &key, Millis(i64::from(n)));
        }
        assert!(lockout.0.lock().unwrap().len() <= REMEMBERED + 1);
    }
}
