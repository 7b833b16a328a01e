use crate::auth::Actor;
use crate::store::{config_version, price};
use crate::{Control, Result};
use domain::price::{ModelPrice, Price};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// LiteLLM's table, cut to the models of coding tools.
const SEED: &str = include_str!("../../seed/prices.json");

#[derive(Clone, Copy)]
pub struct Prices<'a>(&'a Control);

impl Control {
    pub fn prices(&self) -> Prices<'_> {
        Prices(self)
    }
}

impl Prices<'_> {
    /// By model.
    pub async fn list(self, actor: &Actor) -> Result<Vec<ModelPrice>> {
        actor.require_admin()?;
        let rows = price::list(&mut self.0.0.db.read().await?).await?;
        let priced = rows.into_iter().filter_map(|row| {
            let price = Price::parse(&serde_json::from_str(&row.entry).ok()?)?;
            Some(ModelPrice { model: row.model, source: row.source, price, updated_at: row.updated_at })
        });
        Ok(priced.collect())
    }

    /// Brings the shipped prices into the table; writes only what differs, and never over an admin's own.
    pub(crate) async fn seed(self) -> Result<()> {
        let mut models: Map<String, Value> = serde_json::from_str(SEED)?;
        models.remove("_source");
        let mut tx = self.0.0.db.write().await?;
        let stored: HashMap<_, _> =
            price::list(&mut tx).await?.into_iter().map(|row| (row.model.clone(), row)).collect();
        let models = models.into_iter().map(|(model, entry)| (model, entry.to_string()));
        let differs = |(model, entry): &(String, String)| {
            stored.get(model).is_none_or(|row| row.source == "seed" && row.entry != *entry)
        };
        let new: Vec<_> = models.filter(differs).collect();
        if !new.is_empty() {
            price::seed(&mut tx, &new, self.0.now()).await?;
            config_version::bump(&mut tx).await?;
            tracing::info!(models = new.len(), "the shipped prices are loaded");
        }
        tx.commit().await
    }
}
