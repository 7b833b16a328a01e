//! The price table: what an admin enters stands before what a sync brings, and that before what is shipped.

pub(super) mod alias;
mod reprice;
mod sync;
pub(super) mod table;
mod unpriced;

use crate::auth::Actor;
use crate::change::Change;
use crate::db::Tx;
use crate::store::price::{self, Row};
use crate::store::{price_alias, provider, setting};
use crate::{Control, Error, Result};
use domain::ProviderId;
use domain::log::Page;
use domain::price::{
    Conflict, ModelPrice, NewPrice, Price, PriceBook, PriceEdit, PriceFilter, PriceKey, PriceSource, Priced,
};
use serde_json::{Map, Value};
use std::sync::Arc;

const PAGE_MAX: i64 = 200;
const MODEL_CHARS: usize = 200;

/// Settings that are not an admin's: the configuration version of the last change of prices, and the SHA-256 of what the
/// last sync stored.
const VERSION: &str = "prices_version";
const FINGERPRINT: &str = "price_sync_fingerprint";

#[derive(Clone, Copy)]
pub struct Prices<'a>(&'a Control);

impl Control {
    pub fn prices(&self) -> Prices<'_> {
        Prices(self)
    }
}

impl Prices<'_> {
    /// The prices that count, by model; `cursor` is the `next` of the page before.
    pub async fn list(
        self,
        actor: &Actor,
        filter: &PriceFilter,
        cursor: Option<&str>,
        limit: i64,
    ) -> Result<Page<ModelPrice>> {
        actor.require_admin()?;
        let after = cursor
            .map(|text| parse(text).ok_or_else(|| Error::invalid("cursor", "This cursor is not one of the hub's.")));
        let after = after.transpose()?;
        let limit = limit.clamp(1, PAGE_MAX);
        let mut rows = price::page(&mut self.0.0.db.read().await?, filter, after.as_ref(), limit + 1).await?;
        let more = rows.len() as i64 > limit;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.provider_id, row.model));
        Ok(Page { items: rows.into_iter().filter_map(shown).collect(), next })
    }

    /// Every price that a model has at one place, the one that counts first.
    pub async fn get(self, actor: &Actor, key: &PriceKey) -> Result<Vec<ModelPrice>> {
        actor.require_admin()?;
        let rows = price::of(&mut self.0.0.db.read().await?, key).await?;
        let prices: Vec<_> = rows.into_iter().filter_map(shown).collect();
        if prices.is_empty() { Err(Error::NotFound("price")) } else { Ok(prices) }
    }

    /// The names of models that have a price; no query.
    pub fn models(self, actor: &Actor) -> Result<Vec<String>> {
        actor.require_admin()?;
        Ok(self.0.0.snapshot.load().prices.names())
    }

    /// Enters an admin's own price.
    pub async fn put(self, actor: &Actor, new: NewPrice) -> Result<PriceEdit> {
        let mut change = self.0.change(actor).await?;
        stored(&mut change, new).await?;
        self.publish(change).await
    }

    /// Takes the price away that counts; the one behind it counts from then on. A shipped one stays.
    pub async fn delete(self, actor: &Actor, key: &PriceKey) -> Result<PriceEdit> {
        let mut change = self.0.change(actor).await?;
        let first = price::of(&mut change.tx, key).await?.into_iter().next().ok_or(Error::NotFound("price"))?;
        if first.source == PriceSource::Seed {
            return Err(Error::invalid("model", "This price is shipped with the hub. Enter one of your own over it."));
        }
        deleted(&mut change, first).await?;
        self.publish(change).await
    }

    /// Where an admin's own price differs from the one that would count without it, by model.
    pub async fn conflicts(self, actor: &Actor) -> Result<Vec<Conflict>> {
        actor.require_admin()?;
        let rows = price::doubled(&mut self.0.0.db.read().await?).await?;
        let places = rows.chunk_by(|a, b| (&a.model, a.provider_id) == (&b.model, b.provider_id));
        let conflicts = places.filter_map(|place| {
            let mut prices = place.iter().cloned().filter_map(shown);
            let (manual, other) = (prices.next()?, prices.next()?);
            (manual.source == PriceSource::Manual && manual.price != other.price).then_some(Conflict { manual, other })
        });
        Ok(conflicts.collect())
    }

    /// Gives up an admin's own prices for those behind them, all or none.
    pub async fn resolve(self, actor: &Actor, keys: &[PriceKey]) -> Result<PriceEdit> {
        let mut change = self.0.change(actor).await?;
        for key in keys {
            let prices: Vec<_> = price::of(&mut change.tx, key).await?.into_iter().filter_map(shown).collect();
            let [manual, other, ..] = prices.as_slice() else { return Err(Error::NotFound("conflict")) };
            if !price::delete(&mut change.tx, key, PriceSource::Manual).await? {
                return Err(Error::NotFound("conflict"));
            }
            change.audit("price.resolve", (None, &key.model), Some(manual), Some(other)).await?;
        }
        self.publish(change).await
    }

    /// Brings the change into force, and prices what waited for it.
    async fn publish(self, mut change: Change<'_>) -> Result<PriceEdit> {
        let version = change.version();
        touch(&mut change.tx, version).await?;
        change.publish().await?;
        Ok(PriceEdit { repriced: self.reprice().await? })
    }
}

