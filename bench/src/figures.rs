//! What a load found.

use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::time::Duration;

/// Nanoseconds, to three digits, up to ten minutes.
fn histogram() -> Histogram<u64> {
    #[expect(clippy::expect_used, reason = "constant bounds")]
    Histogram::new_with_bounds(100, 600_000_000_000, 3).expect("sound bounds")
}

pub(crate) struct Figures {
    /// From asking (or from when it was due) to the last byte.
    pub(crate) whole: Histogram<u64>,
    pub(crate) first_byte: Histogram<u64>,
    pub(crate) first_content: Histogram<u64>,
    /// Between two content frames of a stream.
    pub(crate) gap: Histogram<u64>,
    pub(crate) answered: u64,
    /// By reason.
    pub(crate) failed: BTreeMap<String, u64>,
    /// Asked at any time, in the measured part or not.
    pub(crate) asked: u64,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            whole: histogram(),
            first_byte: histogram(),
            first_content: histogram(),
            gap: histogram(),
            answered: 0,
            failed: BTreeMap::new(),
            asked: 0,
        }
    }
}

impl Figures {
    pub(crate) fn add(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.whole, &other.whole),
            (&mut self.first_byte, &other.first_byte),
            (&mut self.first_content, &other.first_content),
            (&mut self.gap, &other.gap),
        ] {
            // Both have the same bounds.
            let _ = mine.add(theirs);
        }
        self.answered += other.answered;
        self.asked += other.asked;
        for (reason, count) in &other.failed {
            *self.failed.entry(reason.clone()).or_default() += count;
        }
    }

    pub(crate) fn fail(&mut self, reason: String) {
        *self.failed.entry(reason).or_default() += 1;
    }

    pub(crate) fn failures(&self) -> u64 {
        self.failed.values().sum()
    }
}

pub(crate) fn record(into: &mut Histogram<u64>, time: Duration) {
    into.saturating_record(time.as_nanos() as u64);
}

/// A quantile in milliseconds.
pub(crate) fn ms(of: &Histogram<u64>, quantile: f64) -> f64 {
    of.value_at_quantile(quantile) as f64 / 1e6
}
