//! A provider made and changed inside a change that is under way.

use super::check::{checked, checked_proxy, credential, key_hint};
use crate::change::Change;
use crate::seal::Seal;
use crate::service::merged;
use crate::store::provider::{self, Sealed};
use crate::{Control, Error, Result};
use domain::provider::{NewProvider, Provider, ProviderPatch};
use domain::{Millis, ProviderId, Secret};

pub(crate) async fn created(change: &mut Change<'_>, new: NewProvider) -> Result<Provider> {
    let seal = &change.control.0.seal;
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
            (key_hint(&credential), seal.seal(&credential)?)
        }
    };
    let (proxy_hint, sealed_proxy) = match (&new.proxy, source) {
        (None, Some((from, sealed))) => (from.proxy_hint, sealed.proxy),
        (typed, _) => {
            let proxy = typed.as_ref().filter(|proxy| !proxy.is_empty()).map(checked_proxy).transpose()?;
            (proxy.as_ref().map(domain::proxy::hint).unwrap_or_default(), sealed_proxy(seal, proxy.as_ref())?)
        }
    };
    let mut provider = Provider { key_hint, proxy_hint, ..plain(new, change.now)? };
    let sealed = Sealed { credential: sealed_credential, proxy: sealed_proxy };
    provider.id = provider::insert(&mut change.tx, &provider, &sealed).await?;
    change.audit("provider.create", (Some(provider.id.0), &provider.name), None, Some(&provider)).await?;
    Ok(provider)
}

/// Without its secrets.
pub(in crate::service) fn plain(new: NewProvider, now: Millis) -> Result<Provider> {
    checked(Provider {
        id: ProviderId(0),
        name: new.name,
        kind: new.kind,
        url: new.url,
        key_hint: String::new(),
        weight: new.weight,
        priority: new.priority,
        multiplier: new.multiplier,
        groups: new.groups,
        allowed_models: new.allowed_models,
        redirects: new.redirects,
        overrides: new.overrides,
        proxy_hint: String::new(),
        proxy_fallback: new.proxy_fallback,
        preserve_client_ip: new.preserve_client_ip,
        routing: new.routing,
        limits: new.limits,
        usage_reset_at: None,
        note: new.note,
        enabled: new.enabled,
        created_at: now,
        updated_at: now,
    })
}

/// As the patch leaves it, and its secrets.
pub(in crate::service) fn edited(
    control: &Control,
    before: &Provider,
    sealed: &mut Sealed,
    patch: ProviderPatch,
) -> Result<Provider> {
    let (old, seal) = (before.clone(), &control.0.seal);
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
        ..old
    };
    if let Some(text) = patch.credential {
        let new = credential(&text)?;
        after.key_hint = key_hint(&new);
        sealed.credential = seal.seal(&new)?;
    }
    if !patch.proxy.is_absent() {
        let proxy = patch.proxy.over(None).filter(|proxy| !proxy.is_empty());
        let proxy = proxy.as_ref().map(checked_proxy).transpose()?;
        after.proxy_hint = proxy.as_ref().map(domain::proxy::hint).unwrap_or_default();
        sealed.proxy = sealed_proxy(seal, proxy.as_ref())?;
    }
    checked(after)
}

pub(crate) async fn stored(
    change: &mut Change<'_>,
    before: &Provider,
    after: &Provider,
    sealed: &Sealed,
) -> Result<()> {
    provider::update(&mut change.tx, after, sealed).await?;
    change.audit("provider.update", (Some(after.id.0), &after.name), Some(before), Some(after)).await
}

fn sealed_proxy(seal: &Seal, proxy: Option<&Secret>) -> Result<String> {
    proxy.map_or(Ok(String::new()), |proxy| seal.seal(proxy))
}
