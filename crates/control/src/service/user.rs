use super::{expiry, merged, name, names, note};
use crate::auth::Actor;
use crate::change::Change;
use crate::store::{key, user};
use crate::{Control, Error, Result};
use domain::UserId;
use domain::user::{NewUser, User, UserPatch, UserWithKeys};
use std::collections::HashMap;

#[derive(Clone, Copy)]
pub struct Users<'a>(&'a Control);

impl Control {
    pub fn users(&self) -> Users<'_> {
        Users(self)
    }
}

impl Users<'_> {
    /// By name. People who are not admins see themselves.
    pub async fn list(self, actor: &Actor) -> Result<Vec<UserWithKeys>> {
        let mut tx = self.0.0.db.read().await?;
        let (users, all_keys) = match actor.owner() {
            None => (user::list(&mut tx).await?, key::list(&mut tx).await?),
            Some(own) => {
                let keys = super::key::seen(&mut tx, Some(own), own.user).await?;
                (user::get(&mut tx, own.user).await?.into_iter().collect(), keys)
            }
        };
        let mut keys: HashMap<_, Vec<_>> = HashMap::new();
        for key in all_keys {
            keys.entry(key.user_id).or_default().push(key);
        }
        let users = users.into_iter();
        Ok(users.map(|user| UserWithKeys { keys: keys.remove(&user.id).unwrap_or_default(), user }).collect())
    }

    pub async fn get(self, actor: &Actor, id: UserId) -> Result<User> {
        if actor.owner().is_some_and(|own| own.user != id) {
            return Err(Error::NotFound("user"));
        }
        user::get(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("user"))
    }

    pub async fn create(self, actor: &Actor, new: NewUser) -> Result<User> {
        let mut change = self.0.change(actor).await?;
        let created = created(&mut change, new).await?;
        change.publish().await?;
        Ok(created)
    }

    pub async fn update(self, actor: &Actor, id: UserId, patch: UserPatch) -> Result<User> {
        let mut change = self.0.change(actor).await?;
        let after = updated(&mut change, id, patch).await?;
        change.publish().await?;
        Ok(after)
    }

    /// From now on, what was used before no longer counts in money. Nothing is deleted.
    pub async fn reset_usage(self, actor: &Actor, id: UserId) -> Result<User> {
        let mut change = self.0.change(actor).await?;
        let before = user::get(&mut change.tx, id).await?.ok_or(Error::NotFound("user"))?;
        let after = User { usage_reset_at: Some(change.now), updated_at: change.now, ..before.clone() };
        user::update(&mut change.tx, &after).await?;
        change.audit("user.reset_usage", (Some(id.0), &after.name), Some(&before), Some(&after)).await?;
        change.publish().await?;
        Ok(after)
    }

    /// With all keys.
    pub async fn delete(self, actor: &Actor, id: UserId) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        deleted(&mut change, id).await?;
        change.publish().await
    }
}

pub(crate) async fn created(change: &mut Change<'_>, new: NewUser) -> Result<User> {
    let new = checked(new)?;
    let id = user::insert(&mut change.tx, &new, change.now).await?;
    let created = user::get(&mut change.tx, id).await?.ok_or(Error::NotFound("user"))?;
    change.audit("user.create", (Some(id.0), &created.name), None, Some(&created)).await?;
    Ok(created)
}

/// Tidied, or the first field that is wrong.
pub(super) fn checked(new: NewUser) -> Result<NewUser> {
    let new = NewUser { name: name("name", &new.name)?, note: note(&new.note)?, ..new };
    check(&new.groups, &new.allowed_models)?;
    expiry(new.expires_at)?;
    new.limits.check()?;
    Ok(new)
}

pub(super) async fn updated(change: &mut Change<'_>, id: UserId, patch: UserPatch) -> Result<User> {
    let before = user::get(&mut change.tx, id).await?.ok_or(Error::NotFound("user"))?;
    let after = User { updated_at: change.now, ..edited(&before, patch)? };
    stored(change, &before, &after).await?;
    Ok(after)
}

/// As the patch leaves them.
pub(super) fn edited(before: &User, patch: UserPatch) -> Result<User> {
    let old = before.clone();
    let after = User {
        name: patch.name.map_or(Ok(old.name), |text| name("name", &text))?,
        note: patch.note.map_or(Ok(old.note), |text| note(&text))?,
        role: patch.role.unwrap_or(old.role),
        groups: patch.groups.unwrap_or(old.groups),
        allowed_models: patch.allowed_models.unwrap_or(old.allowed_models),
        enabled: patch.enabled.unwrap_or(old.enabled),
        expires_at: patch.expires_at.over(old.expires_at),
        limits: merged(patch.limits, old.limits)?,
        ..old
    };
    check(&after.groups, &after.allowed_models)?;
    expiry(after.expires_at)?;
    Ok(after)
}

pub(crate) async fn stored(change: &mut Change<'_>, before: &User, after: &User) -> Result<()> {
    user::update(&mut change.tx, after).await?;
    change.audit("user.update", (Some(after.id.0), &after.name), Some(before), Some(after)).await
}

pub(super) async fn deleted(change: &mut Change<'_>, id: UserId) -> Result<()> {
    let before = user::get(&mut change.tx, id).await?.ok_or(Error::NotFound("user"))?;
    key::delete_of(&mut change.tx, id, change.now).await?;
    user::delete(&mut change.tx, id, change.now).await?;
    change.audit("user.delete", (Some(id.0), &before.name), Some(&before), None).await
}

fn check(groups: &domain::Names, models: &domain::Names) -> Result<()> {
    names("groups", groups)?;
    names("allowed_models", models)
}
