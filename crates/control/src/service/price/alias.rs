use super::{Prices, model};
use crate::auth::Actor;
use crate::change::Change;
use crate::store::price_alias;
use crate::{Error, Result};
use domain::price::{PriceAlias, PriceBook, PriceEdit};

impl Prices<'_> {
    /// By alias.
    pub async fn aliases(self, actor: &Actor) -> Result<Vec<PriceAlias>> {
        actor.require_admin()?;
        price_alias::list(&mut self.0.0.db.read().await?).await
    }

    /// Lets a name that has no price of its own have another model's.
    pub async fn set_alias(self, actor: &Actor, alias: &PriceAlias) -> Result<PriceEdit> {
        let mut change = self.0.change(actor).await?;
        let book = self.0.0.snapshot.load().prices.clone();
        stored(&mut change, &book, alias).await?;
        self.publish(change).await
    }

    pub async fn delete_alias(self, actor: &Actor, alias: &str) -> Result<()> {
        let mut change = self.0.change(actor).await?;
        let before = price_alias::get(&mut change.tx, alias).await?.ok_or(Error::NotFound("alias"))?;
        deleted(&mut change, &before).await?;
        self.publish(change).await.map(|_| ())
    }
}

/// `book`: the prices as they are with this change.
pub(in crate::service) async fn stored(change: &mut Change<'_>, book: &PriceBook, alias: &PriceAlias) -> Result<()> {
    let after = PriceAlias { alias: model("alias", &alias.alias)?, model: model("model", &alias.model)? };
    if !book.holds(&after.model) {
        return Err(Error::invalid("model", "This model is not in the price table. Take a name that is."));
    }
    if book.holds(&after.alias) {
        let message = "This model has a price of its own, which would count before the alias.";
        return Err(Error::invalid("alias", message));
    }
    let before = price_alias::get(&mut change.tx, &after.alias).await?;
    price_alias::put(&mut change.tx, &after).await?;
    change.audit("price_alias.set", (None, &after.alias), before.as_ref(), Some(&after)).await
}

pub(in crate::service) async fn deleted(change: &mut Change<'_>, alias: &PriceAlias) -> Result<()> {
    price_alias::delete(&mut change.tx, &alias.alias).await?;
    change.audit("price_alias.delete", (None, &alias.alias), Some(alias), None).await
}
