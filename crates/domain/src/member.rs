//! Changes of many users and keys at once.

use crate::error::ApiError;
use crate::{KeyId, Millis, Names, Patch, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Users and keys of one change.
pub const MOST: usize = 1_000;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct MemberBatch {
    pub users: Vec<UserId>,
    pub keys: Vec<KeyId>,
    pub change: MemberChange,
}

/// What is left out stays as it is. `delete` goes alone; of a user it deletes all keys, too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct MemberChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Names>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Millis>))]
    pub expires_at: Patch<Millis>,
    pub delete: bool,
}

impl MemberBatch {
    /// # Errors
    /// When it names nobody, too many or somebody twice, or says nothing or too much.
    pub fn check(&self) -> Result<(), ApiError> {
        let Self { users, keys, change } = self;
        let count = users.len() + keys.len();
        let distinct = users.iter().collect::<BTreeSet<_>>().len() + keys.iter().collect::<BTreeSet<_>>().len();
        let fields = MemberChange { delete: false, ..change.clone() } != MemberChange::default();
        match () {
            () if count == 0 => Err(ApiError::invalid("users", "Choose at least one user or key.")),
            () if count > MOST => Err(ApiError::invalid("users", format!("Choose at most {MOST} users and keys."))),
            () if distinct < count => Err(ApiError::invalid("users", "A user or key is named twice.")),
            () if fields == change.delete => {
                Err(ApiError::invalid("change", "Say what to change, or delete them, and not both."))
            }
            () => Ok(()),
        }
    }
}
