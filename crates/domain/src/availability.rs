//! How providers do: of the attempts that went to one, how many failed.

use crate::log::ProviderTag;
use crate::report::Totals;
use crate::time::{BUCKET, DAY, HOUR};
use crate::{Millis, ProviderId};
use serde::{Deserialize, Serialize};

/// How far back one may look; what is older is not kept.
pub const KEPT: i64 = 7 * DAY;

/// How far back the page looks from now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Hour,
    SixHours,
    #[default]
    Day,
    Week,
}

impl Reach {
    pub const ALL: [Self; 4] = [Self::Hour, Self::SixHours, Self::Day, Self::Week];

    /// As it is on the wire and in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::SixHours => "six_hours",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// The length of one cell, and how many there are.
    pub fn cells(self) -> (i64, i64) {
        match self {
            Self::Hour => (BUCKET, 4),
            Self::SixHours => (BUCKET, 24),
            Self::Day => (HOUR, 24),
            Self::Week => (HOUR, KEPT / HOUR),
        }
    }
}

/// Attempts, and those of them that the provider failed. Those whose request was at fault are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tries {
    pub attempts: i64,
    pub failures: i64,
}

impl Tries {
    pub fn successes(self) -> i64 {
        self.attempts - self.failures
    }

    /// 0 to 1; none without attempts.
    pub fn success_rate(self) -> Option<f64> {
        (self.attempts > 0).then(|| self.successes() as f64 / self.attempts as f64)
    }
}

impl std::iter::Sum for Tries {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            attempts: sum.attempts + one.attempts,
            failures: sum.failures + one.failures,
        })
    }
}

/// The tracks are in order: who fails most comes first, who had nothing to do last. `cells[i]` of a track begins at
/// `starts[i]`, and that is `offsets[i]` minutes ahead of UTC where the hub is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    pub starts: Vec<Millis>,
    pub offsets: Vec<i64>,
    pub tracks: Vec<Track>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Track {
    pub provider: ProviderTag,
    pub enabled: bool,
    pub total: Tries,
    pub cells: Vec<Tries>,
}

/// What a provider did today, and how the last 24 hours went, by hour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProviderDay {
    pub id: ProviderId,
    pub totals: Totals,
    pub tries: Tries,
    pub cells: Vec<Tries>,
}
