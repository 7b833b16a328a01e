use super::limits::limits;
use super::naming::{Named, named, note};
use super::row::Row;
use super::{Owners, Rows, Section, model, reason};
use crate::Result;
use crate::change::Change;
use crate::service;
use crate::store::user;
use domain::UserId;
use domain::user::{NewUser, Role, User};
use std::collections::HashMap;

const UNMATCHED: [&str; 3] = ["allowed_clients", "blocked_clients", "tags"];

/// Known by name.
pub(super) async fn take(change: &mut Change<'_>, rows: Rows, owners: &mut Owners) -> Result<Section> {
    let mut section = Section::new("users");
    let here: HashMap<String, UserId> =
        user::list(&mut change.tx).await?.into_iter().map(|user| (user.name, user.id)).collect();
    for Named { row, name, mut remarks } in named(&mut section, rows, "user") {
        if let Some(id) = here.get(&name) {
            owners.users.insert(row.id(), *id);
            section.here(name);
            continue;
        }
        match taken(change, &row, name.clone(), &mut remarks).await {
            Ok(id) => {
                owners.users.insert(row.id(), id);
                section.taken(name, remarks);
            }
            Err(error) => section.left(name, reason(error)?),
        }
    }
    Ok(section)
}

async fn taken(change: &mut Change<'_>, row: &Row, name: String, remarks: &mut Vec<String>) -> Result<UserId> {
    let models = model::allowed(row, remarks);
    row.tell_unmatched(&UNMATCHED, remarks);
    let new = NewUser {
        name,
        note: note(row, remarks),
        role: role(row, remarks),
        groups: row.groups("provider_group"),
        allowed_models: models.names,
        expires_at: row.time("expires_at"),
        limits: limits(row, remarks),
    };
    let made = service::user::created(change, new).await?;
    let after = User {
        enabled: row.flag("is_enabled").unwrap_or(true) && models.is_whole,
        usage_reset_at: row.time("cost_reset_at"),
        ..made.clone()
    };
    if after != made {
        service::user::stored(change, &made, &after).await?;
    }
    Ok(made.id)
}

fn role(row: &Row, remarks: &mut Vec<String>) -> Role {
    let Some(text) = row.text("role") else { return Role::default() };
    Role::try_from(text).unwrap_or_else(|error| {
        remarks.push(format!("{}: is a user", error.message));
        Role::User
    })
}
