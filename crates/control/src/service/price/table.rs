//! Whole tables in LiteLLM's format: the shipped one, an uploaded one, and what a sync brought.

use super::{Prices, model, touch};
use crate::auth::Actor;
use crate::db::Tx;
use crate::store::{config_version, price};
use crate::{Error, Result};
use domain::Millis;
use domain::price::{Price, PriceKey, PriceSource, UploadError, UploadReport, is_read};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// LiteLLM's table, cut to the models of coding tools.
const SEED: &str = include_str!("../../../seed/prices.json");

/// Entries of tables that are not models.
const NO_MODELS: [&str; 2] = ["_source", "sample_spec"];
/// What is kept of an entry besides its prices.
pub(in crate::service) const KEPT: [&str; 2] = ["litellm_provider", "mode"];

/// A table that was looked through.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) prices: Vec<(PriceKey, String)>,
    /// Without a price per token or request.
    pub(super) skipped: i64,
    pub(super) errors: Vec<UploadError>,
}

pub(super) fn check(table: &Map<String, Value>) -> Checked {
    let mut checked = Checked::default();
    for (name, entry) in table.iter().filter(|(name, _)| !NO_MODELS.contains(&name.as_str())) {
        let read = || {
            let name = model("model", name).map_err(|error| error.to_string())?;
            let fields = entry.as_object().ok_or("it is no JSON object")?;
            let entry = cut(fields);
            Ok(Price::read(&entry)?.map(|_| (PriceKey { model: name, provider: None }, entry.to_string())))
        };
        match read() {
            Ok(Some(price)) => checked.prices.push(price),
            Ok(None) => checked.skipped += 1,
            Err(message) => checked.errors.push(UploadError { model: name.clone(), message }),
        }
    }
    checked
}

/// What the hub reads of an entry.
pub(in crate::service) fn cut(fields: &Map<String, Value>) -> Value {
    let kept =
        fields.iter().filter(|(name, value)| !value.is_null() && (is_read(name) || KEPT.contains(&name.as_str())));
    Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Writes what is new or other than before; how many that were.
pub(super) async fn store(
    tx: &mut Tx,
    source: PriceSource,
    prices: Vec<(PriceKey, String)>,
    now: Millis,
) -> Result<i64> {
    let stored = price::of_source(tx, source).await?.into_iter().filter(|row| row.provider_id == 0);
    let stored: HashMap<_, _> = stored.map(|row| (row.model, row.entry)).collect();
    let differs = |(key, entry): &(PriceKey, String)| stored.get(&key.model) != Some(entry);
    let new: Vec<_> = prices.into_iter().filter(differs).collect();
    price::put(tx, source, &new, now).await?;
    Ok(new.len() as i64)
}

impl Prices<'_> {
    /// Enters every price of a table in LiteLLM's format as an admin's own; with an error in it, none.
    pub async fn upload(self, actor: &Actor, table: &Map<String, Value>) -> Result<UploadReport> {
        actor.require_admin()?;
        let Checked { prices, skipped, errors } = check(table);
        let mut report = UploadReport { skipped, errors, ..UploadReport::default() };
        if !report.errors.is_empty() {
            return Ok(report);
        }
        if prices.is_empty() {
            return Err(Error::invalid("table", "No entry of this table has a price per token or request."));
        }
        let all = prices.len() as i64;
        let mut change = self.0.change(actor).await?;
        report.stored = store(&mut change.tx, PriceSource::Manual, prices, change.now).await?;
        report.unchanged = all - report.stored;
        if report.stored > 0 {
            change.audit("price.upload", (None, ""), None, Some(&report)).await?;
            self.publish(change).await?;
        }
        Ok(report)
    }

    /// Brings the shipped prices into the table; writes only what differs.
    pub(crate) async fn seed(self) -> Result<()> {
        let table: Map<String, Value> = serde_json::from_str(SEED)?;
        let mut tx = self.0.0.db.write().await?;
        let models = store(&mut tx, PriceSource::Seed, check(&table).prices, self.0.now()).await?;
        if models > 0 {
            let version = config_version::bump(&mut tx).await?;
            touch(&mut tx, version).await?;
            tracing::info!(models, "the shipped prices are loaded");
        }
        tx.commit().await
    }
}
