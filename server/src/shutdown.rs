//! How the hub ends: it takes no new requests, lets those under way finish within a limit, and stores what they left.

use tokio::signal::unix::{self, SignalKind};
use tokio::sync::{oneshot, watch};

/// Tells every part that the end has begun.
#[derive(Clone)]
pub struct Shutdown(watch::Receiver<bool>);

/// The one who says so.
pub struct Trigger(watch::Sender<bool>);

pub fn channel() -> (Trigger, Shutdown) {
    let (sender, receiver) = watch::channel(false);
    (Trigger(sender), Shutdown(receiver))
}

impl Trigger {
    pub fn pull(&self) {
        self.0.send_replace(true);
    }
}

impl Shutdown {
    pub fn begun(&self) -> bool {
        *self.0.borrow()
    }

    /// For parts that know nothing of this crate: `true`, or a sender that is gone, is the end.
    pub fn receiver(&self) -> watch::Receiver<bool> {
        self.0.clone()
    }

    pub async fn wait(mut self) {
        // A dropped trigger is an end, too.
        let _ = self.0.wait_for(|begun| *begun).await;
    }
}

/// Ctrl-C or SIGTERM, from this call on. Whoever sends a second one does not want to wait: the process ends at once, and
/// what was under way is in the journal.
///
/// # Errors
/// When the system lets nobody wait for them.
pub fn signal() -> std::io::Result<impl Future<Output = ()>> {
    let (mut interrupt, mut terminate) =
        (unix::signal(SignalKind::interrupt())?, unix::signal(SignalKind::terminate())?);
    let (first, came) = oneshot::channel();
    tokio::spawn(async move {
        let mut signal = async || tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () };
        signal().await;
        let _ = first.send(());
        signal().await;
        tracing::warn!("stopped at once: requests under way are cut");
        std::process::exit(1);
    });
    Ok(async move {
        let _ = came.await;
    })
}
