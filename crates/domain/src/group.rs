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
