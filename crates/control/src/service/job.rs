use crate::auth::Actor;
use crate::job::due;
use crate::store::{audit_log, job};
use crate::{Control, Error, Result};
use domain::audit::AuditEntry;
use domain::job::{Job, JobReport};

#[derive(Clone, Copy)]
pub struct Jobs<'a>(&'a Control);

impl Control {
    pub fn jobs(&self) -> Jobs<'_> {
        Jobs(self)
    }
}

impl Jobs<'_> {
    /// Every job, as it stands in the database that all instances share.
    pub async fn list(self, actor: &Actor) -> Result<Vec<JobReport>> {
        actor.require_admin()?;
        let control = self.0;
        let rows = job::list(&mut control.0.db.read().await?).await?;
        let (now, settings) = (control.now(), control.settings().get());
        let report = |job: Job| {
            let every_ms = job.every(&settings);
            let row = rows.iter().find(|row| row.name == job.as_str());
            JobReport {
                job,
                every_ms,
                running: row.is_some_and(|row| row.lease_until > now),
                next_at: match row {
                    Some(row) if row.asked => Some(now),
                    Some(row) => every_ms.map(|every| due(row, every).max(now)),
                    None => every_ms.map(|_| now),
                },
                started_at: row.and_then(|row| row.started_at),
                ended_at: row.and_then(|row| row.ended_at),
                done: row.and_then(|row| row.done),
                error: row.and_then(|row| row.error.clone()),
            }
        };
        Ok(Job::ALL.into_iter().map(report).collect())
    }

    /// An instance runs it within a second or two, also when it is off; one that is under way runs once more after that.
    pub async fn ask(self, actor: &Actor, job: Job) -> Result<()> {
        actor.require_admin()?;
        let control = self.0;
        if job == Job::PriceSync && control.settings().get().price_sync_url.is_empty() {
            return Err(Error::invalid(
                "job",
                "There is no address to take prices from. Enter one in the settings first.",
            ));
        }
        let mut tx = control.0.db.write().await?;
        job::ask(&mut tx, job).await?;
        let row = actor.row("jobs.run", control.now(), (None, job.as_str()));
        audit_log::insert(&mut tx, &control.0.seal, &AuditEntry { row, before: None, after: None }).await?;
        tx.commit().await
    }
}
