//! Runs each job when it is due, on one instance at a time.
//!
//! Whoever runs a job has a lease, which it prolongs for as long as it is at it. When an instance dies, or stands still, the
//! lease ends and another instance takes the job over, with a higher token; should the first one go on after all, nothing that
//! it writes is taken any more.

use super::{Shutdown, stopped, work};
use crate::db::{Run, in_run};
use crate::store::job::{self, End, Row};
use crate::{Control, Error, Result};
use domain::Millis;
use domain::job::Job;
use domain::time::SECOND;
use std::time::Duration;
use tokio::task::JoinSet;

/// How often is looked for what is due: whoever asks for a run waits no longer.
const LOOK: Duration = Duration::from_secs(1);
const LEASE: i64 = 30 * SECOND;
/// Runs that are under way when the hub stops get so long.
const END: Duration = Duration::from_secs(3);
/// Well below a lease.
const BEAT: Duration = Duration::from_secs(8);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    let mut runs = JoinSet::new();
    loop {
        match claim(&control).await {
            Ok(claimed) => claimed.into_iter().for_each(|claimed| _ = runs.spawn(once(control.clone(), claimed))),
            Err(error) => tracing::debug!(%error, "jobs wait for the database"),
        }
        tokio::select! {
            () = stopped(&mut shutdown) => {
                let ended = async { while runs.join_next().await.is_some() {} };
                // What takes longer is due again; what of it is half done is not committed.
                let _ = tokio::time::timeout(END, ended).await;
                runs.shutdown().await;
                return release(&control).await;
            }
            () = tokio::time::sleep(LOOK) => {}
        }
        while runs.try_join_next().is_some() {}
    }
}

async fn release(control: &Control) {
    let released = async {
        let mut tx = control.0.db.write().await?;
        job::release(&mut tx, &control.0.instance).await?;
        tx.commit().await
    };
    if let Err(error) = released.await {
        tracing::debug!(%error, "leases of jobs end by themselves");
    }
}

impl Control {
    /// Runs what is due now, to its end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn run_due_jobs(&self) -> Result<()> {
        for claimed in claim(self).await? {
            once(self.clone(), claimed).await;
        }
        Ok(())
    }
}

/// A run, and when it was due.
type Claimed = (Run, Millis);

/// Claims what is due and, as its lease says, not under way anywhere.
async fn claim(control: &Control) -> Result<Vec<Claimed>> {
    let (now, settings) = (control.now(), control.settings().get());
    let rows = job::list(&mut control.0.db.read().await?).await?;
    let mut claimed = Vec::new();
    for job in Job::ALL {
        let row = rows.iter().find(|row| row.name == job.as_str());
        let due = job.every(&settings).map(|every| row.map_or(Millis(0), |row| due(row, every)));
        let is_wanted = row.is_some_and(|row| row.asked || !row.holder.is_empty());
        if row.is_some_and(|row| row.lease_until > now) || !is_wanted && due.is_none_or(|due| due > now) {
            continue;
        }
        let seen = row.map_or(Millis(0), |row| row.next_at);
        match claim_one(control, job, seen, now).await {
            Ok(token) => claimed.extend(token.map(|token| (Run { job, token }, due.unwrap_or(now)))),
            Err(error) if claimed.is_empty() => return Err(error),
            // What is claimed is run; the others are looked at again in a moment.
            Err(_) => break,
        }
    }
    Ok(claimed)
}

async fn claim_one(control: &Control, job: Job, seen: Millis, now: Millis) -> Result<Option<i64>> {
    let mut tx = control.0.db.write().await?;
    job::add(&mut tx, job).await?;
    let token = job::claim(&mut tx, job, &control.0.instance, seen, now, now + LEASE).await?;
    tx.commit().await?;
    Ok(token)
}

/// When a job runs next; a time between runs that was shortened counts at once.
pub(crate) fn due(row: &Row, every: i64) -> Millis {
    row.started_at.map_or(row.next_at, |started| row.next_at.min(started + every))
}

/// The run after one that was due and started then: however late it started, and whether it was only asked for, the next is
/// due as many periods after the first one as before.
fn next(due: Millis, started: Millis, every: i64) -> Millis {
    match started - due {
        early if early < 0 => due,
        _ if due == Millis(0) => started + every,
        late => started - late % every.max(1) + every,
    }
}

/// One run, from the claim to its end.
async fn once(control: Control, (run, due): Claimed) {
    let started = control.now();
    let outcome = tokio::select! {
        outcome = in_run(run, work(&control, run.job)) => outcome,
        () = lost(&control, run) => Err(Error::Lost),
    };
    if let Err(error) = &outcome {
        tracing::warn!(job = run.job.as_str(), %error, "a job failed; it runs again when it is due");
    }
    let every = run.job.every(&control.settings().get()).unwrap_or_default();
    let end = End { at: control.now(), next_at: next(due, started, every), outcome: outcome.map_err(told) };
    let ended = async {
        let mut tx = control.0.db.write().await?;
        job::end(&mut tx, run.job, run.token, &end).await?;
        tx.commit().await
    };
    if let Err(error) = ended.await {
        tracing::debug!(%error, "how a job ended could not be written; its lease ends by itself");
    }
}

/// Prolongs the lease; returns when it is lost.
async fn lost(control: &Control, Run { job, token }: Run) {
    loop {
        tokio::time::sleep(BEAT).await;
        let renewed = async {
            let mut tx = control.0.db.write().await?;
            let renewed = job::renew(&mut tx, job, token, control.now() + LEASE).await?;
            tx.commit().await?;
            Ok::<_, Error>(renewed)
        };
        // While the database is away nobody else can take it over either.
        if matches!(renewed.await, Ok(false)) {
            return;
        }
    }
}

/// For people: no SQL, and nothing of what was worked on.
fn told(error: Error) -> String {
    match error {
        Error::Db(_) | Error::Migrate(_) | Error::Json(_) | Error::Io(_) => {
            "The database refused it; the hub's own log says more.".to_owned()
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_starts_and_extra_runs_leave_the_phase() {
        let next = |due, started| next(Millis(due), Millis(started), 600).0;
        assert_eq!(next(0, 1_000), 1_600);
        assert_eq!((next(1_600, 1_600), next(1_600, 1_603), next(1_600, 2_199)), (2_200, 2_200, 2_200));
        assert_eq!(next(1_600, 2_900), 3_400, "it was off for a while");
        assert_eq!(next(2_200, 1_700), 2_200, "it was asked for");
    }
}
