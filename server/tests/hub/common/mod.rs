//! A hub to test: where it lives, its process, its management API, its clients.

mod api;
mod client;
mod hub;
mod place;

pub(crate) use api::{Answer, Api};
pub(crate) use client::{Client, Reading};
pub(crate) use hub::{Account, Hub};
pub(crate) use place::{Place, empty_postgres, empty_redis, free_port};

use std::time::{Duration, Instant};

pub(crate) const ADMIN_TOKEN: &str = "admin-token-for-tests";
pub(crate) const CREDENTIAL: &str = "sk-ant-canary-4f1d0c9b7a";
pub(crate) const MODEL: &str = "claude-sonnet-5";

/// Far more than anything here needs, even on a machine that is busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for something that happens in the background.
pub(crate) async fn until(what: &str, done: impl AsyncFn() -> bool) {
    let start = Instant::now();
    while !done().await {
        assert!(start.elapsed() < PATIENCE, "not within {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
