//! Keeps what the limiter says of limits that fill up, for as long as people may want to read it.

use super::{Shutdown, stopped};
use crate::store::limit_warning;
use crate::{Control, Result};
use domain::Millis;
use domain::limit::LimitWarning;
use domain::time::DAY;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

const KEPT: i64 = 90 * DAY;
const CLEANING: Duration = Duration::from_secs(3_600);

/// Runs until `shutdown`, or until there is nobody left who warns.
pub async fn run(control: Control, mut warnings: Receiver<LimitWarning>, mut shutdown: Shutdown) {
    let mut cleaning = tokio::time::interval_at(Instant::now() + CLEANING, CLEANING);
    let mut outcome = clean(&control).await;
    loop {
        if let Err(error) = outcome {
            tracing::warn!(%error, "warnings of limits could not be kept or removed");
        }
        outcome = tokio::select! {
            () = stopped(&mut shutdown) => return,
            _ = cleaning.tick() => clean(&control).await,
            received = warnings.recv() => match received {
                Ok(warning) => control.warnings().store(warning).await,
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(missed, "warnings of limits came faster than they could be kept");
                    Ok(())
                }
                Err(RecvError::Closed) => return,
            },
        };
    }
}

async fn clean(control: &Control) -> Result<()> {
    let mut tx = control.0.db.write().await?;
    limit_warning::delete_before(&mut tx, Millis(control.now().0 - KEPT)).await?;
    tx.commit().await
}
