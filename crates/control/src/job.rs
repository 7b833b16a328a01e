//! What runs beside the requests: what every instance does for itself, and [jobs](domain::job), of which each runs on one
//! instance at a time.

mod alert;
mod announcement;
mod cleaning;
mod days;
mod expiry;
mod poll;
mod price;
mod scheduler;
pub mod warning;

pub(crate) use scheduler::due;

use crate::{Control, Result};
use domain::job::Job;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// `true` (or a sender that is gone) tells tasks to finish.
pub type Shutdown = watch::Receiver<bool>;

/// Returns when it is time to finish.
pub(crate) async fn stopped(shutdown: &mut Shutdown) {
    let _ = shutdown.wait_for(|stop| *stop).await;
}

impl Control {
    /// Everything as a task of its own; join them after `shutdown`.
    pub fn spawn_jobs(&self, shutdown: &Shutdown) -> JoinSet<()> {
        let mut jobs = JoinSet::new();
        jobs.spawn(poll::run(self.clone(), shutdown.clone()));
        jobs.spawn(announcement::run(self.clone(), shutdown.clone()));
        jobs.spawn(scheduler::run(self.clone(), shutdown.clone()));
        jobs.spawn(crate::alert::send_all(self.clone(), shutdown.clone()));
        jobs
    }
}

/// Does a job once, and tells how many things it dealt with.
async fn work(control: &Control, job: Job) -> Result<i64> {
    match job {
        Job::Cleaning => cleaning::once(control, control.now()).await,
        Job::Expiry => expiry::once(control).await,
        Job::Days => control.complete_days().await,
        Job::PriceSync => price::sync(control).await,
        Job::Repricing => price::reprice(control).await,
        Job::Alerts => alert::look(control, control.now()).await,
        Job::Digest => alert::digest(control, control.now()).await,
    }
}
