//! Takes away the people and keys that a file does not name, but never the last way in: if no admin could sign in any
//! more, the first of those who could stays.

use super::run::{Entry, Run};
use super::user::{Wanted, by_owner};
use crate::Result;
use crate::service::{key, user};
use crate::store::{key as keys, user as users};
use domain::Millis;
use domain::key::Key;
use domain::user::{Role, User};

pub(super) async fn users(run: &mut Run<'_>, wanted: &[Entry<Wanted>]) -> Result<()> {
    if !run.prune {
        return Ok(());
    }
    let people = users::list(&mut run.change.tx).await?;
    let mut owned = by_owner(keys::list(&mut run.change.tx).await?);
    let with_keys = |user: User| (owned.remove(&user.id).unwrap_or_default(), user);
    let each: Vec<(Vec<Key>, User)> = people.into_iter().map(with_keys).collect();
    let find = |user: &User| wanted.iter().find(|entry| entry.name == user.name);
    let is_kept = |user: &User, key: &Key| {
        let named = find(user).map(|entry| entry.is.keys.as_ref());
        named.is_some_and(|keys| keys.is_none_or(|keys| keys.iter().any(|entry| entry.name == key.name)))
    };
    let now = run.change.now;
    let mut ways = each
        .iter()
        .flat_map(|(keys, user)| keys.iter().map(move |key| (user, key)))
        .filter(|(user, key)| is_way_in(user, key, now))
        .peekable();
    let first = ways.peek().copied();
    let spared = first.filter(|_| !ways.any(|(user, key)| is_kept(user, key)));
    for (keys, user) in &each {
        let known = format!("users/{}", user.name);
        let last = spared.filter(|(last, _)| last.id == user.id).map(|(_, key)| key.id);
        if last.is_some() {
            run.report.remark(&known, "stays: it is the last admin who can sign in");
        }
        if find(user).is_none() {
            if last.is_none() {
                user::deleted(&mut run.change, user.id).await?;
                run.report.delete(&known);
            }
            continue;
        }
        for key in keys.iter().filter(|key| !is_kept(user, key) && last != Some(key.id)) {
            key::deleted(&mut run.change, key.id).await?;
            run.report.delete(&format!("{known}/keys/{}", key.name));
        }
    }
    Ok(())
}

fn is_way_in(user: &User, key: &Key, now: Millis) -> bool {
    let past = |at: Option<Millis>| at.is_some_and(|at| at <= now);
    let works = user.enabled && key.enabled && !past(user.expires_at) && !past(key.expires_at);
    works && user.role == Role::Admin && key.can_login
}
