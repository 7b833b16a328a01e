//! A file section by section, with every fault that shows without looking at the hub.

use super::fault::{Fault, Faults, field, unknown};
use super::run::Entry;
use super::source::Fetch;
use super::{alias, group, price, provider, setting, user, yaml};
use domain::group::NewGroup;
use domain::price::PriceAlias;
use serde_json::{Map, Value};

/// The sections, in the order in which they are written.
pub(super) const SECTIONS: [&str; 6] = ["settings", "groups", "providers", "users", "prices", "aliases"];

/// None: the file says nothing of it.
pub(super) struct File {
    pub(super) settings: Option<Map<String, Value>>,
    pub(super) groups: Option<Vec<Entry<NewGroup>>>,
    pub(super) providers: Option<Vec<Entry<provider::Wanted>>>,
    pub(super) users: Option<Vec<Entry<user::Wanted>>>,
    pub(super) prices: Option<Vec<Entry<price::Wanted>>>,
    pub(super) aliases: Option<Vec<Entry<PriceAlias>>>,
}

impl File {
    pub(super) fn read(text: &str, fetch: Fetch<'_>) -> Result<(Self, Faults), Vec<Fault>> {
        let document = yaml::read(text).map_err(|fault| vec![fault])?;
        let mut faults = Faults::new(document.places);
        let mut root = match document.value {
            Value::Object(root) => root,
            Value::Null => Map::new(),
            _ => {
                faults.add("", format!("A file has sections: {}.", SECTIONS.join(", ")));
                Map::new()
            }
        };
        for name in root.keys().filter(|name| !SECTIONS.contains(&name.as_str())) {
            faults.add(name, unknown(name, SECTIONS.into_iter()));
        }
        let told = &mut faults;
        let settings = object(root.remove("settings"), "settings", told);
        let file = Self {
            settings: settings.map(|fields| setting::read(fields, "settings", told).unwrap_or_default()),
            groups: section(&mut root, "", "groups", told, group::read, |group| group.name.clone()),
            providers: section(
                &mut root,
                "",
                "providers",
                told,
                |fields, path, told| provider::read(fields, path, fetch, told),
                |provider| provider.name().to_owned(),
            ),
            users: section(
                &mut root,
                "",
                "users",
                told,
                |fields, path, told| user::read(fields, path, fetch, told),
                |user| user.name().to_owned(),
            ),
            prices: section(&mut root, "", "prices", told, price::read, price::Wanted::name),
            aliases: section(&mut root, "", "aliases", told, alias::read, |alias| alias.alias.clone()),
        };
        let found = faults.take();
        if found.is_empty() { Ok((file, faults)) } else { Err(found) }
    }
}

/// A list of objects, each known by a name of its own.
pub(super) fn section<T>(
    fields: &mut Map<String, Value>,
    path: &str,
    name: &str,
    faults: &mut Faults,
    read: impl Fn(Map<String, Value>, &str, &mut Faults) -> Option<T>,
    called: impl Fn(&T) -> String,
) -> Option<Vec<Entry<T>>> {
    let (value, path) = (fields.remove(name)?, field(path, name));
    let Value::Array(items) = value else {
        faults.add(&path, "This must be a list.");
        return None;
    };
    let mut entries: Vec<Entry<T>> = Vec::with_capacity(items.len());
    for (at, item) in items.into_iter().enumerate() {
        let path = format!("{path}[{at}]");
        let Some(is) = object(Some(item), &path, faults).and_then(|fields| read(fields, &path, faults)) else {
            continue;
        };
        let name = called(&is);
        if entries.iter().any(|entry| entry.name == name) {
            faults.add(&path, format!("{name} is there twice."));
            continue;
        }
        entries.push(Entry { path, name, is });
    }
    Some(entries)
}

fn object(value: Option<Value>, path: &str, faults: &mut Faults) -> Option<Map<String, Value>> {
    match value? {
        Value::Object(fields) => Some(fields),
        _ => {
            faults.add(path, "This must have fields, each with its name.");
            None
        }
    }
}
