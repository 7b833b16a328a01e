//! Old rows of the log go; ledger, roll-ups and limits do not know of it.

use super::Logs;
use crate::auth::Actor;
use crate::db::Db;
use crate::store::request_log::cleaning;
use crate::store::{audit_log, logged_model};
use crate::{Control, Error, Result};
use domain::Millis;
use domain::audit::AuditEntry;
use domain::log::Cleaned;
use std::time::Duration;
use tokio::sync::oneshot;

/// How often a partition that is in use is tried, and how long is waited between.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

impl Logs<'_> {
    /// Removes the rows before `before`; with `dry_run` it only counts them. It goes on when the caller leaves.
    pub async fn clean(self, actor: &Actor, before: Millis, dry_run: bool) -> Result<Cleaned> {
        actor.require_admin()?;
        let control = self.0.clone();
        if before > control.now() {
            return Err(Error::invalid("before", "This lies in the future. Name an instant up to now."));
        }
        if dry_run {
            let rows = cleaning::count(&mut control.0.db.read().await?, before).await?;
            let days = cleaning::whole_days(&control.0.db, before).await?.len() as i64;
            return Ok(Cleaned { rows, days });
        }
        let actor = actor.clone();
        let (tell, told) = oneshot::channel();
        tokio::spawn(async move {
            _ = tell.send(clean(&control, Some(&actor), before).await);
            if let Err(error) = shrink(&control).await {
                tracing::warn!(%error, "the space of removed log rows is given back later");
            }
        });
        told.await.map_err(std::io::Error::other)?
    }
}

/// `actor`: none for the hub itself. What two instances do at once, one of them finds done.
pub(crate) async fn clean(control: &Control, actor: Option<&Actor>, before: Millis) -> Result<Cleaned> {
    let db = &control.0.db;
    let mut cleaned = Cleaned::default();
    let days = cleaning::whole_days(db, before).await?;
    let count = async |day: Option<&Millis>| match day {
        Some(day) => cleaning::count_day(db, *day).await,
        None => Ok(0),
    };
    let mut rows = count(days.first()).await?;
    for (day, next) in days.iter().zip(1..) {
        let (detached, counted) = tokio::join!(detach_day(db, *day), count(days.get(next)));
        detached?;
        cleaned.days += 1;
        cleaned.rows += std::mem::replace(&mut rows, counted?);
    }
    let batch = cleaning::batch(db);
    loop {
        let mut tx = db.write().await?;
        let rows = cleaning::delete(&mut tx, before, batch).await?;
        tx.commit().await?;
        cleaned.rows += rows;
        if rows < batch {
            break;
        }
    }
    let mut tx = db.write().await?;
    logged_model::forget(&mut tx, before).await?;
    // The hub's own rounds leave a row when they found something.
    if actor.is_some() || cleaned != Cleaned::default() {
        audit_log::insert(&mut tx, &control.0.seal, &noted(control.now(), actor, before, cleaned)).await?;
    }
    tx.commit().await?;
    Ok(cleaned)
}

/// Gives back the space of what was cleaned, also by one that was cut short.
pub(crate) async fn shrink(control: &Control) -> Result<()> {
    while cleaning::shrink(&control.0.db).await? {}
    Ok(())
}

async fn detach_day(db: &Db, day: Millis) -> Result<()> {
    for _ in 0..TRIES {
        if cleaning::detach_day(db, day).await? {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::Busy("The log is being read without a pause, by an export or a backup. Try again later."))
}

fn noted(now: Millis, actor: Option<&Actor>, before: Millis, cleaned: Cleaned) -> AuditEntry {
    let hub = Actor::command("hub");
    let row = actor.unwrap_or(&hub).row("logs.clean", now, (None, ""));
    let after = serde_json::json!({ "before": before, "rows": cleaned.rows, "days": cleaned.days });
    AuditEntry { row, before: None, after: Some(after) }
}
