use super::limits::limits;
use super::naming::{Named, free, live};
use super::row::Row;
use super::{Owners, Rows, Section, reason};
use crate::Result;
use crate::change::Change;
use crate::seal::{hash, hex};
use crate::service;
use crate::store::{key, user};
use domain::key::{Key, NewKey};
use domain::{KeyId, Secret, UserId};
use std::collections::{HashMap, HashSet};

const UNMATCHED: [&str; 1] = ["cache_ttl_preference"];

/// Known by hash: the source has their texts, this hub has not.
pub(super) async fn take(change: &mut Change<'_>, rows: Rows, owners: &mut Owners) -> Result<Section> {
    let mut section = Section::new("keys");
    let users: HashMap<UserId, String> =
        user::list(&mut change.tx).await?.into_iter().map(|user| (user.id, user.name)).collect();
    let mut names: HashSet<(UserId, String)> =
        key::list(&mut change.tx).await?.into_iter().map(|key| (key.user_id, key.name)).collect();
    let mut seen = HashSet::new();
    for mut named in live(&mut section, rows, "key") {
        let owner = named.row.whole("user_id").and_then(|id| owners.users.get(&id).copied());
        let Some(owner) = owner else {
            section.left(named.name, "its user is not here");
            continue;
        };
        let label = |name: &str| format!("{} / {name}", users.get(&owner).map(String::as_str).unwrap_or_default());
        let text = Secret::new(named.row.text("key").unwrap_or_default().trim());
        if text.is_empty() {
            section.left(label(&named.name), "it has no text");
            continue;
        }
        let hashed = hash(text.expose());
        if !seen.insert(hashed) {
            section.left(label(&named.name), "another key has the same text");
            continue;
        }
        match key::with_hash(&mut change.tx, &hex(&hashed)).await? {
            Some((_, true)) => section.left(label(&named.name), "it was deleted here"),
            Some((id, false)) => {
                owners.keys.insert(hashed, id);
                section.here(label(&named.name));
            }
            None => {
                free(&mut named, |name| names.contains(&(owner, name.to_owned())));
                let Named { row, name, mut remarks } = named;
                match taken(change, &row, owner, name.clone(), &text, &mut remarks).await {
                    Ok(id) => {
                        owners.keys.insert(hashed, id);
                        section.taken(label(&name), remarks);
                        names.insert((owner, name));
                    }
                    Err(error) => section.left(label(&name), reason(error)?),
                }
            }
        }
    }
    Ok(section)
}

async fn taken(
    change: &mut Change<'_>,
    row: &Row,
    owner: UserId,
    name: String,
    text: &Secret,
    remarks: &mut Vec<String>,
) -> Result<KeyId> {
    row.tell_unmatched(&UNMATCHED, remarks);
    let new = NewKey {
        name,
        groups: row.groups("provider_group"),
        can_login: row.flag("can_login_web_ui").unwrap_or_default(),
        expires_at: row.time("expires_at"),
        limits: limits(row, remarks),
    };
    let made = service::key::created(change, owner, new, Some(text)).await?.key;
    let after = Key {
        enabled: row.flag("is_enabled").unwrap_or(true),
        usage_reset_at: row.time("cost_reset_at"),
        ..made.clone()
    };
    if after != made {
        service::key::stored(change, &made, &after).await?;
    }
    Ok(made.id)
}
