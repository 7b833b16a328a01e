use super::run::{Entry, Run};
use super::shape::Shape;
use super::{Faults, json, parsed, sample};
use crate::Result;
use crate::db::Tx;
use crate::service::price::alias::{deleted, stored};
use crate::service::price::{book, model};
use crate::store::price_alias;
use domain::price::PriceAlias;
use serde_json::{Map, Value};
use std::sync::Arc;

pub(super) fn read(fields: Map<String, Value>, path: &str, faults: &mut Faults) -> Option<PriceAlias> {
    let read = |value: &Value| {
        let alias: PriceAlias = parsed(value)?;
        Ok(PriceAlias { alias: model("alias", &alias.alias)?, model: model("model", &alias.model)? })
    };
    Shape { sample: json(&sample::alias()), read: &read }.of(fields, path, faults)
}

pub(super) async fn export(tx: &mut Tx) -> Result<Value> {
    let mut aliases = price_alias::list(tx).await?;
    aliases.sort_by(|a, b| a.alias.cmp(&b.alias));
    Ok(aliases.iter().map(json).collect())
}

pub(super) async fn apply(run: &mut Run<'_>, wanted: &[Entry<PriceAlias>]) -> Result<()> {
    let stock = price_alias::list(&mut run.change.tx).await?;
    // With the prices of this file.
    let book = book(&mut run.change.tx, &[], &Arc::default()).await?;
    for Entry { path, name, is } in wanted {
        let known = format!("aliases/{name}");
        let before = stock.iter().find(|alias| alias.alias == *name);
        if before != Some(is) {
            let put = stored(&mut run.change, &book, is).await;
            if run.told(path, put)?.is_none() {
                continue;
            }
            run.prices_changed = true;
        }
        match before {
            Some(before) => run.report.compare(&known, &json(before), &json(is), &[]),
            None => run.report.add(&known),
        }
    }
    for gone in stock.iter().filter(|one| run.prune && !wanted.iter().any(|entry| entry.name == one.alias)) {
        deleted(&mut run.change, gone).await?;
        run.report.delete(&format!("aliases/{}", gone.alias));
        run.prices_changed = true;
    }
    Ok(())
}
