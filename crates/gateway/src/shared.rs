//! What several instances share through Redis. It is asked briefly; while it is away each instance goes on by itself.

use crate::clock::Clock;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Cmd, FromRedisValue, ScriptInvocation};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::timeout;

/// After it kept somebody waiting, nobody else waits for that long.
const PAUSE_MS: i64 = 500;

#[derive(Clone)]
pub(crate) struct Redis(Arc<Inner>);

struct Inner {
    manager: ConnectionManager,
    clock: Clock,
    /// What a request waits for Redis at most.
    patience: Duration,
    away_until: AtomicI64,
}

impl Redis {
    /// Connects when it is first asked.
    ///
    /// # Errors
    /// When `url` is no address of a Redis.
    pub(crate) fn new(url: &str, patience: Duration, clock: Clock) -> redis::RedisResult<Self> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(2)))
            .set_response_timeout(Some(Duration::from_secs(2)))
            .set_max_delay(Duration::from_millis(500));
        let manager = ConnectionManager::new_lazy_with_config(Client::open(url)?, config)?;
        Ok(Self(Arc::new(Inner { manager, clock, patience, away_until: AtomicI64::new(0) })))
    }

    /// `None` when it is away, or late.
    pub(crate) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Option<T> {
        let mut connection = self.0.manager.clone();
        self.patiently(command.query_async(&mut connection)).await
    }

    pub(crate) async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Option<T> {
        let mut connection = self.0.manager.clone();
        self.patiently(script.invoke_async(&mut connection)).await
    }

    async fn patiently<T>(&self, answer: impl Future<Output = redis::RedisResult<T>>) -> Option<T> {
        let now = self.0.clock.now().0;
        if now < self.0.away_until.load(Relaxed) {
            return None;
        }
        let answer = timeout(self.0.patience, answer).await;
        match answer {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(error)) => {
                tracing::debug!(%error, "Redis did not answer as expected");
                self.0.away_until.store(now + PAUSE_MS, Relaxed);
                None
            }
            Err(_) => {
                self.0.away_until.store(now + PAUSE_MS, Relaxed);
                None
            }
        }
    }
}
