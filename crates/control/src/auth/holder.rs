//! Whose a key is, and whether they may come in.

use super::{Actor, Identity};
use crate::seal::{hash, hex, same};
use crate::store::{key, user};
use crate::{Control, Error, Result};
use domain::key::Key;
use domain::user::{Role, User};
use domain::{KeyId, Millis, Secret};

impl Control {
    pub(super) async fn holder(&self, text: &Secret, now: Millis) -> Result<Holder, Denied> {
        let hashed = hash(text.expose().trim());
        let admin = hash(self.0.admin_token.expose());
        if same(&hashed, &admin) {
            return Ok(None);
        }
        let mut tx = self.0.db.read().await?;
        let key = key::find(&mut tx, &hex(&hashed)).await?.ok_or(Denied::Unknown)?;
        let user = user::get(&mut tx, key.user_id).await?.ok_or(Denied::Unknown)?;
        barred(&user, &key, now)?;
        Ok(Some((user, key)))
    }
}

/// Whose the typed text is: a hub key with its owner, or nobody's, the admin token.
pub(super) type Holder = Option<(User, Key)>;

/// A key that may sign in is its owner here; any other one sees its own requests only, whoever its owner is.
pub(super) fn for_console(holder: Holder, ip: &str) -> (Actor, Option<KeyId>) {
    match holder {
        None => (Actor::token_admin(ip), None),
        Some((user, key)) if user.role == Role::Admin && key.can_login => {
            let identity = Identity::Admin { user: Some(user.id), name: user.name };
            (Actor::new(identity, ip), Some(key.id))
        }
        Some((user, key)) => (person(&user, &key, ip), Some(key.id)),
    }
}

pub(super) enum Denied {
    Unknown,
    Known { user: String, why: &'static str },
    Other(Error),
}

impl Denied {
    fn known(user: &User, why: &'static str) -> Self {
        Self::Known { user: user.name.clone(), why }
    }
}

impl From<Error> for Denied {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Unknown => Self::Unauthenticated("The hub does not know this key.".to_owned()),
            Denied::Known { why, .. } => Self::Unauthenticated(why.to_owned()),
            Denied::Other(error) => error,
        }
    }
}

pub(super) fn person(user: &User, key: &Key, ip: &str) -> Actor {
    let alone = (!key.can_login).then_some(key.id);
    let name = if alone.is_some() { format!("{} · {}", user.name, key.name) } else { user.name.clone() };
    let identity = Identity::User { user: user.id, alone, name };
    Actor::new(identity, ip)
}

pub(super) fn barred(user: &User, key: &Key, now: Millis) -> Result<(), Denied> {
    barred_user(user, now)?;
    let why = match () {
        () if !key.enabled => "This key is disabled.",
        () if past(key.expires_at, now) => "This key has expired.",
        () => return Ok(()),
    };
    Err(Denied::known(user, why))
}

pub(super) fn barred_user(user: &User, now: Millis) -> Result<(), Denied> {
    let why = match () {
        () if !user.enabled => "This user is disabled.",
        () if past(user.expires_at, now) => "This user has expired.",
        () => return Ok(()),
    };
    Err(Denied::known(user, why))
}

pub(super) fn past(at: Option<Millis>, now: Millis) -> bool {
    at.is_some_and(|at| at <= now)
}
