//! One load and all that is read of it: what its clients saw, and what it took of the processor and of memory.

use crate::figures::Figures;
use crate::load::{self, Shape};
use crate::question::Question;
use crate::target::{Target, Vendor};
use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

pub(crate) struct Taken {
    pub(crate) figures: Figures,
    /// From the end of the warm-up to the last answer.
    pub(crate) time: Duration,
    /// From the first request until nothing is left to do for any of them, warm-up and all.
    pub(crate) cpu: Duration,
    /// Under load.
    pub(crate) memory_kib: u64,
}

impl Taken {
    pub(crate) fn add(&mut self, other: &Self) {
        self.figures.add(&other.figures);
        self.time += other.time;
        self.cpu += other.cpu;
        self.memory_kib = self.memory_kib.max(other.memory_kib);
    }

    /// Time on the processor for each answer, in microseconds.
    pub(crate) fn cpu_us(&self) -> f64 {
        let answers = self.figures.asked - self.figures.failures();
        self.cpu.as_secs_f64() * 1e6 / answers.max(1) as f64
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.figures.answered as f64 / self.time.as_secs_f64()
    }
}

/// Asks for `time`, after a quarter of it to get warm.
pub(crate) async fn take(target: &Target, question: &Question, shape: Shape, time: Duration) -> Taken {
    target.process.rest().await;
    let (begun, before) = (Instant::now(), target.process.cpu());
    let (from, until) = (begun + time / 4, begun + time / 4 + time);
    let look = async {
        tokio::time::sleep_until(until.into()).await;
        target.process.memory()
    };
    let (memory_kib, figures) = tokio::join!(look, load::run(target, question, shape, from, until));
    let time = from.elapsed();
    target.process.rest().await;
    Taken { figures, time, cpu: target.process.cpu().saturating_sub(before), memory_kib }
}

/// Others may repeat what failed; nobody may answer what was not asked.
pub(crate) async fn compare(vendor: &Vendor, taken: &[&Taken]) -> Result<()> {
    let sum = |of: fn(&Figures) -> u64| taken.iter().map(|taken| of(&taken.figures)).sum::<u64>();
    let (asked, failures, came) = (sum(|it| it.asked), sum(Figures::failures), vendor.count().await?.came);
    ensure!(failures > 0 || came == asked, "{asked} requests were asked, {came} came to the vendor");
    Ok(())
}
