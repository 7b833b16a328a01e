//! What came of each stage, as the table at the end.

use std::time::Duration;

use anyhow::Result;

use super::count::Count;
use crate::shell::seconds;

pub(crate) enum Outcome {
    Passed(Count),
    Failed {
        count: Count,
        why: String,
    },
    /// A stage that this one needs did not pass.
    Skipped(&'static str),
}

impl From<Result<Count>> for Outcome {
    fn from(result: Result<Count>) -> Self {
        match result {
            Ok(count) if count.failed == 0 => Self::Passed(count),
            Ok(count) => Self::Failed { count, why: format!("{} of its tests failed", count.failed) },
            Err(error) => Self::Failed { count: Count { passed: 0, failed: 1 }, why: format!("{error:#}") },
        }
    }
}

#[derive(Default)]
pub(crate) struct Report {
    stages: Vec<(&'static str, Duration, Outcome)>,
}

impl Report {
    pub(crate) fn add(&mut self, stage: &'static str, time: Duration, outcome: Outcome) {
        self.stages.push((stage, time, outcome));
    }

    pub(crate) fn passed(&self, stage: &str) -> bool {
        self.stages.iter().any(|(name, _, outcome)| *name == stage && matches!(outcome, Outcome::Passed(_)))
    }

    pub(crate) fn has_failed(&self) -> bool {
        !self.stages.iter().all(|(_, _, outcome)| matches!(outcome, Outcome::Passed(_)))
    }

    pub(crate) fn print(&self) {
        let mut sum = Count::default();
        let mut time = Duration::ZERO;
        println!("\n{:<12} {:>12}  result", "stage", "time");
        for (name, took, outcome) in &self.stages {
            time += *took;
            let result = match outcome {
                Outcome::Passed(count) => {
                    sum += *count;
                    format!("passed ({})", count.passed)
                }
                Outcome::Failed { count, why } => {
                    sum += *count;
                    format!("FAILED: {}", why.lines().next().unwrap_or_default())
                }
                Outcome::Skipped(need) => format!("skipped: {need} did not pass"),
            };
            println!("{name:<12} {:>12}  {result}", seconds(*took));
        }
        println!("{:<12} {:>12}\n\n{} passed, {} failed", "all", seconds(time), sum.passed, sum.failed);
    }
}
