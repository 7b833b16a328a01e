//! A fault drill: for a while, requests of some keys meet what vendors do on bad days, so that a team sees beforehand what its
//! tools make of it.

use crate::error::ApiError;
use crate::log::Outcome;
use crate::{KeyId, Millis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An hour.
const SECONDS_MAX: i64 = 3_600;
const SLOW_MAX: i64 = 120_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DrillFault {
    /// 429, and no vendor is asked.
    RateLimited,
    /// 529, and no vendor is asked.
    Overloaded,
    /// The vendor is asked later.
    Slow,
    /// The vendor's answer breaks off after a few pieces.
    Truncated,
    /// 200 with a page of HTML, and no vendor is asked.
    FalseSuccess,
}

/// Chances for each attempt, in percent; 100 together at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct DrillOdds {
    pub rate_limited: u8,
    pub overloaded: u8,
    pub slow: u8,
    pub truncated: u8,
    pub false_success: u8,
}

impl DrillOdds {
    fn each(self) -> [(DrillFault, u8); 5] {
        [
            (DrillFault::RateLimited, self.rate_limited),
            (DrillFault::Overloaded, self.overloaded),
            (DrillFault::Slow, self.slow),
            (DrillFault::Truncated, self.truncated),
            (DrillFault::FalseSuccess, self.false_success),
        ]
    }

    /// What an attempt meets. `chance`: 0 to 1, without 1.
    pub fn draw(self, chance: f64) -> Option<DrillFault> {
        let mut left = chance * 100.0;
        self.each()
            .into_iter()
            .find(|(_, odds)| {
                left -= f64::from(*odds);
                left < 0.0
            })
            .map(|(fault, _)| fault)
    }
}

/// One that is on, or was: it stops by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Drill {
    pub keys: Vec<KeyId>,
    pub odds: DrillOdds,
    /// How much later a slow vendor is asked, in milliseconds.
    pub slow_ms: i64,
    pub from: Millis,
    pub until: Millis,
}

impl Drill {
    pub fn concerns(&self, key: KeyId, now: Millis) -> bool {
        (self.from..self.until).contains(&now) && self.keys.contains(&key)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDrill {
    pub keys: Vec<KeyId>,
    pub odds: DrillOdds,
    #[serde(default = "slow")]
    pub slow_ms: i64,
    /// 1 to 3600.
    pub seconds: i64,
}

fn slow() -> i64 {
    5_000
}

impl NewDrill {
    /// # Errors
    /// The first field that is wrong.
    pub fn begin(self, now: Millis) -> Result<Drill, ApiError> {
        let told = |field: &str, message: &str| Err(ApiError::invalid(field, message.to_owned()));
        let sum: i64 = self.odds.each().iter().map(|(_, odds)| i64::from(*odds)).sum();
        match () {
            () if self.keys.is_empty() => told("keys", "Name the keys whose requests meet the faults."),
            () if !(1..=100).contains(&sum) => told("odds", "The odds must be between 1 and 100 percent together."),
            () if !(0..=SLOW_MAX).contains(&self.slow_ms) => told("slow_ms", "This must be two minutes at most."),
            () if !(1..=SECONDS_MAX).contains(&self.seconds) => {
                told("seconds", "This must be between 1 second and an hour.")
            }
            () => Ok(Drill {
                keys: BTreeSet::from_iter(self.keys).into_iter().collect(),
                odds: self.odds,
                slow_ms: self.slow_ms,
                from: now,
                until: now + self.seconds * 1_000,
            }),
        }
    }
}

/// What users of those keys saw since the drill began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrillReport {
    pub drill: Drill,
    pub running: bool,
    /// Requests that have ended, the newest 5,000 at most.
    pub requests: i64,
    /// Those that were answered.
    pub answered: i64,
    /// Those of them that another attempt or provider saved.
    pub saved: i64,
    /// How much later, in milliseconds, the saved ones ended than those that the first attempt answered; of the medians.
    /// None where there was only one kind.
    pub added_ms: Option<i64>,
    pub endings: Vec<DrillEnding>,
    /// Who answered, or failed last.
    pub providers: Vec<DrillProvider>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrillProvider {
    pub name: String,
    pub requests: i64,
    pub answered: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrillEnding {
    pub outcome: Outcome,
    /// The status that clients got.
    pub status: u16,
    pub requests: i64,
    /// Of the median and the slowest, in milliseconds.
    pub median_ms: i64,
    pub longest_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odds() -> DrillOdds {
        DrillOdds { rate_limited: 10, slow: 30, ..DrillOdds::default() }
    }

    #[test]
    fn each_fault_has_its_share() {
        let drawn = |chance| odds().draw(chance);
        assert_eq!((drawn(0.0), drawn(0.099)), (Some(DrillFault::RateLimited), Some(DrillFault::RateLimited)));
        assert_eq!((drawn(0.101), drawn(0.399)), (Some(DrillFault::Slow), Some(DrillFault::Slow)));
        assert_eq!(drawn(0.401), None);
        let sure = DrillOdds { overloaded: 100, ..DrillOdds::default() };
        assert_eq!(sure.draw(0.999_999), Some(DrillFault::Overloaded));
    }

    #[test]
    fn it_stops_by_itself_and_concerns_its_keys_alone() {
        let new = NewDrill { keys: vec![KeyId(7)], odds: odds(), slow_ms: 5, seconds: 60 };
        let drill = new.clone().begin(Millis(1_000)).unwrap();
        assert!(drill.concerns(KeyId(7), Millis(1_000)) && drill.concerns(KeyId(7), Millis(60_999)));
        assert!(!drill.concerns(KeyId(7), Millis(61_000)) && !drill.concerns(KeyId(8), Millis(1_000)));
        for (field, wrong) in [
            ("keys", NewDrill { keys: Vec::new(), ..new.clone() }),
            ("odds", NewDrill { odds: DrillOdds { slow: 91, ..odds() }, ..new.clone() }),
            ("odds", NewDrill { odds: DrillOdds::default(), ..new.clone() }),
            ("seconds", NewDrill { seconds: 3_601, ..new.clone() }),
            ("slow_ms", NewDrill { slow_ms: -1, ..new }),
        ] {
            assert_eq!(wrong.begin(Millis(0)).unwrap_err().field.as_deref(), Some(field));
        }
    }
}
