use super::run::{Entry, Run};
use super::shape::Shape;
use super::{Faults, fault, json, parsed, sample};
use crate::Result;
use crate::db::Tx;
use crate::service::price::table::KEPT;
use crate::service::price::{checked, deleted, model, stored};
use crate::store::price::{self, Row};
use crate::store::provider;
use domain::price::{NewPrice, PriceSource, is_read};
use domain::{ApiError, ProviderId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An admin's own price; in a file providers are called by their names.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Wanted {
    pub(super) model: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) provider: Option<String>,
    pub(super) entry: Map<String, Value>,
}

impl Wanted {
    /// What it is known by.
    pub(super) fn name(&self) -> String {
        match &self.provider {
            Some(provider) => format!("{} of {provider}", self.model),
            None => self.model.clone(),
        }
    }
}

pub(super) fn read(fields: Map<String, Value>, path: &str, faults: &mut Faults) -> Option<Wanted> {
    let read = |value: &Value| {
        let wanted: Wanted = parsed(value)?;
        if let Some(name) = wanted.entry.keys().find(|name| !is_read(name) && !KEPT.contains(&name.as_str())) {
            let known = domain::price::FIELDS.into_iter().chain(KEPT);
            return Err(ApiError::invalid("entry", fault::unknown(name, known)));
        }
        let Value::Object(entry) = checked(&wanted.entry)? else { return Ok(wanted) };
        Ok(Wanted { model: model("model", &wanted.model)?, entry, ..wanted })
    };
    Shape { sample: json(&sample::price()), read: &read }.of(fields, path, faults)
}

pub(super) async fn export(tx: &mut Tx) -> Result<Value> {
    let mut prices = stock(tx).await?;
    prices.sort_by(|(_, a), (_, b)| (&a.model, &a.provider).cmp(&(&b.model, &b.provider)));
    Ok(prices.iter().map(|(_, wanted)| json(wanted)).collect())
}

pub(super) async fn apply(run: &mut Run<'_>, wanted: &[Entry<Wanted>]) -> Result<()> {
    let providers = providers(&mut run.change.tx).await?;
    let stock = stock(&mut run.change.tx).await?;
    for Entry { path, name, is } in wanted {
        let named = |provider: &String| providers.iter().find(|(_, known)| *known == provider).map(|(id, _)| *id);
        let provider = is.provider.as_ref().map(named);
        if provider == Some(None) {
            run.faults.add(&fault::field(path, "provider"), "There is no provider of this name.");
            continue;
        }
        let before = stock.iter().find(|(_, before)| before.name() == *name).map(|(_, before)| before);
        if before != Some(is) {
            let new = NewPrice { model: is.model.clone(), provider: provider.flatten(), entry: is.entry.clone() };
            let put = stored(&mut run.change, new).await;
            if run.told(path, put)?.is_none() {
                continue;
            }
            run.prices_changed = true;
        }
        let known = format!("prices/{name}");
        let entry = |price: &Wanted| Value::Object(price.entry.clone());
        match before {
            Some(before) => run.report.compare(&known, &entry(before), &entry(is), &[]),
            None => run.report.add(&known),
        }
    }
    let is_named = |price: &Wanted| wanted.iter().any(|entry| entry.name == price.name());
    for (row, price) in stock.into_iter().filter(|(_, price)| run.prune && !is_named(price)) {
        deleted(&mut run.change, row).await?;
        run.report.delete(&format!("prices/{}", price.name()));
        run.prices_changed = true;
    }
    Ok(())
}

/// Admins' own prices.
async fn stock(tx: &mut Tx) -> Result<Vec<(Row, Wanted)>> {
    let providers = providers(tx).await?;
    let rows = price::of_source(tx, PriceSource::Manual).await?.into_iter();
    let wanted = |row: Row| {
        let provider = row.provider().map(|id| providers.get(&id).cloned().unwrap_or_default());
        let entry = serde_json::from_str(&row.entry)?;
        Ok((row.clone(), Wanted { model: row.model, provider, entry }))
    };
    rows.map(wanted).collect()
}

async fn providers(tx: &mut Tx) -> Result<BTreeMap<ProviderId, String>> {
    Ok(provider::list(tx).await?.into_iter().map(|provider| (provider.id, provider.name)).collect())
}
