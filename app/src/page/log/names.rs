use crate::api::Refusal;
use crate::api::provider::load_providers;
use crate::api::user::load_users;
use domain::{KeyId, ProviderId, UserId};
use serde::{Deserialize, Serialize};

/// Whom and what the list can be narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Names {
    pub(super) users: Vec<(UserId, String)>,
    pub(super) keys: Vec<(KeyId, UserId, String)>,
    /// Empty for people who are not admins.
    pub(super) providers: Vec<(ProviderId, String)>,
}

impl Names {
    pub(super) async fn load(admin: bool) -> Result<Self, Refusal> {
        let mut names = Self::default();
        for person in load_users().await? {
            names.users.push((person.user.id, person.user.name));
            names.keys.extend(person.keys.into_iter().map(|key| (key.id, key.user_id, key.name)));
        }
        if admin {
            names.providers =
                load_providers().await?.into_iter().map(|provider| (provider.id, provider.name)).collect();
        }
        Ok(names)
    }

    /// The number stands for what is gone.
    pub(super) fn user(&self, id: UserId) -> String {
        name(self.users.iter().find(|user| user.0 == id).map(|user| &user.1), id.0)
    }

    /// With its owner's name where there are several.
    pub(super) fn key(&self, id: KeyId) -> String {
        match self.keys.iter().find(|key| key.0 == id) {
            Some((_, user, key)) if self.users.len() > 1 => format!("{} · {key}", self.user(*user)),
            found => name(found.map(|key| &key.2), id.0),
        }
    }

    pub(super) fn provider(&self, id: ProviderId) -> String {
        name(self.providers.iter().find(|provider| provider.0 == id).map(|provider| &provider.1), id.0)
    }
}

fn name(found: Option<&String>, id: i64) -> String {
    found.cloned().unwrap_or_else(|| format!("#{id}"))
}
