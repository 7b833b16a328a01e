//! How far a backup is, on standard error.

use control::backup::Progress;
use std::io::Write;
use std::time::{Duration, Instant};

/// Between two words of one table.
const PERIOD: Duration = Duration::from_secs(1);

/// A line for each second that a table takes, and one at its end.
pub(super) struct Meter {
    began: Instant,
    told: Instant,
}

impl Meter {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self { began: now, told: now }
    }

    pub(super) fn tell(&mut self, now: Progress<'_>) {
        if now.rows == 0 {
            (self.began, self.told) = (Instant::now(), Instant::now());
        }
        let is_over = now.rows == now.of;
        if now.of > 0 && (is_over || self.told.elapsed() >= PERIOD) {
            self.told = Instant::now();
            let rate = now.rows as f64 / self.began.elapsed().as_secs_f64().max(0.001);
            // Whoever does not listen misses nothing else.
            let _ = writeln!(std::io::stderr(), "{}: {} of {} rows, {rate:.0} a second", now.table, now.rows, now.of);
        }
    }
}
