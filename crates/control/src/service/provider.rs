mod batch;
mod check;
mod undo;

use super::merged;
use crate::auth::Actor;
use crate::change::Change;
use crate::store::price;
use crate::store::provider::{self, Sealed};
use crate::{Control, Error, Result};
pub(crate) use check::url;
use check::{checked, checked_proxy, credential, key_hint};
use domain::provider::{NewProvider, Provider, ProviderPatch};
use domain::snapshot::Upstream;
use domain::{ProviderId, Secret};

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
        let created = self.created(&mut change, new).await?;
        change.publish().await?;
        Ok(created)
    }

    pub(crate) async fn created(self, change: &mut Change<'_>, new: NewProvider) -> Result<Provider> {
        let source = match new.secrets_of {
            Some(id) => Some((
                provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?,
                provider::sealed(&mut change.tx, id).await?.unwrap_or_default(),
            )),
            None => None,
        };
        let (key_hint, sealed_credential) = match &source {
            Some((from, sealed)) if new.credential.is_empty() => (from.key_hint.clone(), sealed.credential.clone()),
            _ => {
                let credential = credential(&new.credential)?;
                (key_hint(&credential), self.0.0.seal.seal(&credential)?)
            }
        };
        let (proxy_hint, sealed_proxy) = match (&new.proxy, source) {
            (None, Some((from, sealed))) => (from.proxy_hint, sealed.proxy),
            (typed, _) => {
                let proxy = typed.as_ref().filter(|proxy| !proxy.is_empty()).map(checked_proxy).transpose()?;
                (proxy.as_ref().map(domain::proxy::hint).unwrap_or_default(), self.seal_proxy(proxy.as_ref())?)
            }
        };
        let mut provider = checked(Provider {
            id: ProviderId(0),
            name: new.name,
            kind: new.kind,
            url: new.url,
            key_hint,
            weight: new.weight,
            priority: new.priority,
            multiplier: new.multiplier,
            groups: new.groups,
            allowed_models: new.allowed_models,
            redirects: new.redirects,
            overrides: new.overrides,
            proxy_hint,
            proxy_fallback: new.proxy_fallback,
            preserve_client_ip: new.preserve_client_ip,
            routing: new.routing,
            limits: new.limits,
            usage_reset_at: None,
            note: new.note,
            enabled: new.enabled,
            created_at: change.now,
            updated_at: change.now,
        })?;
        let sealed = Sealed { credential: sealed_credential, proxy: sealed_proxy };
        provider.id = provider::insert(&mut change.tx, &provider, &sealed).await?;
        change.audit("provider.create", (Some(provider.id.0), &provider.name), None, Some(&provider)).await?;
        Ok(provider)
    }

    pub async fn update(self, actor: &Actor, id: ProviderId, patch: ProviderPatch) -> Result<Provider> {
        let mut change = self.0.change(actor).await?;
        let gone = Error::NotFound("provider");
        let before = provider::get(&mut change.tx, id).await?.ok_or(gone)?;
        let mut sealed = provider::sealed(&mut change.tx, id).await?.unwrap_or_default();
        let old = before.clone();
        let mut after = Provider {
            name: patch.name.unwrap_or(old.name),
            kind: patch.kind.unwrap_or(old.kind),
            url: patch.url.unwrap_or(old.url),
            weight: patch.weight.unwrap_or(old.weight),
            priority: patch.priority.unwrap_or(old.priority),
            multiplier: patch.multiplier.unwrap_or(old.multiplier),
            groups: patch.groups.unwrap_or(old.groups),
            allowed_models: patch.allowed_models.unwrap_or(old.allowed_models),
            redirects: patch.redirects.unwrap_or(old.redirects),
            overrides: patch.overrides.unwrap_or(old.overrides),
            proxy_fallback: patch.proxy_fallback.unwrap_or(old.proxy_fallback),
            preserve_client_ip: patch.preserve_client_ip.unwrap_or(old.preserve_client_ip),
            routing: match patch.routing {
                Some(routing) => routing.over(old.routing),
                None => old.routing,
            },
            limits: merged(patch.limits, old.limits)?,
            note: patch.note.unwrap_or(old.note),
            enabled: patch.enabled.unwrap_or(old.enabled),
            updated_at: change.now,
            ..old
        };
        if let Some(text) = patch.credential {
            let new = credential(&text)?;
            after.key_hint = key_hint(&new);
            sealed.credential = self.0.0.seal.seal(&new)?;
        }
        if !patch.proxy.is_absent() {
            let proxy = patch.proxy.over(None).filter(|proxy| !proxy.is_empty());
            let proxy = proxy.as_ref().map(checked_proxy).transpose()?;
            after.proxy_hint = proxy.as_ref().map(domain::proxy::hint).unwrap_or_default();
            sealed.proxy = self.seal_proxy(proxy.as_ref())?;
        }
        let after = checked(after)?;
        provider::update(&mut change.tx, &after, &sealed).await?;
        change.audit("provider.update", (Some(id.0), &after.name), Some(&before), Some(&after)).await?;
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

    fn seal_proxy(self, proxy: Option<&Secret>) -> Result<String> {
        proxy.map_or(Ok(String::new()), |proxy| self.0.0.seal.seal(proxy))
    }

    pub async fn delete(self, actor: &Actor, id: ProviderId) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let before = provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
        remove(&mut change, &before).await?;
        change.publish().await
    }
}

/// With its own prices.
async fn remove(change: &mut Change<'_>, provider: &Provider) -> Result<()> {
    provider::delete(&mut change.tx, provider.id, change.now).await?;
    price::forget(&mut change.tx, provider.id).await?;
    change.audit("provider.delete", (Some(provider.id.0), &provider.name), Some(provider), None).await
}
