//! What was spent, as the ledger says.

use crate::store::spend::{self, SpendOwner};
use crate::{Control, Result};
use domain::{Millis, Nanos};

impl Control {
    /// The cost of its requests that came at `from` or later, and before `until`, by model.
    pub async fn spent(&self, owner: SpendOwner, from: Millis, until: Option<Millis>) -> Result<Vec<(String, Nanos)>> {
        spend::spent(&mut self.0.db.read().await?, owner, from, until).await
    }

    /// The same up to now by quarter of an hour, oldest first.
    pub async fn spent_buckets(&self, owner: SpendOwner, from: Millis) -> Result<Vec<(Millis, String, Nanos)>> {
        spend::spent_buckets(&mut self.0.db.read().await?, owner, from).await
    }
}
