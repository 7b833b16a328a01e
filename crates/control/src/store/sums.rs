//! The columns that are summed. `usage_rollup` and `usage_day` have them under these names, `usage_ledger` under those of
//! [`of_ledger`].

use domain::metric::Metric;
use domain::report::{Dimension, Totals};
use domain::speed::Speed;
use domain::{KeyId, Millis, ProviderId, UserId};
use sqlx::query_builder::Separated;
use sqlx::{Database, Encode, Type};

pub(crate) const NUMBERS: [&str; 13] = [
    "requests",
    "failures",
    "unpriced",
    "retries",
    "input",
    "output",
    "cache_write_5m",
    "cache_write_1h",
    "cache_read",
    "input_image",
    "output_image",
    "reasoning",
    "cost",
];

pub(crate) fn column(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::User => "user_id",
        Dimension::Key => "key_id",
        Dimension::Provider => "provider_id",
        Dimension::Group => "group_name",
        Dimension::Model => "model",
    }
}

/// Where sums belong. `bucket` is the start of a quarter of an hour, or of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) bucket: Millis,
    pub(crate) user: UserId,
    pub(crate) key: KeyId,
    pub(crate) provider: ProviderId,
    pub(crate) group: String,
    pub(crate) model: String,
}

/// What is known of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) totals: Totals,
    pub(crate) speed: Speed,
}

impl std::ops::AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.totals += other.totals;
        self.speed += &other.speed;
    }
}

/// `requests, failures, ..`: the numbers, as columns of a table.
pub(crate) fn columns() -> String {
    NUMBERS.join(", ")
}

/// One of them of ledger rows. An attempt that was given up has a row of its own, and is no request.
pub(crate) fn of_ledger(name: &str) -> &str {
    match name {
        "requests" => "CASE WHEN request_id LIKE '%#%' THEN 0 ELSE 1 END AS requests",
        "failures" => "CASE WHEN failed = TRUE AND request_id NOT LIKE '%#%' THEN 1 ELSE 0 END AS failures",
        "unpriced" => "CASE WHEN unpriced = TRUE THEN 1 ELSE 0 END AS unpriced",
        column => column,
    }
}

/// The sums of the numbers, under their names: what [`Totals`] are read from.
pub(crate) fn totals() -> String {
    some_totals(&NUMBERS)
}

/// The same with nothing but those numbers: of many rows, adding up is most of the work.
pub(crate) fn some_totals(numbers: &[&str]) -> String {
    let sum = |name: &str| match numbers.contains(&name) {
        true => format!("CAST(COALESCE(SUM({name}), 0) AS BIGINT) AS {name}"),
        false => format!("CAST(0 AS BIGINT) AS {name}"),
    };
    NUMBERS.map(sum).join(", ")
}

/// What the order of a leaderboard is found by: the figure, and those that decide between equals.
pub(crate) fn needed(sort: Metric) -> &'static [&'static str] {
    match sort {
        Metric::Successes | Metric::SuccessRate | Metric::Failures => &["cost", "requests", "failures"],
        Metric::Retries => &["cost", "requests", "retries"],
        Metric::Unpriced => &["cost", "requests", "unpriced"],
        Metric::Tokens
        | Metric::Input
        | Metric::Output
        | Metric::CacheWrite
        | Metric::CacheRead
        | Metric::CacheHitRate => &NUMBERS,
        Metric::Cost
        | Metric::Requests
        | Metric::CostPerRequest
        | Metric::FirstContentP50
        | Metric::FirstContentP90
        | Metric::FirstContentP99
        | Metric::DurationP50
        | Metric::DurationP90
        | Metric::DurationP99
        | Metric::RateP50 => &["cost", "requests"],
    }
}

/// How an upsert into `table` adds.
pub(crate) fn additions(table: &str) -> String {
    let numbers = NUMBERS.map(|name| format!("{name} = {table}.{name} + excluded.{name}")).join(", ");
    // The sum of two such texts (`domain::speed`).
    format!("{numbers}, speed = {table}.speed || ' ' || excluded.speed")
}

/// Binds a row in the order of [`columns`], then the speed.
pub(crate) fn bind<DB: Database>(values: &mut Separated<'_, DB, &'static str>, tally: &Tally)
where
    for<'t> i64: Encode<'t, DB> + Type<DB>,
    for<'t> String: Encode<'t, DB> + Type<DB>,
{
    let Totals { requests, failures, unpriced, retries, usage, cost } = tally.totals;
    for number in [requests, failures, unpriced, retries].into_iter().chain(usage.classes()).chain([cost.0]) {
        values.push_bind(number);
    }
    values.push_bind(tally.speed.to_string());
}
