//! How many tests passed and failed, read from what test programs print at their end.

use std::ops::AddAssign;

use anyhow::{Result, bail};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Count {
    /// A check that is no test program counts as one.
    pub(crate) const ONE: Self = Self { passed: 1, failed: 0 };

    /// From the last line that says both how many and how it went: `3 passed, 1 failed` in any company.
    pub(crate) fn read(output: &str) -> Option<Self> {
        output.lines().rev().find_map(|line| {
            let words: Vec<&str> = line.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
            let mut count = None;
            for pair in words.windows(2) {
                let Ok(number) = pair[0].parse::<u64>() else { continue };
                let count = match pair[1] {
                    "passed" => &mut count.get_or_insert(Self::default()).passed,
                    "failed" | "error" | "errors" | "timed" | "exec" => {
                        &mut count.get_or_insert(Self::default()).failed
                    }
                    _ => continue,
                };
                *count += number;
            }
            count
        })
    }

    /// What a finished test program means: its count, or a failure when it stopped before it could say one.
    pub(crate) fn of(succeeded: bool, output: &str) -> Result<Self> {
        match Self::read(output) {
            Some(count) if succeeded || count.failed > 0 => Ok(count),
            None if succeeded => Ok(Self::default()),
            _ => bail!("the tests stopped early: see above"),
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn summaries_of_the_test_programs_are_understood() {
        let cases = [
            ("     Summary [   0.012s] 3 tests run: 3 passed, 5 skipped\n", Some((3, 0))),
            ("Summary [ 1.0s] 9 tests run: 6 passed (1 flaky), 2 failed, 1 timed out, 0 skipped\nnote", Some((6, 3))),
            ("==== 1 failed, 4 passed, 2 warnings in 0.52s ====\n", Some((4, 1))),
            ("4 passed in 0.52s", Some((4, 0))),
            ("2 errors in 0.1s", Some((0, 2))),
            ("12 passed, 0 failed\n", Some((12, 0))),
            ("error: could not compile", None),
        ];
        for (output, expected) in cases {
            assert_eq!(Count::read(output), expected.map(|(passed, failed)| Count { passed, failed }), "{output}");
        }
    }

    #[test]
    fn a_program_that_stops_early_has_failed() {
        assert!(Count::of(false, "thread main panicked").is_err());
        assert!(Count::of(false, "3 passed").is_err());
        assert_eq!(Count::of(true, "no tests").unwrap(), Count::default());
        assert_eq!(Count::of(false, "1 passed, 1 failed").unwrap(), Count { passed: 1, failed: 1 });
    }
}
