//! Tokens for programs that manage the hub: what whoever made one may do, narrowed to scopes and to a time.

use crate::error::ApiError;
use crate::{Millis, TokenId, UserId};
use serde::{Deserialize, Serialize};

/// What a token may do. Reading is a scope of its own; the others are changes of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Reads what its owner may read.
    #[serde(rename = "read")]
    Read,
    /// Providers, their groups and circuit breakers, and the sessions that are bound to them.
    #[serde(rename = "providers:write")]
    Providers,
    /// Users and their keys.
    #[serde(rename = "users:write")]
    Users,
    #[serde(rename = "prices:write")]
    Prices,
    #[serde(rename = "settings:write")]
    Settings,
    /// Cleans the log.
    #[serde(rename = "logs:write")]
    Logs,
}

impl Scope {
    pub const ALL: [Self; 6] = [Self::Read, Self::Providers, Self::Users, Self::Prices, Self::Settings, Self::Logs];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Providers => "providers:write",
            Self::Users => "users:write",
            Self::Prices => "prices:write",
            Self::Settings => "settings:write",
            Self::Logs => "logs:write",
        }
    }
}

/// Each once, in the order of [`Scope::ALL`]. Stored as a JSON array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(from = "Vec<Scope>", into = "Vec<Scope>")]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<Scope>))]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_else(|_| "[]".to_owned())
    }
}

impl From<Vec<Scope>> for Scopes {
    fn from(mut list: Vec<Scope>) -> Self {
        list.sort_unstable();
        list.dedup();
        Self(list)
    }
}

impl From<Scopes> for Vec<Scope> {
    fn from(scopes: Scopes) -> Self {
        scopes.0
    }
}

/// The column's text.
impl TryFrom<String> for Scopes {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

/// `owner`: who made it, by name; `user_id`: none for the admin token's. `hint` tells tokens apart (`cch_…9c21`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiToken {
    pub id: TokenId,
    pub name: String,
    pub hint: String,
    pub user_id: Option<UserId>,
    pub owner: String,
    #[cfg_attr(feature = "sql", sqlx(try_from = "String"))]
    pub scopes: Scopes,
    pub created_at: Millis,
    pub expires_at: Option<Millis>,
    /// To the minute.
    pub used_at: Option<Millis>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiToken {
    pub name: String,
    pub scopes: Scopes,
    #[serde(default)]
    pub expires_at: Option<Millis>,
}

impl NewApiToken {
    /// # Errors
    /// A token that may do nothing.
    pub fn check(&self) -> Result<(), ApiError> {
        match self.scopes.is_empty() {
            true => Err(ApiError::invalid("scopes", "A token needs at least one scope.")),
            false => Ok(()),
        }
    }
}

/// The answer to creating a token: the only time that its text is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiToken {
    pub token: ApiToken,
    pub secret: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_words_in_one_order() {
        let scopes: Scopes = serde_json::from_str(r#"["users:write", "read", "read"]"#).unwrap();
        assert_eq!(scopes.to_json(), r#"["read","users:write"]"#);
        for scope in Scope::ALL {
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.as_str());
        }
    }
}
