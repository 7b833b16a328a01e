//! What runs beside the requests.

mod announcement;
mod cleaning;
mod days;
mod expiry;
mod poll;
mod price;
pub mod warning;

use crate::Control;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// `true` (or a sender that is gone) tells tasks to finish.
pub type Shutdown = watch::Receiver<bool>;

/// Returns when it is time to finish.
pub(crate) async fn stopped(shutdown: &mut Shutdown) {
    let _ = shutdown.wait_for(|stop| *stop).await;
}

impl Control {
    /// Every job as a task of its own; join them after `shutdown`.
    pub fn spawn_jobs(&self, shutdown: &Shutdown) -> JoinSet<()> {
        let mut jobs = JoinSet::new();
        jobs.spawn(poll::run(self.clone(), shutdown.clone()));
        jobs.spawn(expiry::run(self.clone(), shutdown.clone()));
        jobs.spawn(cleaning::run(self.clone(), shutdown.clone()));
        jobs.spawn(announcement::run(self.clone(), shutdown.clone()));
        jobs.spawn(days::run(self.clone(), shutdown.clone()));
        jobs.spawn(price::run(self.clone(), shutdown.clone()));
        jobs
    }
}
