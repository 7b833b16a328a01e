//! Who used how much, with which success and how fast.

use crate::metric::{Figures, Metric};
use crate::report::{Dimension, Filter, Series, Totals};
use crate::speed::Percentiles;
use crate::{Millis, UserId};
use serde::{Deserialize, Serialize};

/// Days are those of the hub's time zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// The last 60 minutes.
    Hour,
    /// Today so far.
    #[default]
    Day,
    /// Today and the six days before.
    Week,
    /// Today and the 29 days before.
    Month,
    /// Since the first request.
    All,
    /// From `from`, or the start of `first_day`, up to `until`, or the end of `last_day`.
    Custom,
}

/// Which span. The fields besides `period` are for a custom one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    pub period: Period,
    pub from: Option<Millis>,
    pub until: Option<Millis>,
    /// `2026-11-25`
    pub first_day: Option<String>,
    pub last_day: Option<String>,
}

/// What a leaderboard is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ask {
    pub when: When,
    pub by: Dimension,
    pub filter: Filter,
    pub sort: Metric,
    /// Smallest first.
    pub ascending: bool,
    pub offset: usize,
    pub limit: usize,
}

/// One line. `id` is 0 for models and groups, `owner` the name of a key's user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    pub rank: usize,
    pub id: i64,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    pub figures: Figures,
    /// Of the span before.
    pub before: Totals,
}

/// The lines asked for, and the sum of the others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Leaderboard {
    pub from: Millis,
    /// None: up to now.
    pub until: Option<Millis>,
    /// The hub's time zone, by its IANA name, and its minutes ahead of UTC at `from`.
    pub zone: String,
    pub offset_minutes: i64,
    pub places: Vec<Place>,
    /// How many there are in all.
    pub count: usize,
    /// In the order of a percentile: so many stand in it, those with the most requests; the others come after them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<usize>,
    /// The sums of all that are not among `places`.
    pub others: Totals,
    pub total: Figures,
    /// Of the span before.
    pub before: Totals,
}

/// Figures over time, in columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statistics {
    pub from: Millis,
    pub until: Option<Millis>,
    /// Starts of the columns: quarters of an hour up to three hours, hours up to two days, else days, or several of them
    /// where there are more than 400.
    pub buckets: Vec<Millis>,
    /// Minutes ahead of UTC of each.
    pub offsets: Vec<i64>,
    pub hourly: bool,
    pub sums: Vec<Totals>,
    /// How fast the requests of each column were.
    pub percentiles: Vec<Percentiles>,
    /// The largest by cost, and in the last one without a name the others.
    pub series: Vec<Series>,
}

/// A month's use of one user in one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Charge {
    pub user_id: UserId,
    pub user_name: String,
    pub group: String,
    pub totals: Totals,
}

/// A month's use of one group, by whomever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupCharge {
    pub group: String,
    pub totals: Totals,
}

/// Who owes what for a month of the hub's time zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChargeBack {
    /// `2026-11`
    pub month: String,
    pub zone: String,
    pub from: Millis,
    pub until: Millis,
    /// By user and group, in the order of their names.
    pub charges: Vec<Charge>,
    /// By group alone.
    pub groups: Vec<GroupCharge>,
    pub total: Totals,
}
