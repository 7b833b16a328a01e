//! Keeps the sums by day complete: builds them for what is there already, and anew when the hub's time zone changes.

use super::{Shutdown, stopped};
use crate::store::usage_day;
use crate::{Control, Result};
use std::time::Duration;

const PERIOD: Duration = Duration::from_secs(5);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    loop {
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            done = control.complete_days() => {
                if let Err(error) = done {
                    tracing::warn!(%error, "the sums by day could not be completed; pages read the finer ones until they are");
                }
            }
        }
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

impl Control {
    /// Returns when every day is complete. One transaction a day, so that nobody waits long; several instances take turns.
    pub async fn complete_days(&self) -> Result<()> {
        loop {
            let zone = self.zone();
            let state = usage_day::state(&mut self.0.db.read().await?).await?;
            if state.is_complete_in(zone) {
                return Ok(());
            }
            let mut tx = self.0.db.write().await?;
            usage_day::step(&mut tx, zone, self.now()).await?;
            tx.commit().await?;
        }
    }
}
