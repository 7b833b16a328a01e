//! What the hub does by itself, beside the requests: one instance at a time.

use crate::Millis;
use crate::setting::Settings;
use crate::time::{HOUR, MINUTE};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Old requests leave the log.
    Cleaning,
    /// Console sessions, kept answers, attempts and warnings that have had their time go.
    Expiry,
    /// Sums by day are completed.
    Days,
    /// Prices are taken from the address in the settings.
    PriceSync,
    /// Requests without a price get one.
    Repricing,
    /// Looks for what alerts tell of: models without a price, failures, caches that are missed.
    Alerts,
    /// Tells of yesterday, once a day.
    Digest,
}

impl Job {
    pub const ALL: [Self; 7] =
        [Self::Cleaning, Self::Expiry, Self::Days, Self::PriceSync, Self::Repricing, Self::Alerts, Self::Digest];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cleaning => "cleaning",
            Self::Expiry => "expiry",
            Self::Days => "days",
            Self::PriceSync => "price_sync",
            Self::Repricing => "repricing",
            Self::Alerts => "alerts",
            Self::Digest => "digest",
        }
    }

    /// From the start of one run to that of the next, in milliseconds; none while the settings have it off.
    pub fn every(self, settings: &Settings) -> Option<i64> {
        match self {
            Self::Cleaning | Self::Expiry | Self::Digest => Some(10 * MINUTE),
            Self::Alerts => Some(5 * MINUTE),
            Self::Days | Self::Repricing => Some(MINUTE),
            Self::PriceSync if settings.price_sync_url.is_empty() => None,
            Self::PriceSync => Some(settings.price_sync_hours * HOUR).filter(|every| *every > 0),
        }
    }
}

impl TryFrom<String> for Job {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|job| job.as_str() == text).ok_or(text)
    }
}

/// How a job stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobReport {
    pub job: Job,
    /// Milliseconds from one start to the next; none: it runs only when it is asked to.
    pub every_ms: Option<i64>,
    /// An instance is at it.
    pub running: bool,
    /// None: it is off.
    pub next_at: Option<Millis>,
    pub started_at: Option<Millis>,
    /// Of the last run that came to an end.
    pub ended_at: Option<Millis>,
    /// How many things it dealt with: rows, days, prices.
    pub done: Option<i64>,
    /// Why it failed; none: it did not.
    pub error: Option<String>,
}
