//! Hub keys: what a client sends. Only their SHA-256 is stored.

use crate::limit::{Allowance, LimitOwner, Limits, LimitsPatch};
use crate::user::User;
use crate::{KeyId, Millis, Names, Patch, UserId};
use serde::{Deserialize, Serialize};

/// `hint` tells keys apart (`sk-h…9c21`); `groups` empty = the user's; `can_login`: in the console it signs in as its
/// owner; any other key sees its own requests only, there and in the management API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Key {
    pub id: KeyId,
    pub user_id: UserId,
    pub name: String,
    pub hint: String,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub groups: Names,
    pub can_login: bool,
    pub enabled: bool,
    pub expires_at: Option<Millis>,
    /// Beside those of the user, which hold for all keys together.
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub limits: Limits,
    /// What was used before no longer counts in money.
    pub usage_reset_at: Option<Millis>,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl Key {
    /// Resetting the owner resets the key.
    pub fn allowance(&self, owner: &User) -> Option<Allowance> {
        self.limits.allowance(LimitOwner::Key(self.id), self.usage_reset_at.max(owner.usage_reset_at))
    }
}

/// The answer to creating a key: the only time that its text is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedKey {
    pub key: Key,
    pub secret: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewKey {
    pub name: String,
    #[serde(default)]
    pub groups: Names,
    #[serde(default)]
    pub can_login: bool,
    #[serde(default)]
    pub expires_at: Option<Millis>,
    #[serde(default)]
    pub limits: Limits,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct KeyPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_login: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Millis>))]
    pub expires_at: Patch<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<LimitsPatch>,
}
