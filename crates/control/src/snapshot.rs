//! Builds what the data plane routes by.

use crate::db::Db;
use crate::seal::{Seal, unhex};
use crate::store::provider::Sealed;
use crate::store::{config_version, group, key, provider, setting, user};
use crate::{Result, service};
use domain::Names;
use domain::group::DEFAULT;
use domain::key::Key;
use domain::price::{Billing, PriceBook};
use domain::provider::Provider;
use domain::redirect::Redirector;
use domain::setting::Settings;
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::user::User;
use domain::window::Zone;
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) async fn build(
    db: &Db,
    seal: &Seal,
    defaults: &Settings,
    prices: &Arc<PriceBook>,
) -> Result<(Snapshot, Settings)> {
    let mut tx = db.read().await?;
    let version = config_version::get(&mut tx).await?;
    let stored = setting::list(&mut tx).await?;
    let prices = service::price::book(&mut tx, &stored, prices).await?;
    let drill = service::drill::stored(&stored);
    let settings = service::setting::stored(defaults, stored);
    let users: HashMap<_, _> = user::list(&mut tx).await?.into_iter().map(|user| (user.id, user)).collect();
    let mut hashes: HashMap<_, _> = key::hashes(&mut tx).await?.into_iter().collect();
    let keys = key::list(&mut tx).await?;
    let mut sealed: HashMap<_, _> = provider::all_sealed(&mut tx).await?.into_iter().collect();
    let providers = provider::list(&mut tx).await?;
    let groups = group::list(&mut tx).await?;
    drop(tx);

    let callers = keys.iter().filter_map(|key| {
        let hash = unhex(&hashes.remove(&key.id)?)?.try_into().ok()?;
        Some((hash, Arc::new(caller(key, users.get(&key.user_id)?))))
    });
    let upstreams = providers.into_iter().map(|provider| {
        let sealed = sealed.remove(&provider.id).unwrap_or_default();
        Arc::new(upstream(seal, provider, &sealed))
    });
    let snapshot = Snapshot {
        version,
        callers: callers.collect(),
        providers: upstreams.collect(),
        groups: groups.into_iter().map(|group| (group.name, group.multiplier)).collect(),
        prices,
        billing: Billing { model: settings.billing_model_source, tier: settings.billing_tier_source },
        rectifiers_off: settings.rectifiers_off.clone(),
        zone: Zone::parse(&settings.time_zone).unwrap_or_default(),
        warn_percents: settings.limit_warn_percents.clone(),
        drill,
    };
    Ok((snapshot, settings))
}

fn caller(key: &Key, user: &User) -> Caller {
    let groups = [&key.groups, &user.groups].into_iter().find(|groups| !groups.is_empty()).cloned();
    let allowances = [key.allowance(user), user.allowance()];
    Caller {
        key_id: key.id,
        key_name: key.name.clone(),
        key_enabled: key.enabled,
        key_expires_at: key.expires_at,
        user_id: user.id,
        user_name: user.name.clone(),
        user_enabled: user.enabled,
        user_expires_at: user.expires_at,
        groups: groups.unwrap_or_else(|| Names::from(vec![DEFAULT.to_owned()])),
        allowed_models: user.allowed_models.clone(),
        allowances: allowances.into_iter().flatten().collect(),
    }
}

/// What cannot be used as it was meant is not used at all; the others can.
pub(crate) fn upstream(seal: &Seal, provider: Provider, sealed: &Sealed) -> Upstream {
    let credential = seal.open(&sealed.credential);
    let proxy = (!sealed.proxy.is_empty()).then(|| seal.open(&sealed.proxy));
    let redirector = Redirector::new(&provider.redirects);
    let usable = credential.is_some() && proxy.as_ref().is_none_or(Option::is_some) && redirector.is_ok();
    if !usable {
        tracing::error!(provider = %provider.name, "its secrets do not decrypt, or its redirects do not compile: it is not used; save it again");
    }
    Upstream {
        allowance: provider.allowance(),
        provider,
        credential: credential.unwrap_or_default(),
        proxy: proxy.flatten(),
        redirector: redirector.unwrap_or_default(),
        usable,
    }
}
