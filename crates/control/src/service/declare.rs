//! The hub's configuration as one file, for people who keep it in git: an export writes it, an application brings about what
//! a file says.
//!
//! A file is the whole truth of what it names: a field that it leaves out has its default. Sections that it leaves out, and
//! things that a section does not name, stay as they are, unless they are to be pruned. A file is read with all its faults
//! (`yaml`, `file`, `shape`), then everything happens inside one change (`run`, and one file for each noun), which writes
//! what differs by the same steps as a change by hand, notes it (`report`), and is taken back where anything was refused
//! and where people only want to see what would happen.

mod alias;
mod fault;
mod file;
mod group;
mod key;
mod price;
mod provider;
mod prune;
mod report;
mod run;
mod sample;
mod setting;
mod shape;
mod source;
mod user;
mod write;
mod yaml;

pub use fault::{Fault, Place};
pub use report::Report;
pub use source::Source;

use crate::auth::Actor;
use crate::service::price::touch;
use crate::{Control, Error, Result};
use domain::{ApiError, Secret};
use fault::Faults;
use file::{File, SECTIONS};
use run::Run;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

const HEADER: &str = "# Written by cch export. Secrets are not in it: the names say where cch apply looks for them.\n";

#[derive(Clone, Copy)]
pub struct Declared<'a>(&'a Control);

impl Control {
    pub fn declared(&self) -> Declared<'_> {
        Declared(self)
    }
}

/// `prune`: what a section of the file does not name is deleted. `dry_run`: nothing is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apply {
    pub prune: bool,
    pub dry_run: bool,
}

/// Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Declared<'_> {
    /// What is set, without any secret.
    pub async fn export(self, actor: &Actor) -> Result<String> {
        actor.require_admin()?;
        let mut tx = self.0.0.db.read().await?;
        let mut sections = Vec::new();
        for name in SECTIONS {
            let value = match name {
                "settings" => setting::export(&mut tx).await?,
                "groups" => group::export(&mut tx).await?,
                "providers" => provider::export(&mut tx).await?,
                "users" => user::export(&mut tx).await?,
                "prices" => price::export(&mut tx).await?,
                _ => alias::export(&mut tx).await?,
            };
            sections.push((name, value));
        }
        Ok(format!("{HEADER}{}", write::write(&sections)))
    }

    /// Brings about what a file says, all of it or nothing. `fetch` finds the secrets.
    pub async fn apply(
        self,
        actor: &Actor,
        text: &str,
        fetch: &dyn Fn(&Source) -> std::result::Result<Secret, String>,
        how: Apply,
    ) -> Result<Report, Refused> {
        let (file, faults) = File::read(text, fetch).map_err(Refused::Faults)?;
        let change = self.0.change(actor).await?;
        let mut run = Run { change, faults, report: Report::default(), prune: how.prune, prices_changed: false };
        run.all(&file).await?;
        let faults = run.faults.take();
        if !faults.is_empty() {
            return Err(Refused::Faults(faults));
        }
        let Run { mut change, mut report, prices_changed, .. } = run;
        if how.dry_run {
            report.made.clear();
        }
        if how.dry_run || !report.differs() {
            return Ok(report);
        }
        if prices_changed {
            let version = change.version();
            touch(&mut change.tx, version).await?;
        }
        // From here on it is done: what a key's text is must be told, whatever happens.
        match change.publish().await {
            Ok(()) => {}
            Err(late @ Error::NotInForce) => report.lines.push(format!("! {late}")),
            Err(error) => return Err(error.into()),
        }
        if prices_changed && let Err(error) = self.0.prices().reprice().await {
            tracing::warn!(%error, "requests without a price are priced later");
        }
        Ok(report)
    }
}

impl Run<'_> {
    async fn all(&mut self, file: &File) -> Result<()> {
        if let Some(settings) = &file.settings {
            setting::apply(self, settings).await?;
        }
        if let Some(groups) = &file.groups {
            group::apply(self, groups).await?;
        }
        if let Some(providers) = &file.providers {
            provider::apply(self, providers).await?;
        }
        if let Some(users) = &file.users {
            user::apply(self, users).await?;
            prune::users(self, users).await?;
        }
        if let Some(prices) = &file.prices {
            price::apply(self, prices).await?;
        }
        if let Some(aliases) = &file.aliases {
            alias::apply(self, aliases).await?;
        }
        Ok(())
    }
}

/// A user or key, which are made switched on.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Switched<T> {
    #[serde(flatten)]
    is: T,
    #[serde(default = "on")]
    enabled: bool,
}

fn on() -> bool {
    true
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn parsed<T: DeserializeOwned>(value: &Value) -> Result<T, ApiError> {
    T::deserialize(value).map_err(|error| ApiError::new(domain::error::ErrorCode::Invalid, format!("{error}.")))
}
