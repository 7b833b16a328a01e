//! Where a file's secrets are: in the environment or in files of their own, never in the file itself.

use super::fault::{Faults, field};
use crate::{Error, Result};
use domain::Secret;
use serde_json::{Map, Value};
use std::fmt;

const FORM: &str = "A secret does not stand in this file. Say where it is: {env: NAME} or {file: /path}.";

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Env(String),
    File(String),
}

impl Source {
    /// # Errors
    /// Why there is none, as the rest of a sentence that begins with the source.
    pub fn read(&self) -> std::result::Result<Secret, String> {
        let text = match self {
            Self::Env(name) => std::env::var(name).map_err(|_| "is not set".to_owned()),
            Self::File(path) => std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}")),
        }?;
        let text = text.trim();
        if text.is_empty() { Err("is empty".to_owned()) } else { Ok(Secret::new(text)) }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Env(name) | Self::File(name)) = self;
        name.fmt(f)
    }
}

/// What a file says of one secret. `Missing`: why it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    Nothing,
    Missing(String),
    Text(Secret),
}

/// How a secret is fetched from where it is.
pub(super) type Fetch<'a> = &'a dyn Fn(&Source) -> std::result::Result<Secret, String>;

/// Takes a secret's field out of an object; `check` tidies the text.
pub(super) fn take(
    fields: &mut Map<String, Value>,
    name: &str,
    path: &str,
    fetch: Fetch<'_>,
    faults: &mut Faults,
    check: impl Fn(&Secret) -> Result<Secret>,
) -> Given {
    let Some(value) = fields.remove(name) else { return Given::Nothing };
    let path = field(path, name);
    let Some(source) = source(&value) else {
        faults.add(&path, FORM);
        return Given::Nothing;
    };
    match fetch(&source) {
        Err(why) => Given::Missing(format!("{source} {why}")),
        Ok(text) => check(&text).map_or_else(
            |error: Error| {
                faults.add(&path, format!("{source}: {error}"));
                Given::Nothing
            },
            Given::Text,
        ),
    }
}

fn source(value: &Value) -> Option<Source> {
    let fields = value.as_object().filter(|fields| fields.len() == 1)?;
    let (kind, name) = fields.iter().next()?;
    let name = name.as_str().filter(|name| !name.is_empty())?.to_owned();
    match kind.as_str() {
        "env" => Some(Source::Env(name)),
        "file" => Some(Source::File(name)),
        _ => None,
    }
}
