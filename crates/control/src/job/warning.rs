//! Keeps what the limiter says of limits that fill up, for as long as people may want to read it.

use super::{Shutdown, stopped};
use crate::Control;
use domain::limit::LimitWarning;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Runs until `shutdown`, or until there is nobody left who warns.
pub async fn run(control: Control, mut warnings: Receiver<LimitWarning>, mut shutdown: Shutdown) {
    loop {
        let outcome = tokio::select! {
            () = stopped(&mut shutdown) => return,
            received = warnings.recv() => match received {
                Ok(warning) => control.warnings().store(warning).await,
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(missed, "warnings of limits came faster than they could be kept");
                    Ok(())
                }
                Err(RecvError::Closed) => return,
            },
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "a warning of a limit could not be kept");
        }
    }
}
