use super::run::{Entry, Run};
use super::shape::{Shape, brief};
use super::{Faults, json, parsed, sample};
use crate::Result;
use crate::db::Tx;
use crate::service::group::{checked, created, deleted, edited, stored};
use crate::store::group;
use domain::Ratio;
use domain::group::{Group, GroupPatch, NewGroup};
use serde_json::{Map, Value};

pub(super) fn read(fields: Map<String, Value>, path: &str, faults: &mut Faults) -> Option<NewGroup> {
    let sample = json(&sample::group());
    Shape { sample, read: &|value| Ok(checked(&parsed(value)?)?) }.of(fields, path, faults)
}

pub(super) async fn export(tx: &mut Tx) -> Result<Value> {
    let default = json(&NewGroup { name: String::new(), multiplier: Ratio::ONE, note: String::new() });
    Ok(group::list(tx).await?.iter().map(|group| brief(json(&plain(group)), &default)).collect())
}

pub(super) async fn apply(run: &mut Run<'_>, wanted: &[Entry<NewGroup>]) -> Result<()> {
    let stock = group::list(&mut run.change.tx).await?;
    for Entry { path, name, is } in wanted {
        let known = format!("groups/{name}");
        let Some(before) = stock.iter().find(|group| group.name == *name) else {
            let made = created(&mut run.change, is).await;
            if run.told(path, made)?.is_some() {
                run.report.add(&known);
            }
            continue;
        };
        let (old, new) = (json(&plain(before)), json(is));
        run.report.compare(&known, &old, &new, &[]);
        if old != new {
            let patch = GroupPatch { multiplier: Some(is.multiplier), note: Some(is.note.clone()) };
            stored(&mut run.change, before, &edited(before, patch)?).await?;
        }
    }
    for gone in stock.iter().filter(|group| run.prune && !wanted.iter().any(|entry| entry.name == group.name)) {
        deleted(&mut run.change, gone).await?;
        run.report.delete(&format!("groups/{}", gone.name));
    }
    Ok(())
}

/// What a file says of it.
fn plain(group: &Group) -> NewGroup {
    NewGroup { name: group.name.clone(), multiplier: group.multiplier, note: group.note.clone() }
}
