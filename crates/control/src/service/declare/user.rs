use super::run::{Entry, Run};
use super::shape::{Shape, brief};
use super::source::Fetch;
use super::{Faults, Switched, file, json, key, parsed, sample};
use crate::Result;
use crate::db::Tx;
use crate::service::user::{checked, created, edited, stored, updated};
use crate::store::{key as keys, user};
use domain::key::Key;
use domain::limit::LimitsPatch;
use domain::user::{NewUser, User, UserPatch};
use domain::{Patch, UserId};
use serde_json::{Map, Value};
use std::collections::HashMap;

pub(super) struct Wanted {
    is: Switched<NewUser>,
    /// None: the file says nothing of them.
    pub(super) keys: Option<Vec<Entry<key::Wanted>>>,
}

impl Wanted {
    pub(super) fn name(&self) -> &str {
        &self.is.is.name
    }
}

pub(super) fn read(
    mut fields: Map<String, Value>,
    path: &str,
    fetch: Fetch<'_>,
    faults: &mut Faults,
) -> Option<Wanted> {
    let one = |fields, path: &str, faults: &mut Faults| key::read(fields, path, fetch, faults);
    let keys = file::section(&mut fields, path, "keys", faults, one, |key| key.is.is.name.clone());
    let read = |value: &Value| {
        let wanted: Switched<NewUser> = parsed(value)?;
        Ok(Switched { is: checked(wanted.is)?, ..wanted })
    };
    let is = Shape { sample: json(&sample::user()), read: &read }.of(fields, path, faults)?;
    Some(Wanted { is, keys })
}

pub(super) async fn export(tx: &mut Tx) -> Result<Value> {
    let default = json(&Switched { is: NewUser::default(), enabled: true });
    let mut users = user::list(tx).await?;
    users.sort_by(|a, b| a.name.cmp(&b.name));
    let keys = by_owner(keys::list(tx).await?);
    let each = users.iter().map(|user| {
        let mut fields = brief(json(&plain(user)), &default);
        fields["keys"] = key::export(keys.get(&user.id).map(Vec::as_slice).unwrap_or_default());
        fields
    });
    Ok(each.collect())
}

pub(super) async fn apply(run: &mut Run<'_>, wanted: &[Entry<Wanted>]) -> Result<()> {
    let stock = user::list(&mut run.change.tx).await?;
    let own = by_owner(keys::list(&mut run.change.tx).await?);
    let hashes = keys::hashes(&mut run.change.tx).await?.into_iter().collect();
    for entry in wanted {
        let owner = match stock.iter().find(|user| user.name == entry.name) {
            Some(before) => Some(change(run, entry, before).await?),
            None => create(run, entry).await?,
        };
        if let (Some(owner), Some(wanted)) = (owner, &entry.is.keys) {
            let stock = own.get(&owner.id).map(Vec::as_slice).unwrap_or_default();
            key::apply(run, &owner, stock, &hashes, wanted).await?;
        }
    }
    Ok(())
}

async fn create(run: &mut Run<'_>, Entry { path, name, is: wanted }: &Entry<Wanted>) -> Result<Option<User>> {
    let made = created(&mut run.change, wanted.is.is.clone()).await;
    let Some(mut made) = run.told(path, made)? else { return Ok(None) };
    if !wanted.is.enabled {
        let off = UserPatch { enabled: Some(false), ..UserPatch::default() };
        made = updated(&mut run.change, made.id, off).await?;
    }
    run.report.add(&format!("users/{name}"));
    Ok(Some(made))
}

async fn change(run: &mut Run<'_>, entry: &Entry<Wanted>, before: &User) -> Result<User> {
    let wanted = &entry.is.is;
    let (old, new) = (json(&plain(before)), json(wanted));
    run.report.compare(&format!("users/{}", entry.name), &old, &new, &[]);
    if old == new {
        return Ok(before.clone());
    }
    let after = User { updated_at: run.change.now, ..edited(before, whole(wanted.clone()))? };
    stored(&mut run.change, before, &after).await?;
    Ok(after)
}

pub(super) fn by_owner(keys: Vec<Key>) -> HashMap<UserId, Vec<Key>> {
    let mut owned: HashMap<_, Vec<_>> = HashMap::new();
    for key in keys {
        owned.entry(key.user_id).or_default().push(key);
    }
    owned
}

fn plain(user: &User) -> Switched<NewUser> {
    let one = user.clone();
    let is = NewUser {
        name: one.name,
        note: one.note,
        role: one.role,
        groups: one.groups,
        allowed_models: one.allowed_models,
        expires_at: one.expires_at,
        limits: one.limits,
    };
    Switched { is, enabled: one.enabled }
}

fn whole(Switched { is, enabled }: Switched<NewUser>) -> UserPatch {
    UserPatch {
        name: Some(is.name),
        note: Some(is.note),
        role: Some(is.role),
        groups: Some(is.groups),
        allowed_models: Some(is.allowed_models),
        enabled: Some(enabled),
        expires_at: Patch::from(is.expires_at),
        limits: Some(LimitsPatch::from(is.limits)),
    }
}
