use super::Prices;
use crate::Result;
use crate::auth::Actor;
use crate::store::unpriced;
use domain::price::Unpriced;

impl Prices<'_> {
    /// Models that were used and have no price, those with most requests first.
    pub async fn unpriced(self, actor: &Actor) -> Result<Vec<Unpriced>> {
        actor.require_admin()?;
        unpriced::list(&mut self.0.0.db.read().await?).await
    }
}
