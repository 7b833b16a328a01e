use super::{name, note};
use crate::auth::Actor;
use crate::change::Change;
use crate::store::{group, key, provider, user};
use crate::{Control, Error, Result};
use domain::group::{DEFAULT, Group, GroupPatch, GroupUse, NewGroup};
use domain::{GroupId, Names};
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Copy)]
pub struct Groups<'a>(&'a Control);

impl Control {
    pub fn groups(&self) -> Groups<'_> {
        Groups(self)
    }
}

impl Groups<'_> {
    /// By name: those with a multiplier or a note, and those that are only named by who is in them.
    pub async fn list(self, actor: &Actor) -> Result<Vec<GroupUse>> {
        actor.require_admin()?;
        let mut tx = self.0.0.db.read().await?;
        let mut uses = Uses::default();
        uses.of(DEFAULT);
        for group in group::list(&mut tx).await? {
            let known = uses.of(&group.name);
            (known.id, known.multiplier, known.note) = (Some(group.id), group.multiplier, group.note);
        }
        for provider in provider::list(&mut tx).await? {
            uses.each(&provider.groups, |known| {
                known.providers += 1;
                known.serving += i64::from(provider.enabled);
            });
        }
        let mut of_users = HashMap::new();
        for user in user::list(&mut tx).await? {
            uses.each(&user.groups, |known| known.users += 1);
            of_users.insert(user.id, user.groups);
        }
        for key in key::list(&mut tx).await? {
            let own = Some(&key.groups).filter(|groups| !groups.is_empty());
            let groups = own.or_else(|| of_users.get(&key.user_id)).cloned().unwrap_or_default();
            uses.each(&groups, |known| known.keys += 1);
        }
        Ok(uses.0.into_values().collect())
    }

    pub async fn create(self, actor: &Actor, new: NewGroup) -> Result<Group> {
        let mut change = self.0.change(actor).await?;
        let created = created(&mut change, &new).await?;
        change.publish().await?;
        Ok(created)
    }

    pub async fn get(self, actor: &Actor, id: GroupId) -> Result<Group> {
        actor.require_admin()?;
        group::get(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("group"))
    }

    pub async fn update(self, actor: &Actor, id: GroupId, patch: GroupPatch) -> Result<Group> {
        let mut change = self.0.change(actor).await?;
        let before = group::get(&mut change.tx, id).await?.ok_or(Error::NotFound("group"))?;
        let after = edited(&before, patch)?;
        stored(&mut change, &before, &after).await?;
        change.publish().await?;
        Ok(after)
    }

    /// Its multiplier is 1 from then on; whoever is in the group stays in it.
    pub async fn delete(self, actor: &Actor, id: GroupId) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let before = group::get(&mut change.tx, id).await?.ok_or(Error::NotFound("group"))?;
        deleted(&mut change, &before).await?;
        change.publish().await
    }
}

pub(crate) async fn created(change: &mut Change<'_>, new: &NewGroup) -> Result<Group> {
    let new = checked(new)?;
    let created = group::insert(&mut change.tx, &new.name, new.multiplier, &new.note).await?;
    change.audit("group.create", (Some(created.id.0), &created.name), None, Some(&created)).await?;
    Ok(created)
}

/// Tidied, or the first field that is wrong.
pub(super) fn checked(new: &NewGroup) -> Result<NewGroup> {
    let new = NewGroup { name: name("name", &new.name)?, multiplier: new.multiplier, note: note(&new.note)? };
    // Members name their groups in one line, apart by commas.
    match new.name.contains(',') {
        true => Err(Error::invalid("name", "This must not contain a comma.")),
        false => Ok(new),
    }
}

/// As the patch leaves it.
pub(super) fn edited(before: &Group, patch: GroupPatch) -> Result<Group> {
    Ok(Group {
        multiplier: patch.multiplier.unwrap_or(before.multiplier),
        note: patch.note.map_or_else(|| Ok(before.note.clone()), |text| note(&text))?,
        ..before.clone()
    })
}

pub(super) async fn stored(change: &mut Change<'_>, before: &Group, after: &Group) -> Result<()> {
    group::update(&mut change.tx, after).await?;
    change.audit("group.update", (Some(after.id.0), &after.name), Some(before), Some(after)).await
}

pub(super) async fn deleted(change: &mut Change<'_>, group: &Group) -> Result<()> {
    group::delete(&mut change.tx, group.id).await?;
    change.audit("group.delete", (Some(group.id.0), &group.name), Some(group), None).await
}

#[derive(Default)]
struct Uses(BTreeMap<String, GroupUse>);

impl Uses {
    fn of(&mut self, name: &str) -> &mut GroupUse {
        self.0.entry(name.to_owned()).or_insert_with(|| GroupUse::new(name.to_owned()))
    }

    fn each(&mut self, groups: &Names, count: impl Fn(&mut GroupUse)) {
        match groups.is_empty() {
            true => count(self.of(DEFAULT)),
            false => groups.iter().for_each(|name| count(self.of(name))),
        }
    }
}