/// An admin's own price.
pub(crate) async fn stored(change: &mut Change<'_>, new: NewPrice) -> Result<()> {
    let key = PriceKey { model: model("model", &new.model)?, provider: new.provider };
    if let Some(id) = key.provider {
        provider::get(&mut change.tx, id).await?.ok_or(Error::NotFound("provider"))?;
    }
    let entry = checked(&new.entry)?;
    let before = price::of(&mut change.tx, &key).await?.into_iter().next().and_then(shown);
    price::put(&mut change.tx, PriceSource::Manual, &[(key.clone(), entry.to_string())], change.now).await?;
    let after = price::of(&mut change.tx, &key).await?.into_iter().next().and_then(shown);
    change.audit("price.set", (None, &key.model), before.as_ref(), after.as_ref()).await
}

/// What the hub reads of an entry, where there is a price in it.
pub(super) fn checked(entry: &Map<String, Value>) -> Result<Value> {
    let entry = table::cut(entry);
    match Price::read(&entry) {
        Ok(Some(_)) => Ok(entry),
        Ok(None) => Err(Error::invalid("entry", "A price for input and output tokens, or for a request, is needed.")),
        Err(message) => Err(Error::invalid("entry", format!("This cannot be read as a price: {message}."))),
    }
}

/// The price that counts at its place is no more.
pub(super) async fn deleted(change: &mut Change<'_>, first: Row) -> Result<()> {
    let key = PriceKey { model: first.model.clone(), provider: first.provider() };
    price::delete(&mut change.tx, &key, first.source).await?;
    if first.source == PriceSource::Synced {
        // The next sync brings it back.
        setting::set(&mut change.tx, FINGERPRINT, "").await?;
    }
    change.audit("price.delete", (None, &key.model), shown(first).as_ref(), None).await
}

/// The prices of this transaction are other than before.
pub(crate) async fn touch(tx: &mut Tx, version: i64) -> Result<()> {
    setting::set(tx, VERSION, &version.to_string()).await
}

/// What the data plane bills by. `last` is taken again while no price was changed.
pub(crate) async fn book(tx: &mut Tx, settings: &[(String, String)], last: &Arc<PriceBook>) -> Result<Arc<PriceBook>> {
    let stored = settings.iter().find(|(name, _)| name == VERSION).and_then(|(_, value)| value.parse().ok());
    let version = stored.unwrap_or_default();
    if version != 0 && last.version == version {
        return Ok(last.clone());
    }
    let mut rows = price::all(tx).await?;
    rows.dedup_by(|later, first| (&later.model, later.provider_id) == (&first.model, first.provider_id));
    let prices = rows.into_iter().filter_map(|row| {
        let price = Price::parse(&serde_json::from_str(&row.entry).ok()?)?;
        Some((row.provider(), row.model, Priced { price, source: row.source }))
    });
    let aliases = price_alias::list(tx).await?;
    let aliases = aliases.into_iter().map(|alias| (alias.alias, alias.model));
    Ok(PriceBook::new(version, prices, aliases).into())
}

fn shown(row: Row) -> Option<ModelPrice> {
    let entry: Map<String, Value> = serde_json::from_str(&row.entry).ok()?;
    let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(ModelPrice {
        provider: row.provider(),
        source: row.source,
        vendor: text("litellm_provider"),
        mode: text("mode"),
        price: Price::parse(&Value::Object(entry.clone()))?,
        entry: entry.into_iter().filter(|(name, _)| domain::price::is_read(name)).collect(),
        updated_at: row.updated_at,
        model: row.model,
    })
}

pub(super) fn model(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    let is_bad = text.is_empty() || text.chars().count() > MODEL_CHARS || text.chars().any(char::is_control);
    if is_bad {
        return Err(Error::invalid(field, format!("A model's name of 1 to {MODEL_CHARS} characters is needed.")));
    }
    Ok(text.to_owned())
}

fn parse(cursor: &str) -> Option<PriceKey> {
    let (id, model) = cursor.split_once('.')?;
    let id = id.parse().ok()?;
    Some(PriceKey { model: model.to_owned(), provider: (id != 0).then_some(ProviderId(id)) })
}
