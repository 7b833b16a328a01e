//! Removes log rows that are older than the settings say.

use super::{Shutdown, stopped};
use crate::service::log::cleaning;
use crate::{Control, Result};
use domain::time::DAY;
use domain::{Millis, log::Cleaned};
use std::time::Duration;

const PERIOD: Duration = Duration::from_secs(600);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    loop {
        match once(&control, control.now()).await {
            Ok(cleaned) if cleaned != Cleaned::default() => {
                tracing::info!(rows = cleaned.rows, days = cleaned.days, "old log rows are removed")
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "old log rows could not be removed"),
        }
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// Whole UTC days, which PostgreSQL takes out at once: a row stays for at least as long as the settings say.
async fn once(control: &Control, now: Millis) -> Result<Cleaned> {
    let cleaned = match control.settings().get().log_days {
        Some(days) => {
            let since = now - i64::from(days) * DAY;
            cleaning::clean(control, None, since - since.0.rem_euclid(DAY)).await?
        }
        None => Cleaned::default(),
    };
    cleaning::shrink(control).await?;
    Ok(cleaned)
}
