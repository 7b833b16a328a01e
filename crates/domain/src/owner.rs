use crate::log::CallerTag;
use crate::{KeyId, UserId};

/// Whose requests somebody sees who does not see everybody's: a user's, or those of one of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub user: UserId,
    /// A key that sees only its own.
    pub key: Option<KeyId>,
}

impl Owner {
    /// What a statement binds: none lets everything through.
    pub fn ids(owner: Option<Self>) -> (Option<UserId>, Option<KeyId>) {
        (owner.map(|owner| owner.user), owner.and_then(|owner| owner.key))
    }

    pub fn sees(self, caller: &CallerTag) -> bool {
        self.user == caller.user_id && self.sees_key(caller.key_id)
    }

    /// Of a key of this user.
    pub fn sees_key(self, key: KeyId) -> bool {
        self.key.is_none_or(|own| own == key)
    }
}
