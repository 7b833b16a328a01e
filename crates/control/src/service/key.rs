use super::{expiry, merged, name, names};
use crate::auth::Actor;
use crate::change::Change;
use crate::db::Tx;
use crate::seal::{hash, hex, random};
use crate::store::{key, user};
use crate::{Control, Error, Result};
use domain::key::{CreatedKey, Key, KeyPatch, NewKey};
use domain::{KeyId, Owner, Secret, UserId};

/// Of a key's text that an admin gives: too long to be guessed.
const TEXT_MIN: usize = 16;
const TEXT_MAX: usize = 200;

#[derive(Clone, Copy)]
pub struct Keys<'a>(&'a Control);

impl Control {
    pub fn keys(&self) -> Keys<'_> {
        Keys(self)
    }
}

impl Keys<'_> {
    /// In the order they were made.
    pub async fn list(self, actor: &Actor, owner: UserId) -> Result<Vec<Key>> {
        let own = actor.owner();
        if own.is_some_and(|own| own.user != owner) {
            return Err(Error::NotFound("user"));
        }
        let mut tx = self.0.0.db.read().await?;
        user::get(&mut tx, owner).await?.ok_or(Error::NotFound("user"))?;
        seen(&mut tx, own, owner).await
    }

    /// Without its text, which is stored nowhere.
    pub async fn get(self, actor: &Actor, id: KeyId) -> Result<Key> {
        let found = key::get(&mut self.0.0.db.read().await?, id).await?;
        let seen = found.filter(|key| actor.owner().is_none_or(|own| own.user == key.user_id && own.sees_key(key.id)));
        seen.ok_or(Error::NotFound("key"))
    }

    /// The answer is the only place where the key's text ever stands.
    pub async fn create(self, actor: &Actor, owner: UserId, new: NewKey) -> Result<CreatedKey> {
        let mut change = self.0.change(actor).await?;
        let created = created(&mut change, owner, new, None).await?;
        change.publish().await?;
        Ok(created)
    }

    pub async fn update(self, actor: &Actor, id: KeyId, patch: KeyPatch) -> Result<Key> {
        let mut change = self.0.change(actor).await?;
        let after = updated(&mut change, id, patch).await?;
        change.publish().await?;
        Ok(after)
    }

    /// From now on, what was used before no longer counts in money. Nothing is deleted.
    pub async fn reset_usage(self, actor: &Actor, id: KeyId) -> Result<Key> {
        let mut change = self.0.change(actor).await?;
        let before = key::get(&mut change.tx, id).await?.ok_or(Error::NotFound("key"))?;
        let after = Key { usage_reset_at: Some(change.now), updated_at: change.now, ..before.clone() };
        key::update(&mut change.tx, &after).await?;
        change.audit("key.reset_usage", (Some(id.0), &after.name), Some(&before), Some(&after)).await?;
        change.publish().await?;
        Ok(after)
    }

    pub async fn delete(self, actor: &Actor, id: KeyId) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        deleted(&mut change, id).await?;
        change.publish().await
    }
}

/// Of a user, as far as `own` sees them.
pub(super) async fn seen(tx: &mut Tx, own: Option<Owner>, user: UserId) -> Result<Vec<Key>> {
    let mut keys = key::list_of(tx, user).await?;
    keys.retain(|key| own.is_none_or(|own| own.sees_key(key.id)));
    Ok(keys)
}

/// `text`: the key's, where it is not the hub that makes it.
pub(crate) async fn created(
    change: &mut Change<'_>,
    owner: UserId,
    new: NewKey,
    text: Option<&Secret>,
) -> Result<CreatedKey> {
    let new = checked(new)?;
    user::get(&mut change.tx, owner).await?.ok_or(Error::NotFound("user"))?;
    let secret = match text {
        Some(text) => given(text)?,
        None => Secret::new(format!("sk-{}", hex(&random::<16>()?))),
    };
    let hashed = hex(&hash(secret.expose()));
    if text.is_some() {
        if key::find(&mut change.tx, &hashed).await?.is_some() {
            return Err(Error::invalid("secret", "Another key has this text."));
        }
        key::forget_text(&mut change.tx, &hashed).await?;
    }
    let id = key::insert(&mut change.tx, owner, &new, &hashed, &secret.hint(), change.now).await?;
    let created = key::get(&mut change.tx, id).await?.ok_or(Error::NotFound("key"))?;
    change.audit("key.create", (Some(id.0), &created.name), None, Some(&created)).await?;
    Ok(CreatedKey { key: created, secret: secret.expose().to_owned() })
}

/// Tidied, or the first field that is wrong.
pub(super) fn checked(new: NewKey) -> Result<NewKey> {
    let new = NewKey { name: name("name", &new.name)?, ..new };
    names("groups", &new.groups)?;
    expiry(new.expires_at)?;
    new.limits.check()?;
    Ok(new)
}

/// A key's text that was thought of elsewhere.
pub(super) fn given(text: &Secret) -> Result<Secret> {
    let text = text.expose().trim();
    match text.len() {
        TEXT_MIN..=TEXT_MAX if text.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(Secret::new(text)),
        _ => {
            let message = format!("A key's text has {TEXT_MIN} to {TEXT_MAX} ASCII characters, and no space.");
            Err(Error::invalid("secret", message))
        }
    }
}

pub(super) async fn updated(change: &mut Change<'_>, id: KeyId, patch: KeyPatch) -> Result<Key> {
    let before = key::get(&mut change.tx, id).await?.ok_or(Error::NotFound("key"))?;
    let after = Key { updated_at: change.now, ..edited(&before, patch)? };
    stored(change, &before, &after).await?;
    Ok(after)
}

/// As the patch leaves it.
pub(super) fn edited(before: &Key, patch: KeyPatch) -> Result<Key> {
    let old = before.clone();
    let after = Key {
        name: patch.name.map_or(Ok(old.name), |text| name("name", &text))?,
        groups: patch.groups.unwrap_or(old.groups),
        can_login: patch.can_login.unwrap_or(old.can_login),
        enabled: patch.enabled.unwrap_or(old.enabled),
        expires_at: patch.expires_at.over(old.expires_at),
        limits: merged(patch.limits, old.limits)?,
        ..old
    };
    names("groups", &after.groups)?;
    expiry(after.expires_at)?;
    Ok(after)
}

pub(crate) async fn stored(change: &mut Change<'_>, before: &Key, after: &Key) -> Result<()> {
    key::update(&mut change.tx, after).await?;
    change.audit("key.update", (Some(after.id.0), &after.name), Some(before), Some(after)).await
}

pub(super) async fn deleted(change: &mut Change<'_>, id: KeyId) -> Result<()> {
    let before = key::get(&mut change.tx, id).await?.ok_or(Error::NotFound("key"))?;
    key::delete(&mut change.tx, id, change.now).await?;
    change.audit("key.delete", (Some(id.0), &before.name), Some(&before), None).await
}
