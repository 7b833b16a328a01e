mod batch;
pub(super) mod check;
pub(crate) mod edit;
mod undo;

pub(crate) use check::url;

use crate::auth::Actor;
use crate::change::Change;
use crate::store::{price, provider};
use crate::{Control, Error, Result};
use domain::ProviderId;
use domain::provider::{NewProvider, Provider, ProviderPatch};
use domain::snapshot::Upstream;

#[derive(Clone, Copy)]
pub struct Providers<'a>(pub(super) &'a Control);

impl Control {
    pub fn providers(&self) -> Providers<'_> {
        Providers(self)
    }
}

/// Vendor accounts are for admins alone.
impl Providers<'_> {
    /// In the order of their ids.
    pub async fn list(self, actor: &Actor) -> Result<Vec<Provider>> {
        actor.require_admin()?;
        provider::list(&mut self.0.0.db.read().await?).await
    }

    pub async fn get(self, actor: &Actor, id: ProviderId) -> Result<Provider> {
        actor.require_admin()?;
        provider::get(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("provider"))
    }

    /// Its secrets and all, for the request that tests it.
    pub async fn upstream(self, actor: &Actor, id: ProviderId) -> Result<Upstream> {
        let provider = self.get(actor, id).await?;
        let sealed = provider::sealed(&mut self.0.0.db.read().await?, id).await?.ok_or(Error::NotFound("provider"))?;
        let upstream = crate::snapshot::upstream(&self.0.0.seal, provider, &sealed);
        if upstream.credential.is_empty() {
            return Err(Error::invalid("credential", "The stored credential does not decrypt. Enter it again."));
        }
        Ok(upstream)
    }

    pub async fn create(self, actor: &Actor, new: NewProvider) -> Result<Provider> {
        let mut change = self.0.change(actor).await?;
        let created = edit::created(&mut change, new).await?;
        change.publish().await?;
        Ok(created)
    }

    pub async fn update(self, actor: &Actor, id: ProviderId, patch: ProviderPatch) -> Result<Provider> {
        let mut change = self.0.change(actor).await?;
        let before = provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
        let mut sealed = provider::sealed(&mut change.tx, id).await?.unwrap_or_default();
        let after = edit::edited(self.0, &before, &mut sealed, patch)?;
        let after = Provider { updated_at: change.now, ..after };
        edit::stored(&mut change, &before, &after, &sealed).await?;
        change.publish().await?;
        Ok(after)
    }

    /// From now on, what was used before no longer counts in money. Nothing is deleted.
    pub async fn reset_usage(self, actor: &Actor, id: ProviderId) -> Result<Provider> {
        let mut change = self.0.change(actor).await?;
        let before = provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
        let sealed = provider::sealed(&mut change.tx, id).await?.unwrap_or_default();
        let after = Provider { usage_reset_at: Some(change.now), updated_at: change.now, ..before.clone() };
        provider::update(&mut change.tx, &after, &sealed).await?;
        change.audit("provider.reset_usage", (Some(id.0), &after.name), Some(&before), Some(&after)).await?;
        change.publish().await?;
        Ok(after)
    }

    pub async fn delete(self, actor: &Actor, id: ProviderId) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let before = provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
        remove(&mut change, &before).await?;
        change.publish().await
    }
}

/// With its own prices.
pub(super) async fn remove(change: &mut Change<'_>, provider: &Provider) -> Result<()> {
    provider::delete(&mut change.tx, provider.id, change.now).await?;
    price::forget(&mut change.tx, provider.id).await?;
    change.audit("provider.delete", (Some(provider.id.0), &provider.name), Some(provider), None).await
}
