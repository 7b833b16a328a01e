use super::{name, note};
use crate::auth::Actor;
use crate::store::group;
use crate::{Control, Error, Result};
use domain::group::Group;
use domain::{GroupId, Ratio};

#[derive(Clone, Copy)]
pub struct Groups<'a>(&'a Control);

impl Control {
    pub fn groups(&self) -> Groups<'_> {
        Groups(self)
    }
}

impl Groups<'_> {
    /// By name.
    pub async fn list(self, actor: &Actor) -> Result<Vec<Group>> {
        actor.require_admin()?;
        group::list(&mut self.0.0.db.read().await?).await
    }

    /// Makes the group, or gives the one of that name a new multiplier and note.
    pub async fn upsert(self, actor: &Actor, called: &str, multiplier: Ratio, text: &str) -> Result<Group> {
        let mut change = self.0.change(actor).await?;
        let (called, text) = (name("name", called)?, note(text)?);
        let before = group::find(&mut change.tx, &called).await?;
        let after = group::upsert(&mut change.tx, &called, multiplier, &text).await?;
        let action = if before.is_some() { "group.update" } else { "group.create" };
        change.audit(action, (Some(after.id.0), &called), before.as_ref(), Some(&after)).await?;
        change.publish().await?;
        Ok(after)
    }

    /// Its multiplier is 1 from then on; whoever is in the group stays in it.
    pub async fn delete(self, actor: &Actor, id: GroupId) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let before = group::get(&mut change.tx, id).await?.ok_or(Error::NotFound("group"))?;
        group::delete(&mut change.tx, id).await?;
        change.audit("group.delete", (Some(id.0), &before.name), Some(&before), None).await?;
        change.publish().await
    }
}
