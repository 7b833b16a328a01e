//! Syncs the prices when it is time, and prices what waits for a price.

use super::{Shutdown, stopped};
use crate::Control;
use crate::auth::Actor;
use std::time::Duration;
use tokio::time::Instant;

const PERIOD: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

pub(super) async fn run(control: Control, mut shutdown: Shutdown) {
    let actor = Actor::command("price sync");
    let mut last: Option<Instant> = None;
    loop {
        tokio::select! {
            () = stopped(&mut shutdown) => return,
            () = tokio::time::sleep(PERIOD) => {}
        }
        let settings = control.settings().get();
        let pause = HOUR * u32::try_from(settings.price_sync_hours).unwrap_or_default();
        let is_on = !pause.is_zero() && !settings.price_sync_url.is_empty();
        if is_on && last.is_none_or(|last| last.elapsed() >= pause) {
            last = Some(Instant::now());
            control.prices().sync_once(&actor).await;
        }
        loop {
            match control.prices().reprice().await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "requests without a price could not be priced");
                    break;
                }
            }
        }
    }
}
