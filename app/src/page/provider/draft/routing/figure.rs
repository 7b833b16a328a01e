//! Numbers as people read and write them.

use domain::decimal;
use std::ops::RangeInclusive;

/// A whole number within `range`.
pub(super) fn whole(text: &str, range: RangeInclusive<i64>) -> Option<i64> {
    text.parse().ok().filter(|number| range.contains(number))
}

/// Milliseconds of a number of `unit`s, such as `2.5`, when they are within `range`.
pub(super) fn span(text: &str, unit: i64, range: RangeInclusive<i64>) -> Option<i64> {
    let thousandths = decimal::read(text, 3)?;
    let ms = thousandths.checked_mul(unit)? / 1_000;
    Some(ms).filter(|ms| range.contains(ms))
}

/// Milliseconds in `unit`s, to a thousandth of one.
pub(super) fn shown(ms: i64, unit: i64) -> String {
    let thousandths = (ms * 1_000 + unit / 2) / unit;
    decimal::written(thousandths, 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::{DAY, MINUTE, SECOND};

    #[test]
    fn spans_come_back_as_they_were_written() {
        for (ms, unit, text) in [
            (0, SECOND, "0"),
            (30_000, SECOND, "30"),
            (1_500, SECOND, "1.5"),
            (1, SECOND, "0.001"),
            (DAY, SECOND, "86400"),
            (90_000, MINUTE, "1.5"),
            (30 * MINUTE, MINUTE, "30"),
        ] {
            assert_eq!(shown(ms, unit), text);
            assert_eq!(span(text, unit, 0..=DAY), Some(ms));
        }
        assert_eq!(shown(SECOND, MINUTE), "0.017");
    }

    #[test]
    fn what_is_no_number_within_the_range_is_none() {
        for text in ["", "x", "-1", "86400.001", "NaN", "inf", "1e99"] {
            assert_eq!(span(text, SECOND, 0..=DAY), None, "{text}");
        }
        for text in ["", "1.5", "0", "11", "x"] {
            assert_eq!(whole(text, 1..=10), None, "{text}");
        }
        assert_eq!(whole("10", 1..=10), Some(10));
    }
}
