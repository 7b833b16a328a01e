use super::run::{Entry, Run};
use super::shape::{Shape, brief};
use super::source::{self, Fetch, Given};
use super::{Faults, fault, json, parsed, sample};
use crate::Result;
use crate::db::Tx;
use crate::service::provider::check::{checked_proxy, credential};
use crate::service::provider::edit::{created, edited, plain as checked, stored};
use crate::service::provider::remove;
use crate::store::provider::{self, Sealed};
use domain::limit::LimitsPatch;
use domain::provider::{NewProvider, Provider, ProviderPatch};
use domain::routing::RoutingPatch;
use domain::{Millis, Patch, Secret};
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

pub(super) struct Wanted {
    /// Without its secrets.
    is: NewProvider,
    credential: Given,
    proxy: Given,
}

impl Wanted {
    pub(super) fn name(&self) -> &str {
        &self.is.name
    }
}

/// The secrets, and what an API call alone may say.
const APART: [&str; 3] = ["credential", "proxy", "secrets_of"];

pub(super) fn read(
    mut fields: Map<String, Value>,
    path: &str,
    fetch: Fetch<'_>,
    faults: &mut Faults,
) -> Option<Wanted> {
    let credential = source::take(&mut fields, "credential", path, fetch, faults, credential);
    let proxy = source::take(&mut fields, "proxy", path, fetch, faults, checked_proxy);
    let read = |value: &Value| {
        let mut value = value.clone();
        value["credential"] = Value::from("");
        Ok(plain(&checked(parsed(&value)?, Millis(0))?))
    };
    let is = Shape { sample: shown(&sample::provider()), read: &read }.of(fields, path, faults)?;
    Some(Wanted { is, credential, proxy })
}

pub(super) async fn export(tx: &mut Tx) -> Result<Value> {
    let default = shown(&NewProvider::default());
    let sealed: HashMap<_, _> = provider::all_sealed(tx).await?.into_iter().collect();
    let mut providers = provider::list(tx).await?;
    providers.sort_by(|a, b| a.name.cmp(&b.name));
    let mut taken = BTreeSet::new();
    let each = providers.iter().map(|provider| {
        let mut fields = brief(shown(&plain(provider)), &default);
        let variable = variable(&provider.name, &mut taken);
        fields["credential"] = serde_json::json!({ "env": format!("{variable}_CREDENTIAL") });
        if sealed.get(&provider.id).is_some_and(|sealed| !sealed.proxy.is_empty()) {
            fields["proxy"] = serde_json::json!({ "env": format!("{variable}_PROXY") });
        }
        fields
    });
    Ok(each.collect())
}

/// The beginning of the variables' names in which an export expects a provider's secrets.
fn variable(name: &str, taken: &mut BTreeSet<String>) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let base = format!("CCH_PROVIDER_{}", name.chars().map(letter).collect::<String>());
    let others = (2..).map(|at| format!("{base}_{at}"));
    let free = std::iter::once(base.clone()).chain(others).find(|name| !taken.contains(name)).unwrap_or(base);
    taken.insert(free.clone());
    free
}

pub(super) async fn apply(run: &mut Run<'_>, wanted: &[Entry<Wanted>]) -> Result<()> {
    let stock = provider::list(&mut run.change.tx).await?;
    let mut sealed: HashMap<_, _> = provider::all_sealed(&mut run.change.tx).await?.into_iter().collect();
    for entry in wanted {
        match stock.iter().find(|provider| provider.name == entry.name) {
            Some(before) => change(run, entry, before, sealed.remove(&before.id).unwrap_or_default()).await?,
            None => create(run, entry).await?,
        }
    }
    for gone in stock.iter().filter(|one| run.prune && !wanted.iter().any(|entry| entry.name == one.name)) {
        remove(&mut run.change, gone).await?;
        run.report.delete(&format!("providers/{}", gone.name));
    }
    Ok(())
}

