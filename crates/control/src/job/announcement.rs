//! Listens on Redis for the changes of other instances.

use super::{Shutdown, stopped};
use crate::Control;
use futures_util::StreamExt;
use std::time::Duration;

const AGAIN: Duration = Duration::from_secs(5);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    tokio::select! {
        () = stopped(&mut shutdown) => {}
        () = listen(&control) => {}
    }
}

/// Ends only when no Redis is set up.
async fn listen(control: &Control) {
    let Some(redis) = &control.0.redis else { return };
    let mut away = false;
    loop {
        if let Some(mut announcements) = redis.announcements().await {
            if away {
                away = false;
                tracing::info!("Redis answers again");
            }
            while announcements.next().await.is_some() {
                if let Err(error) = control.refresh().await {
                    tracing::warn!(%error, "an announced change could not be read");
                }
            }
        }
        if !away {
            away = true;
            tracing::warn!(
                "Redis does not answer; changes of other instances are noticed within a second all the same"
            );
        }
        tokio::time::sleep(AGAIN).await;
    }
}
