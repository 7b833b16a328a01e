use super::row::Row;
use super::{Fate, Rows, Section, reason};
use crate::Result;
use crate::change::Change;
use crate::service;
use crate::store::price;
use domain::price::{NewPrice, PriceKey, PriceSource};
use std::collections::BTreeMap;

/// Fields of an entry that are not read here, and change what a request costs.
const UNMATCHED: [&str; 3] = ["aliases", "long_context_pricing", "pricing"];

/// Those that an admin has entered, the newest of each model; known by the model's name.
pub(super) async fn take(change: &mut Change<'_>, rows: Rows) -> Result<Section> {
    let mut section = Section::new("model_prices");
    let Some(rows) = rows else {
        section.remarks.push("the source has no such table".to_owned());
        return Ok(section);
    };
    let mut manual: BTreeMap<String, Row> = BTreeMap::new();
    let mut others = 0;
    for row in rows {
        match (row.text("source").as_deref(), row.text("model_name")) {
            (Some("manual"), Some(model)) => drop(manual.insert(model.trim().to_owned(), row)),
            _ => others += 1,
        }
    }
    let nouns = ["price of its own table", "prices of its own table"];
    section.many(Fate::Left, others, nouns, "the shipped prices and the price sync have them here");
    for (model, row) in manual {
        let key = PriceKey { model: model.clone(), provider: None };
        if price::of(&mut change.tx, &key).await?.iter().any(|row| row.source == PriceSource::Manual) {
            section.here(model);
            continue;
        }
        let entry = row.json("price_data").as_object().cloned().unwrap_or_default();
        let lost: Vec<_> = UNMATCHED.into_iter().filter(|field| entry.contains_key(*field)).collect();
        let remark = format!("without {}, which are not read here", lost.join(", "));
        match service::price::stored(change, NewPrice { model: model.clone(), provider: None, entry }).await {
            Ok(()) => section.taken(model, if lost.is_empty() { Vec::new() } else { vec![remark] }),
            Err(error) => section.left(model, reason(error)?),
        }
    }
    if section.count(Fate::Taken) > 0 {
        let version = change.version();
        service::price::touch(&mut change.tx, version).await?;
    }
    Ok(section)
}
