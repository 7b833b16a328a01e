//! Figures for pages, all from the same roll-ups.

use crate::log::ProviderTag;
use crate::usage::Usage;
use crate::{KeyId, Millis, Nanos, ProviderId, UserId};
use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{AddAssign, SubAssign};

/// Sums over a span of time. `failures` are those that `Outcome::is_failure` names, `retries` attempts that were given up
/// for another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    pub requests: i64,
    pub failures: i64,
    pub unpriced: i64,
    #[serde(default)]
    pub retries: i64,
    #[cfg_attr(feature = "sql", sqlx(flatten))]
    pub usage: Usage,
    pub cost: Nanos,
}

impl Totals {
    /// Share of the context that came from the vendor's prompt cache, 0 to 1; none without input.
    pub fn cache_hit_rate(&self) -> Option<f64> {
        let context = self.usage.context();
        (context > 0).then(|| self.usage.cache_read as f64 / context as f64)
    }

    /// 0 to 1; none without requests.
    pub fn failure_rate(&self) -> Option<f64> {
        (self.requests > 0).then(|| self.failures as f64 / self.requests as f64)
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.failures += other.failures;
        self.unpriced += other.unpriced;
        self.retries += other.retries;
        self.usage += other.usage;
        self.cost += other.cost;
    }
}

impl SubAssign for Totals {
    fn sub_assign(&mut self, other: Self) {
        self.requests -= other.requests;
        self.failures -= other.failures;
        self.unpriced -= other.unpriced;
        self.retries -= other.retries;
        self.usage -= other.usage;
        self.cost = Nanos(self.cost.0.saturating_sub(other.cost.0));
    }
}

impl Sum for Totals {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}

/// The spans that the overview offers, counted in local days up to now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Span {
    #[default]
    Today,
    Week,
    Month,
}

impl Span {
    pub fn days(self) -> u64 {
        match self {
            Self::Today => 1,
            Self::Week => 7,
            Self::Month => 30,
        }
    }
}

/// What figures are told apart by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    #[default]
    Provider,
    User,
    Model,
    Key,
    /// The group whose multiplier was billed.
    Group,
}

impl Dimension {
    /// Told apart by name; the others are by id.
    pub fn is_named(self) -> bool {
        matches!(self, Self::Model | Self::Group)
    }
}

/// Only what fits all of these. `group` is the one whose multiplier was billed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Filter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

impl Filter {
    /// The dimensions that it narrows.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let each = [
            (Dimension::User, self.user.is_some()),
            (Dimension::Key, self.key.is_some()),
            (Dimension::Provider, self.provider.is_some()),
            (Dimension::Model, self.model.is_some()),
            (Dimension::Group, self.group.is_some()),
        ];
        each.into_iter().filter(|(_, narrowed)| *narrowed).map(|(dimension, _)| dimension)
    }
}

/// One layer: `points[i]` belongs to `Overview::buckets[i]`. `id` is the provider's or user's, and picks the colour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Series {
    pub id: i64,
    pub name: String,
    pub points: Vec<Totals>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Leader {
    pub user_id: UserId,
    pub user_name: String,
    pub totals: Totals,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderFigures {
    pub provider: ProviderTag,
    pub enabled: bool,
    pub totals: Totals,
    /// Attempts and failures of the last few hours, oldest first, one per roll-up bucket.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<i64>>))]
    pub lane: Vec<(i64, i64)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelFigures {
    pub name: String,
    pub totals: Totals,
}

/// Everything on the overview page but the live list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    pub from: Millis,
    pub until: Millis,
    pub totals: Totals,
    /// The span before, up to the same clock time.
    pub before: Totals,
    /// Starts of the chart's columns: hours for today, days otherwise.
    pub buckets: Vec<Millis>,
    /// Offset from UTC of each bucket, in minutes, so that labels read in the hub's time zone.
    pub offsets: Vec<i64>,
    pub sums: Vec<Totals>,
    pub series: Vec<Series>,
    pub leaders: Vec<Leader>,
    /// Empty for people who are not admins.
    pub providers: Vec<ProviderFigures>,
    /// The most expensive first. Empty for people who are not admins.
    pub models: Vec<ModelFigures>,
    pub empty_hub: bool,
}
