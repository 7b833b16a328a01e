//! People and machines that own hub keys.

use crate::error::ApiError;
use crate::key::Key;
use crate::limit::{Allowance, LimitOwner, Limits, LimitsPatch};
use crate::{Millis, Names, Patch, UserId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    #[default]
    User,
    Admin,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Admin => "admin",
        }
    }
}

impl TryFrom<String> for Role {
    type Error = ApiError;
    fn try_from(text: String) -> Result<Self, ApiError> {
        match text.as_str() {
            "user" => Ok(Self::User),
            "admin" => Ok(Self::Admin),
            other => Err(ApiError::invalid("role", format!("there is no role {other:?}"))),
        }
    }
}

/// `groups` empty = the group `default`; `allowed_models` empty = every model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub note: String,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub role: Role,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub groups: Names,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub allowed_models: Names,
    pub enabled: bool,
    pub expires_at: Option<Millis>,
    /// For everything the user does, over all keys.
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub limits: Limits,
    /// What was used before no longer counts in money.
    pub usage_reset_at: Option<Millis>,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl User {
    pub fn allowance(&self) -> Option<Allowance> {
        self.limits.allowance(LimitOwner::User(self.id), self.usage_reset_at)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewUser {
    pub name: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub role: Role,
    #[serde(default)]
    pub groups: Names,
    #[serde(default)]
    pub allowed_models: Names,
    #[serde(default)]
    pub expires_at: Option<Millis>,
    #[serde(default)]
    pub limits: Limits,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct UserPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_models: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Millis>))]
    pub expires_at: Patch<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<LimitsPatch>,
}

/// A person with what they own, as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserWithKeys {
    pub user: User,
    pub keys: Vec<Key>,
}

/// Who is logged in. The admin token belongs to nobody: it has no `user_id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub name: String,
    pub role: Role,
    pub user_id: Option<UserId>,
}
