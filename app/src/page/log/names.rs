use crate::api::log::Names;
use domain::{KeyId, ProviderId, UserId};

impl Names {
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
