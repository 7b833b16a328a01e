use super::run::{Entry, Run};
use super::shape::{Shape, brief};
use super::source::{self, Fetch, Given};
use super::{Faults, Switched, json, parsed, sample};
use crate::Result;
use crate::seal::{hash, hex};
use crate::service::key::{checked, created, deleted, edited, given, stored, updated};
use domain::key::{Key, KeyPatch, NewKey};
use domain::limit::LimitsPatch;
use domain::user::User;
use domain::{KeyId, Patch, Secret};
use serde_json::{Map, Value};
use std::collections::HashMap;

pub(super) struct Wanted {
    pub(super) is: Switched<NewKey>,
    secret: Given,
}

pub(super) fn read(
    mut fields: Map<String, Value>,
    path: &str,
    fetch: Fetch<'_>,
    faults: &mut Faults,
) -> Option<Wanted> {
    let secret = source::take(&mut fields, "secret", path, fetch, faults, given);
    let read = |value: &Value| {
        let wanted: Switched<NewKey> = parsed(value)?;
        Ok(Switched { is: checked(wanted.is)?, ..wanted })
    };
    let is = Shape { sample: json(&sample::key()), read: &read }.of(fields, path, faults)?;
    Some(Wanted { is, secret })
}

/// By name. Nobody knows a stored key's text, so none is said.
pub(super) fn export(keys: &[Key]) -> Value {
    let default = json(&Switched { is: NewKey::default(), enabled: true });
    let mut keys: Vec<_> = keys.iter().collect();
    keys.sort_by(|a, b| a.name.cmp(&b.name));
    keys.into_iter().map(|key| brief(json(&plain(key)), &default)).collect()
}

/// `stock`: the user's keys so far.
pub(super) async fn apply(
    run: &mut Run<'_>,
    owner: &User,
    stock: &[Key],
    hashes: &HashMap<KeyId, String>,
    wanted: &[Entry<Wanted>],
) -> Result<()> {
    for entry in wanted {
        let known = format!("users/{}/keys/{}", owner.name, entry.name);
        match stock.iter().find(|key| key.name == entry.name) {
            Some(before) => change(run, &known, owner, entry, before, hashes.get(&before.id)).await?,
            None => create(run, &known, owner, entry).await?,
        }
    }
    Ok(())
}

async fn create(
    run: &mut Run<'_>,
    known: &str,
    owner: &User,
    Entry { path, is: wanted, .. }: &Entry<Wanted>,
) -> Result<()> {
    let text = match &wanted.secret {
        Given::Text(text) => Some(text),
        Given::Nothing => None,
        Given::Missing(why) => {
            run.missing(path, "secret", &format!("{why}, and a new key needs it."));
            return Ok(());
        }
    };
    if let Some(secret) = make(run, path, owner, wanted, text).await? {
        run.report.add(known);
        if text.is_none() {
            run.report.made.push((known.to_owned(), secret));
        }
    }
    Ok(())
}

/// None: it was refused.
async fn make(
    run: &mut Run<'_>,
    path: &str,
    owner: &User,
    wanted: &Wanted,
    text: Option<&Secret>,
) -> Result<Option<Secret>> {
    let made = created(&mut run.change, owner.id, wanted.is.is.clone(), text).await;
    let Some(made) = run.told(path, made)? else { return Ok(None) };
    if !wanted.is.enabled {
        let off = KeyPatch { enabled: Some(false), ..KeyPatch::default() };
        updated(&mut run.change, made.key.id, off).await?;
    }
    Ok(Some(Secret::new(made.secret)))
}

/// Another text is another key: the old one is deleted, and with it the sessions that it opened.
async fn change(
    run: &mut Run<'_>,
    known: &str,
    owner: &User,
    Entry { path, is: wanted, .. }: &Entry<Wanted>,
    before: &Key,
    hashed: Option<&String>,
) -> Result<()> {
    let (old, new) = (json(&plain(before)), json(&wanted.is));
    match &wanted.secret {
        Given::Text(text) if hashed != Some(&hex(&hash(text.expose()))) => {
            deleted(&mut run.change, before.id).await?;
            if make(run, path, owner, wanted, Some(text)).await?.is_some() {
                run.report.compare(known, &old, &new, &["secret"]);
            }
            return Ok(());
        }
        Given::Missing(why) => run.report.remark(known, &format!("secret: {why}; the key stays")),
        Given::Text(_) | Given::Nothing => {}
    }
    run.report.compare(known, &old, &new, &[]);
    if old != new {
        let after = Key { updated_at: run.change.now, ..edited(before, whole(wanted.is.clone()))? };
        stored(&mut run.change, before, &after).await?;
    }
    Ok(())
}

fn plain(key: &Key) -> Switched<NewKey> {
    let one = key.clone();
    let is = NewKey {
        name: one.name,
        groups: one.groups,
        can_login: one.can_login,
        expires_at: one.expires_at,
        limits: one.limits,
    };
    Switched { is, enabled: one.enabled }
}

fn whole(Switched { is, enabled }: Switched<NewKey>) -> KeyPatch {
    KeyPatch {
        name: Some(is.name),
        groups: Some(is.groups),
        can_login: Some(is.can_login),
        enabled: Some(enabled),
        expires_at: Patch::from(is.expires_at),
        limits: Some(LimitsPatch::from(is.limits)),
    }
}
