//! Removes console sessions that have expired.

use super::{Shutdown, stopped};
use crate::store::console_session;
use crate::{Control, Result};
use std::time::Duration;

const PERIOD: Duration = Duration::from_secs(600);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    loop {
        if let Err(error) = once(&control).await {
            tracing::warn!(%error, "expired console sessions could not be removed");
        }
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

async fn once(control: &Control) -> Result<()> {
    let mut tx = control.0.db.write().await?;
    console_session::delete_expired(&mut tx, control.now()).await?;
    tx.commit().await
}
