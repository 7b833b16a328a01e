//! Many users and keys changed at once, in one transaction.

use super::{key, user};
use crate::auth::Actor;
use crate::{Control, Result};
use domain::key::KeyPatch;
use domain::member::MemberBatch;
use domain::user::UserPatch;

impl Control {
    /// All of them, or none.
    pub async fn change_members(&self, actor: &Actor, batch: &MemberBatch) -> Result<()> {
        let mut change = self.change(actor).await?;
        batch.check()?;
        let to = &batch.change;
        if to.delete {
            // The keys first: they may be those of a user who goes as well.
            for id in &batch.keys {
                key::deleted(&mut change, *id).await?;
            }
            for id in &batch.users {
                user::deleted(&mut change, *id).await?;
            }
            return change.publish().await;
        }
        for id in &batch.users {
            let (enabled, groups, expires_at) = (to.enabled, to.groups.clone(), to.expires_at);
            user::updated(&mut change, *id, UserPatch { enabled, groups, expires_at, ..UserPatch::default() }).await?;
        }
        for id in &batch.keys {
            let (enabled, groups, expires_at) = (to.enabled, to.groups.clone(), to.expires_at);
            key::updated(&mut change, *id, KeyPatch { enabled, groups, expires_at, ..KeyPatch::default() }).await?;
        }
        change.publish().await
    }
}
