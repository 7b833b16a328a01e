//! Notices what other instances changed, within a second.

use super::{Shutdown, stopped};
use crate::Control;
use std::time::Duration;

const PERIOD: Duration = Duration::from_secs(1);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    let mut away = false;
    loop {
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(PERIOD) => {}
        }
        match control.refresh().await {
            Ok(()) if away => {
                away = false;
                tracing::info!("the configuration is read again");
            }
            Err(error) if !away => {
                away = true;
                tracing::warn!(%error, "the configuration cannot be read; the last one stays in force");
            }
            Ok(()) | Err(_) => {}
        }
    }
}
