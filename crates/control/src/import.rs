//! Takes over what the TypeScript system, on PostgreSQL, is set up with.
//!
//! The source is read in one snapshot by a session that cannot write. What this hub has already stays as it is: users,
//! providers, groups and prices are known by their names, keys by their hashes, settings by being set. So a second run
//! takes what is new and changes nothing else. All of it is one transaction; requests of the past follow in batches.

mod group;
mod key;
mod ledger;
mod limits;
mod model;
mod naming;
mod price;
mod provider;
mod report;
mod row;
mod setting;
mod source;
mod user;

pub use report::{Fate, Item, Report, Section};

use crate::auth::Actor;
use crate::{Control, Error, Result};
use domain::Secret;
use domain::snapshot::KeyHash;
use domain::{KeyId, ProviderId, UserId};
use row::Row;
use source::Source;
use std::collections::HashMap;

/// What the audit log calls whoever made these things.
const NAME: &str = "cch import";

#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// The requests of the past, too.
    pub ledger: bool,
    /// Everything but the last step.
    pub dry_run: bool,
}

/// What the source's numbers and keys are called here.
#[derive(Default)]
struct Owners {
    users: HashMap<i64, UserId>,
    keys: HashMap<KeyHash, KeyId>,
    providers: HashMap<i64, ProviderId>,
}

/// A table's rows, in the order of their ids; none where there is no such table.
type Rows = Option<Vec<Row>>;

impl Control {
    /// # Errors
    /// When one of the databases fails. What is wrong with a single object is in the report.
    pub async fn import(&self, from: &Secret, wanted: Wanted) -> Result<Report> {
        let mut source = Source::open(from).await?;
        let users = source.rows("users").await?;
        let keys = source.rows("keys").await?;
        let providers = source.rows("providers").await?;
        let endpoints = source.rows("provider_endpoints").await?;
        let groups = source.rows("provider_groups").await?;
        let prices = source.rows("model_prices").await?;
        let settings = source.rows("system_settings").await?;

        let actor = Actor::command(NAME);
        let mut change = self.change(&actor).await?;
        let mut owners = Owners::default();
        let groups = group::take(&mut change, groups).await?;
        let users = user::take(&mut change, users, &mut owners).await?;
        let keys = key::take(&mut change, keys, &mut owners).await?;
        let providers = provider::take(&mut change, providers, endpoints, &mut owners).await?;
        let prices = price::take(&mut change, prices).await?;
        let settings = setting::take(&mut change, settings).await?;
        let mut report =
            Report { dry_run: wanted.dry_run, sections: vec![groups, users, keys, providers, prices, settings] };
        // Without anything new there is no new version to announce.
        if report.is_any_taken() && !wanted.dry_run {
            change.publish().await?;
        } else {
            drop(change);
        }
        if wanted.ledger {
            report.sections.push(ledger::take(self, &mut source, &owners, wanted.dry_run).await?);
        }
        Ok(report)
    }
}

/// Why an object cannot be taken. Any other failure ends the import.
fn reason(error: Error) -> Result<String> {
    match error {
        Error::Invalid { field, message } => Ok(format!("{field}: {message}")),
        Error::Refused(error) => {
            Ok(error.field.as_ref().map(|field| format!("{field}: ")).unwrap_or_default() + &error.message)
        }
        other => Err(other),
    }
}
