//! How limits stand, owner by owner, and when somebody was warned of one: what the quotas page shows.

use crate::limit::{LimitKind, LimitOwner, Quota};
use crate::{Millis, UserId};
use serde::{Deserialize, Serialize};

/// What a page of quotas is a list of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    #[default]
    User,
    Key,
    Provider,
}

impl OwnerKind {
    pub const ALL: [Self; 3] = [Self::User, Self::Key, Self::Provider];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Key => "key",
            Self::Provider => "provider",
        }
    }
}

/// The text of a database column.
impl TryFrom<String> for OwnerKind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(text)
    }
}

impl LimitOwner {
    pub fn kind(self) -> OwnerKind {
        match self {
            Self::User(_) => OwnerKind::User,
            Self::Key(_) => OwnerKind::Key,
            Self::Provider(_) => OwnerKind::Provider,
        }
    }

    pub fn id(self) -> i64 {
        match self {
            Self::User(id) => id.0,
            Self::Key(id) => id.0,
            Self::Provider(id) => id.0,
        }
    }
}

/// How every limit that is in force for an owner stands. Those of a key's user are in force for the key, too: each quota
/// says whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuotaReport {
    pub owner: LimitOwner,
    pub name: String,
    /// Of a key: whose it is.
    pub user_name: Option<String>,
    /// What was used before no longer counts in money.
    pub usage_reset_at: Option<Millis>,
    pub quotas: Vec<Quota>,
}

impl QuotaReport {
    /// The share of its most used limit.
    pub fn share(&self) -> f64 {
        self.quotas.iter().map(Quota::share).fold(0.0, f64::max)
    }
}

/// Owners that have limits, by name; on a page those who have used the largest share come first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuotaPage {
    pub items: Vec<QuotaReport>,
    /// How many there are over all pages.
    pub total: i64,
}

/// Owners of one page.
pub const PAGE: usize = 50;

/// Which page of quotas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct QuotaAsk {
    pub kind: OwnerKind,
    /// Part of a name, in any case.
    pub q: String,
    /// From 0 on.
    pub page: usize,
}

/// A limit came to one of the percentages at which people want to hear of it, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WarningRow {
    pub id: i64,
    pub at: Millis,
    /// Whom it concerns; none for a provider's.
    pub user_id: Option<UserId>,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub owner_kind: OwnerKind,
    pub owner_id: i64,
    pub owner_name: String,
    /// The models that the limit is for; none = all.
    pub models: Option<String>,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub kind: LimitKind,
    pub percent: i64,
    pub used: i64,
    #[cfg_attr(feature = "sql", sqlx(rename = "limit_value"))]
    pub limit: i64,
    pub resets_at: Option<Millis>,
}
