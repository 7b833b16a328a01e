//! Keeps the sums by day complete: builds them for what is there already, and anew when the hub's time zone changes.

use crate::store::usage_day;
use crate::{Control, Result};

impl Control {
    /// Returns when every day is complete, with how many were not. One transaction a day, so that nobody waits long; several
    /// instances take turns.
    pub async fn complete_days(&self) -> Result<i64> {
        let mut done = 0;
        loop {
            let zone = self.zone();
            let state = usage_day::state(&mut self.0.db.read().await?).await?;
            if state.is_complete_in(zone) {
                return Ok(done);
            }
            let mut tx = self.0.db.write().await?;
            usage_day::step(&mut tx, zone, self.now()).await?;
            tx.commit().await?;
            done += 1;
        }
    }
}