async fn create(run: &mut Run<'_>, Entry { path, name, is: wanted }: &Entry<Wanted>) -> Result<()> {
    let text = match &wanted.credential {
        Given::Text(text) => Some(text.clone()),
        Given::Missing(why) => run.missing(path, "credential", &format!("{why}, and a new provider needs it.")),
        Given::Nothing => run.missing(path, "credential", "A new provider needs one, such as {env: ANTHROPIC_KEY}."),
    };
    let proxy = match &wanted.proxy {
        Given::Text(proxy) => Some(proxy.clone()),
        Given::Missing(why) => run.missing(path, "proxy", &format!("{why}, and no proxy is stored.")),
        Given::Nothing => None,
    };
    let Some(credential) = text else { return Ok(()) };
    let made = created(&mut run.change, NewProvider { credential, proxy, ..wanted.is.clone() }).await;
    if run.told(path, made)?.is_some() {
        run.report.add(&format!("providers/{name}"));
    }
    Ok(())
}

async fn change(
    run: &mut Run<'_>,
    Entry { path, name, is: wanted }: &Entry<Wanted>,
    before: &Provider,
    mut sealed: Sealed,
) -> Result<()> {
    let (control, known) = (run.change.control, format!("providers/{name}"));
    let differs = |sealed: &str, text: &Secret| control.0.seal.open(sealed).as_ref() != Some(text);
    let mut patch = whole(wanted.is.clone());
    let mut secrets = Vec::new();
    match &wanted.credential {
        Given::Text(text) if differs(&sealed.credential, text) => {
            patch.credential = Some(text.clone());
            secrets.push("credential");
        }
        Given::Missing(why) => run.report.remark(&known, &format!("credential: {why}; the stored one stays")),
        Given::Text(_) | Given::Nothing => {}
    }
    match &wanted.proxy {
        Given::Text(text) if differs(&sealed.proxy, text) => patch.proxy = Patch::Value(text.clone()),
        Given::Nothing if !sealed.proxy.is_empty() => patch.proxy = Patch::Null,
        Given::Missing(why) if sealed.proxy.is_empty() => {
            run.faults.add(&fault::field(path, "proxy"), format!("{why}, and no proxy is stored."));
        }
        Given::Missing(why) => run.report.remark(&known, &format!("proxy: {why}; the stored one stays")),
        Given::Text(_) | Given::Nothing => {}
    }
    if !patch.proxy.is_absent() {
        secrets.push("proxy");
    }
    let (old, new) = (shown(&plain(before)), shown(&wanted.is));
    run.report.compare(&known, &old, &new, &secrets);
    if old != new || !secrets.is_empty() {
        let after = edited(control, before, &mut sealed, patch)?;
        let after = Provider { updated_at: run.change.now, ..after };
        stored(&mut run.change, before, &after, &sealed).await?;
    }
    Ok(())
}

/// What a file says of it, but for its secrets.
fn plain(provider: &Provider) -> NewProvider {
    let one = provider.clone();
    NewProvider {
        name: one.name,
        kind: one.kind,
        url: one.url,
        credential: Secret::default(),
        weight: one.weight,
        priority: one.priority,
        multiplier: one.multiplier,
        groups: one.groups,
        allowed_models: one.allowed_models,
        redirects: one.redirects,
        overrides: one.overrides,
        proxy: None,
        proxy_fallback: one.proxy_fallback,
        preserve_client_ip: one.preserve_client_ip,
        routing: one.routing,
        limits: one.limits,
        note: one.note,
        enabled: one.enabled,
        secrets_of: None,
    }
}

fn shown(new: &NewProvider) -> Value {
    let mut value = json(new);
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, _| !APART.contains(&name.as_str()));
    }
    value
}

/// Every field but the secrets.
fn whole(new: NewProvider) -> ProviderPatch {
    ProviderPatch {
        name: Some(new.name),
        kind: Some(new.kind),
        url: Some(new.url),
        credential: None,
        weight: Some(new.weight),
        priority: Some(new.priority),
        multiplier: Some(new.multiplier),
        groups: Some(new.groups),
        allowed_models: Some(new.allowed_models),
        redirects: Some(new.redirects),
        overrides: Some(new.overrides),
        proxy: Patch::Absent,
        proxy_fallback: Some(new.proxy_fallback),
        preserve_client_ip: Some(new.preserve_client_ip),
        routing: Some(RoutingPatch::from(new.routing)),
        limits: Some(LimitsPatch::from(new.limits)),
        note: Some(new.note),
        enabled: Some(new.enabled),
    }
}
