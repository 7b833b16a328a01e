//! Removes what has had its time: console sessions, what can no longer be undone, kept answers, attempts that no page looks back to.

use super::{Shutdown, stopped};
use crate::service::idempotency;
use crate::store::{console_session, provider_attempt, provider_undo};
use crate::{Control, Result};
use domain::availability::KEPT;
use domain::time::HOUR;
use std::time::Duration;

const PERIOD: Duration = Duration::from_secs(600);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    loop {
        if let Err(error) = once(&control).await {
            tracing::warn!(%error, "what has expired could not be removed");
        }
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

async fn once(control: &Control) -> Result<()> {
    let mut tx = control.0.db.write().await?;
    let now = control.now();
    console_session::delete_expired(&mut tx, now).await?;
    idempotency::forget(&mut tx, now).await?;
    provider_undo::delete_expired(&mut tx, now).await?;
    provider_attempt::forget(&mut tx, now - KEPT - HOUR).await?;
    tx.commit().await
}
