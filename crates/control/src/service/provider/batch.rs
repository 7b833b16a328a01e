//! Many providers changed at once: first as a preview, then in one transaction, with the way back.

use super::check::checked;
use super::edit::stored;
use super::undo::Step;
use super::{Providers, remove};
use crate::auth::Actor;
use crate::seal::{hex, random};
use crate::store::{price, provider, provider_undo};
use crate::{Error, Result};
use domain::ProviderId;
use domain::batch::{Batch, BatchDone, BatchPreview, BatchRow, UNDO};
use domain::error::{ApiError, ErrorCode};
use domain::provider::Provider;
use std::collections::HashMap;

impl Providers<'_> {
    /// What a change would do, without doing it.
    pub async fn preview(self, actor: &Actor, batch: &Batch) -> Result<BatchPreview> {
        actor.require_admin()?;
        batch.check()?;
        let at = self.0.now();
        let all = provider::list(&mut self.0.0.db.read().await?).await?;
        let chosen = chosen(&all, &batch.ids)?;
        let rows = chosen.into_iter().map(|before| {
            let after = batch.change.over(before.clone()).map(checked).transpose()?;
            Ok(BatchRow { provider: before.tag(), before: before.into(), after: after.as_ref().map(Into::into) })
        });
        let rows = rows.collect::<Result<Vec<_>>>()?;
        let mut left = all.iter().filter(|provider| !batch.ids.contains(&provider.id) && provider.enabled);
        let stays = rows.iter().any(|row| row.after.as_ref().is_some_and(|after| after.enabled));
        Ok(BatchPreview { at, none_left: left.next().is_none() && !stays, rows })
    }

    /// All of them, or none. Those that are as they shall be are left alone.
    pub async fn change_many(self, actor: &Actor, batch: &Batch) -> Result<BatchDone> {
        let mut change = self.0.change(actor).await?;
        batch.check()?;
        let all = provider::list(&mut change.tx).await?;
        let mut sealed: HashMap<ProviderId, _> = provider::all_sealed(&mut change.tx).await?.into_iter().collect();
        let mut steps = Vec::new();
        for before in chosen(&all, &batch.ids)? {
            if batch.seen_at.is_some_and(|seen| before.updated_at > seen) {
                return Err(changed(&before.name));
            }
            let sealed = sealed.remove(&before.id).unwrap_or_default();
            let after = batch.change.over(before.clone()).map(checked).transpose()?;
            if after.as_ref() == Some(before) {
                continue;
            }
            let mut prices = Vec::new();
            match after {
                Some(after) => {
                    let after = Provider { updated_at: change.now, ..after };
                    stored(&mut change, before, &after, &sealed).await?;
                }
                None => {
                    prices = price::of_provider(&mut change.tx, before.id).await?;
                    remove(&mut change, before).await?;
                }
            }
            steps.push(Step { before: before.clone(), sealed, prices });
        }
        let (changed, until) = (steps.len(), change.now + UNDO);
        if steps.is_empty() {
            return Ok(BatchDone { changed, undo: None, until });
        }
        let token = hex(&random::<16>()?);
        let body = Step::write(change.now, batch.change.delete, &steps)?;
        provider_undo::delete_expired(&mut change.tx, change.now).await?;
        provider_undo::insert(&mut change.tx, &token, &body, until).await?;
        change.publish().await?;
        Ok(BatchDone { changed, undo: Some(token), until })
    }
}

/// In the order of their ids.
fn chosen<'a>(all: &'a [Provider], ids: &[ProviderId]) -> Result<Vec<&'a Provider>> {
    let chosen: Vec<&Provider> = all.iter().filter(|provider| ids.contains(&provider.id)).collect();
    if chosen.len() == ids.len() { Ok(chosen) } else { Err(Error::NotFound("provider")) }
}

pub(super) fn changed(name: &str) -> Error {
    ApiError::new(ErrorCode::Conflict, format!("{name} has been changed in the meantime. Nothing was done.")).into()
}
