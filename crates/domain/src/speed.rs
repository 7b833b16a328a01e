//! How fast requests were, as histograms: counts in fixed bins, so that those of any rows, days and dimensions can be
//! added, and percentiles read off the sum.
//!
//! Bin 0 holds values up to 1, bin `n` those above 1.1^(n-1) and up to 1.1^n. A quantile is given as the middle of its
//! bin, 2 * 1.1^n / 2.1, and so is off by a 21st of the true value at most (4.8 %).
//!
//! In the database a [`Speed`] is a text of items such as `t45:3`: the letter of the measure, the bin, and the count
//! where it is not 1. Two texts joined by a space are their sum: SQL adds by concatenation.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::ops::AddAssign;

const GROWTH: f64 = 1.1;

/// Counts by bin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram(BTreeMap<u16, i64>);

impl Histogram {
    pub fn record(&mut self, value: i64) {
        self.add(bin(value), 1);
    }

    pub fn count(&self) -> i64 {
        self.0.values().sum()
    }

    /// The value that a share `q` (0 to 1) of the values does not exceed, by nearest rank. None of nothing.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let rank = (q * self.count() as f64).ceil().max(1.0) as i64;
        let mut below = 0;
        self.0.iter().find_map(|(bin, count)| {
            below += count;
            (below >= rank).then(|| middle(*bin))
        })
    }

    fn add(&mut self, bin: u16, count: i64) {
        *self.0.entry(bin).or_default() += count;
    }
}

impl AddAssign<&Self> for Histogram {
    fn add_assign(&mut self, other: &Self) {
        other.0.iter().for_each(|(bin, count)| self.add(*bin, *count));
    }
}

fn bin(value: i64) -> u16 {
    if value <= 1 { 0 } else { ((value as f64).ln() / GROWTH.ln()).ceil() as u16 }
}

fn middle(bin: u16) -> f64 {
    if bin == 0 { 1.0 } else { 2.0 * GROWTH.powi(i32::from(bin)) / (1.0 + GROWTH) }
}

/// The three measures of a request's speed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speed {
    /// Milliseconds from arrival to the first content, of every request that got some.
    pub first_content: Histogram,
    /// Milliseconds from arrival to the end, of every complete answer.
    pub duration: Histogram,
    /// Output tokens a minute between the two, of complete answers that took a tenth of a second or more for it.
    pub rate: Histogram,
}

impl Speed {
    /// Reads what `Display` writes, and such texts joined by spaces. What is no item is passed over.
    pub fn parse(text: &str) -> Self {
        let mut speed = Self::default();
        for item in text.split_ascii_whitespace() {
            let (measure, rest) = item.split_at_checked(1).unwrap_or_default();
            let (bin, count) = rest.split_once(':').unwrap_or((rest, "1"));
            let (Ok(bin), Ok(count)) = (bin.parse(), count.parse()) else { continue };
            match measure {
                "t" => speed.first_content.add(bin, count),
                "d" => speed.duration.add(bin, count),
                "r" => speed.rate.add(bin, count),
                _ => {}
            }
        }
        speed
    }
}

impl AddAssign<&Self> for Speed {
    fn add_assign(&mut self, other: &Self) {
        self.first_content += &other.first_content;
        self.duration += &other.duration;
        self.rate += &other.rate;
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (measure, histogram) in [('t', &self.first_content), ('d', &self.duration), ('r', &self.rate)] {
            for (bin, count) in &histogram.0 {
                if !std::mem::take(&mut first) {
                    f.write_char(' ')?;
                }
                write!(f, "{measure}{bin}")?;
                if *count != 1 {
                    write!(f, ":{count}")?;
                }
            }
        }
        Ok(())
    }
}

/// What is shown of a [`Speed`]. None where nothing was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Percentiles {
    /// Milliseconds to the first content: median, 90 % and 99 %.
    pub first_content_p50: Option<f64>,
    pub first_content_p90: Option<f64>,
    pub first_content_p99: Option<f64>,
    /// Milliseconds to the end.
    pub duration_p50: Option<f64>,
    pub duration_p90: Option<f64>,
    pub duration_p99: Option<f64>,
    /// Output tokens a second, median.
    pub rate_p50: Option<f64>,
}

impl From<&Speed> for Percentiles {
    fn from(speed: &Speed) -> Self {
        Self {
            first_content_p50: speed.first_content.quantile(0.5),
            first_content_p90: speed.first_content.quantile(0.9),
            first_content_p99: speed.first_content.quantile(0.99),
            duration_p50: speed.duration.quantile(0.5),
            duration_p90: speed.duration.quantile(0.9),
            duration_p99: speed.duration.quantile(0.99),
            rate_p50: speed.rate.quantile(0.5).map(|a_minute| a_minute / 60.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of many magnitudes, always the same ones.
    fn values(seed: u64, count: usize) -> Vec<i64> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        (0..count).map(|_| (2.0_f64.powf(next() as f64 / (1_u64 << 31) as f64 * 22.0)) as i64).collect()
    }

    fn exact(values: &[i64], q: f64) -> i64 {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        sorted[((q * sorted.len() as f64).ceil() as usize).max(1) - 1]
    }

    #[test]
    fn quantiles_are_within_five_percent() {
        for seed in 0..200 {
            let values = values(seed, 1 + seed as usize * 7);
            let mut histogram = Histogram::default();
            values.iter().for_each(|value| histogram.record(*value));
            for q in [0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 1.0] {
                let (have, want) = (histogram.quantile(q).unwrap(), exact(&values, q) as f64);
                assert!((have - want).abs() <= want / 21.0 + 1e-6, "seed {seed} q {q}: {have} for {want}");
            }
        }
    }

    #[test]
    fn merging_is_counting_together() {
        for seed in 0..50 {
            let (one, two) = (values(seed, 100), values(seed + 1_000, 57));
            let of = |values: &[i64]| {
                let mut speed = Speed::default();
                for value in values {
                    speed.first_content.record(*value);
                    speed.rate.record(value / 3);
                }
                speed
            };
            let (all, mut sum) = (of(&[one.clone(), two.clone()].concat()), of(&one));
            sum += &of(&two);
            assert_eq!(sum, all);
            let joined = format!("{} {}", of(&one), of(&two));
            assert_eq!(Speed::parse(&joined), all, "joined texts are a sum");
            assert_eq!(all.first_content.count(), 157);
        }
    }

    #[test]
    fn odd_texts_do_no_harm() {
        assert_eq!(Speed::parse(" t1:x  q3 é t t-1 t99999999 :: d4:2 "), Speed::parse("d4:2"));
        assert_eq!(Speed::parse("d4:2").to_string(), "d4:2");
        assert_eq!(Histogram::default().quantile(0.5), None);
        let mut edge = Histogram::default();
        [i64::MIN, 0, 1].iter().for_each(|value| edge.record(*value));
        assert_eq!(edge.quantile(1.0), Some(1.0));
        edge.record(i64::MAX);
        assert!(edge.quantile(1.0).unwrap() > 9e18);
    }
}
