//! Groups tie callers to providers. A group without a row has multiplier 1.

use crate::{GroupId, Ratio};
use serde::{Deserialize, Serialize};

/// Whoever has no group is in this one.
pub const DEFAULT: &str = "default";
/// A caller with this group reaches every provider.
pub const ALL: &str = "*";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub multiplier: Ratio,
    pub note: String,
}

/// A group with what is in it. `id` none: members name it, and it has no row of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupUse {
    pub id: Option<GroupId>,
    pub name: String,
    pub multiplier: Ratio,
    pub note: String,
    pub providers: i64,
    /// Providers of it that are enabled.
    pub serving: i64,
    /// People whose keys are in it unless a key says otherwise.
    pub users: i64,
    /// Keys that are in it, by themselves or by their user.
    pub keys: i64,
}

impl GroupUse {
    /// Without a row of its own, and with nobody in it yet.
    pub fn new(name: String) -> Self {
        Self {
            id: None,
            name,
            multiplier: Ratio::ONE,
            note: String::new(),
            providers: 0,
            serving: 0,
            users: 0,
            keys: 0,
        }
    }

    /// Somebody is in it, or it is everybody's.
    pub fn is_named(&self) -> bool {
        self.providers + self.users + self.keys > 0 || self.name == DEFAULT
    }

    /// Somebody is in it whom no provider serves.
    pub fn is_unserved(&self) -> bool {
        self.keys > 0 && self.serving == 0 && self.name != ALL
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewGroup {
    pub name: String,
    #[serde(default)]
    pub multiplier: Ratio,
    #[serde(default)]
    pub note: String,
}

/// Left out: stays as it is. A group keeps its name: its members call it by that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct GroupPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiplier: Option<Ratio>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
