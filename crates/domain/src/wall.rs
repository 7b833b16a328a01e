//! What the screen in a team's room shows.

use crate::Millis;
use crate::log::LogRow;
use crate::report::{Leader, ProviderFigures, Totals};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wall {
    pub at: Millis,
    /// Of the hub's time zone, ahead of UTC.
    pub offset_minutes: i64,
    pub today: Totals,
    /// Yesterday up to the same clock time.
    pub before: Totals,
    /// Requests that came in the last 60 seconds and have ended.
    pub minute: i64,
    /// The starts of the last 24 hours, oldest first, and their sums; the last one has only begun.
    pub hours: Vec<(Millis, Totals)>,
    /// Of today, the largest bill first.
    pub users: Vec<Leader>,
    pub providers: Vec<ProviderFigures>,
    /// The newest requests.
    pub recent: Vec<LogRow>,
}
