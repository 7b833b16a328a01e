//! What is measured, part by part; each starts what it asks anew, and ends it.

pub(crate) mod flat;
pub(crate) mod idle;
pub(crate) mod matrix;
pub(crate) mod pair;
pub(crate) mod soak;
pub(crate) mod start;

use crate::options::Options;
use anyhow::Result;

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
pub(crate) enum Part {
    /// How long a hub takes until it is ready, and its memory then
    Start,
    /// Every kind of request, at every concurrency, to everybody
    Matrix,
    /// Many streams that say little, held open
    Idle,
    /// Long streams with slow readers, readers that leave and answers that break off
    Soak,
    /// Few keys, providers, rules and rows beside many
    Flat,
    /// Two hubs on one database beside one
    Pair,
}

impl Part {
    pub(crate) const ALL: [Self; 6] = [Self::Start, Self::Matrix, Self::Idle, Self::Soak, Self::Flat, Self::Pair];
}

/// What was found, as far as it was looked for.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) starts: Vec<start::Started>,
    pub(crate) matrix: Vec<matrix::Found>,
    pub(crate) rested: Vec<matrix::Rested>,
    pub(crate) idle: Vec<idle::Held>,
    pub(crate) soak: Option<soak::Soaked>,
    pub(crate) flat: Vec<flat::Beside>,
    pub(crate) pair: Option<pair::Paired>,
}

impl Findings {
    pub(crate) async fn add(&mut self, part: Part, options: &Options) -> Result<()> {
        match part {
            Part::Start => self.starts = start::run(options).await?,
            Part::Matrix => (self.matrix, self.rested) = matrix::run(options).await?,
            Part::Idle => self.idle = idle::run(options).await?,
            Part::Soak => self.soak = Some(soak::run(options).await?),
            Part::Flat => self.flat = flat::run(options).await?,
            Part::Pair => self.pair = pair::run(options).await?,
        }
        Ok(())
    }
}

/// The middle one; of none, nothing.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        count if count % 2 == 1 => sorted[count / 2],
        count => f64::midpoint(sorted[count / 2 - 1], sorted[count / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_is_between_two() {
        assert_eq!(median(&[9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 9.0]), 3.0);
        assert_eq!(median(&[]), 0.0);
    }
}
