//! The way back from a change of many providers, as long as nobody has changed one of them since.

use super::Providers;
use super::batch::changed;
use crate::auth::Actor;
use crate::store::price::{self, Row};
use crate::store::provider::{self, Sealed};
use crate::store::provider_undo;
use crate::{Error, Result};
use domain::Millis;
use domain::error::{ApiError, ErrorCode};
use domain::price::PriceKey;
use domain::provider::Provider;
use serde::{Deserialize, Serialize};

/// A provider as it was before. `prices` are its own, which go with it when it is deleted.
#[derive(Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) before: Provider,
    pub(super) sealed: Sealed,
    pub(super) prices: Vec<Row>,
}

/// When they were changed, whether they were deleted, and how they were.
#[derive(Deserialize)]
struct Body(Millis, bool, Vec<Step>);

impl Step {
    pub(super) fn write(at: Millis, deleted: bool, steps: &[Self]) -> Result<String> {
        Ok(serde_json::to_string(&(at, deleted, steps))?)
    }
}

impl Providers<'_> {
    /// All of them are as they were, or none; returns how many.
    pub async fn undo(self, actor: &Actor, token: &str) -> Result<usize> {
        let mut change = self.0.change(actor).await?;
        let Some(body) = provider_undo::take(&mut change.tx, token, change.now).await? else {
            return Err(late());
        };
        let Body(at, deleted, steps) = serde_json::from_str(&body)?;
        let count = steps.len();
        for Step { before, sealed, prices } in steps {
            let id = before.id;
            let found = provider::get(&mut change.tx, id).await?;
            let untouched = match &found {
                Some(found) => !deleted && found.updated_at == at,
                None => deleted && provider::restore(&mut change.tx, id, at).await?,
            };
            if !untouched {
                return Err(changed(&before.name));
            }
            let after = Provider { updated_at: change.now, ..before };
            provider::update(&mut change.tx, &after, &sealed).await?;
            for Row { model, source, entry, .. } in prices {
                let key = PriceKey { model, provider: Some(id) };
                price::put(&mut change.tx, source, &[(key, entry)], change.now).await?;
            }
            change.audit("provider.undo", (Some(id.0), &after.name), found.as_ref(), Some(&after)).await?;
        }
        change.publish().await?;
        Ok(count)
    }
}

fn late() -> Error {
    ApiError::new(ErrorCode::NotFound, "This can no longer be undone.").into()
}
