//! Removes log rows that are older than the settings say, and makes room for tomorrow's.

use crate::service::log::cleaning;
use crate::store::request_log::partition;
use crate::{Control, Result};
use domain::time::DAY;
use domain::{Millis, log::Cleaned};

/// Whole UTC days, which PostgreSQL takes out at once: a row stays for at least as long as the settings say.
pub(super) async fn once(control: &Control, now: Millis) -> Result<i64> {
    // Where the first row of a day makes its partition, it waits for whoever is reading the log.
    partition::ensure_day(&control.0.db, now + DAY).await?;
    let cleaned = match control.settings().get().log_days {
        Some(days) => {
            let since = now - i64::from(days) * DAY;
            cleaning::clean(control, None, since - since.0.rem_euclid(DAY)).await?
        }
        None => Cleaned::default(),
    };
    cleaning::shrink(control).await?;
    if cleaned != Cleaned::default() {
        tracing::info!(rows = cleaned.rows, days = cleaned.days, "old log rows are removed");
    }
    Ok(cleaned.rows)
}
