//! Removes what has had its time: console sessions, what can no longer be undone, kept answers, attempts that no page looks back to.

use crate::service::idempotency;
use crate::store::{alert_delivery, console_session, limit_warning, provider_attempt, provider_undo};
use crate::{Control, Result};
use domain::availability::KEPT;
use domain::time::{DAY, HOUR};

/// For as long as people may want to read them.
const WARNINGS_KEPT: i64 = 90 * DAY;
const DELIVERIES_KEPT: i64 = 30 * DAY;

pub(super) async fn once(control: &Control) -> Result<i64> {
    let mut tx = control.0.db.write().await?;
    let now = control.now();
    console_session::delete_expired(&mut tx, now).await?;
    idempotency::forget(&mut tx, now).await?;
    provider_undo::delete_expired(&mut tx, now).await?;
    provider_attempt::forget(&mut tx, now - KEPT - HOUR).await?;
    let warnings = limit_warning::delete_before(&mut tx, now - WARNINGS_KEPT).await?;
    let deliveries = alert_delivery::delete_before(&mut tx, now - DELIVERIES_KEPT).await?;
    tx.commit().await?;
    Ok(warnings + deliveries)
}
