//! Hours of the day in which a provider is used.

use crate::error::ApiError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const DAY: u16 = 24 * 60;

/// From `start` to before `end`, both minutes of the local day; past midnight when it ends before it starts. As text
/// `22:00-06:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActiveHours {
    start: u16,
    end: u16,
}

impl ActiveHours {
    /// `minute`: of the local day.
    pub fn contains(self, minute: u16) -> bool {
        if self.start < self.end {
            (self.start..self.end).contains(&minute)
        } else {
            minute >= self.start || minute < self.end
        }
    }
}

impl FromStr for ActiveHours {
    type Err = ApiError;
    fn from_str(text: &str) -> Result<Self, ApiError> {
        let told = |message: &str| ApiError::invalid("active_hours", message.to_owned());
        let form = || told("Write the hours as 22:00-06:00.");
        let (start, end) = text.split_once(['-', '–']).ok_or_else(form)?;
        let (start, end) = (minute(start).ok_or_else(form)?, minute(end).ok_or_else(form)?);
        if start == end {
            return Err(told("Start and end are the same time: leave the hours empty for the whole day."));
        }
        Ok(Self { start, end })
    }
}

/// `24:00` is the end of the day.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= DAY).then_some(total % DAY)
}

impl fmt::Display for ActiveHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        write!(f, "{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
    }
}

impl TryFrom<String> for ActiveHours {
    type Error = ApiError;
    fn try_from(text: String) -> Result<Self, ApiError> {
        text.parse()
    }
}

impl From<ActiveHours> for String {
    fn from(hours: ActiveHours) -> Self {
        hours.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_a_half_open_span_that_may_pass_midnight() {
        for (hours, minute, want) in [
            ("09:00-17:30", 9 * 60, true),
            ("09:00-17:30", 17 * 60 + 29, true),
            ("09:00-17:30", 17 * 60 + 30, false),
            ("09:00-17:30", 8 * 60 + 59, false),
            ("22:00-06:00", 23 * 60, true),
            ("22:00-06:00", 0, true),
            ("22:00-06:00", 6 * 60, false),
            ("22:00-06:00", 21 * 60 + 59, false),
            ("00:00-24:00", 0, true),
            ("18:00-24:00", 23 * 60 + 59, true),
            ("18:00-24:00", 0, false),
        ] {
            match hours.parse::<ActiveHours>() {
                Ok(parsed) => assert_eq!(parsed.contains(minute), want, "{hours} at {minute}"),
                Err(_) => assert_eq!(hours, "00:00-24:00"),
            }
        }
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for text in ["", "9-17", "09:00", "09:00-09:00", "25:00-03:00", "10:60-11:00", "a:b-c:d", "-1:00-02:00"] {
            assert!(text.parse::<ActiveHours>().is_err(), "{text}");
        }
        assert_eq!("7:05 - 24:00".parse::<ActiveHours>().unwrap().to_string(), "07:05-00:00");
    }
}
