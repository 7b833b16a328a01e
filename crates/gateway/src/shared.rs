//! What several instances share through Redis. It is asked briefly; while it is away each instance goes on by itself.

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::io::tcp::TcpSettings;
use redis::{
    Client, Cmd, ErrorKind, FromRedisValue, IntoConnectionInfo, RedisResult, ScriptInvocation, ServerErrorKind, cmd,
};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::runtime::{self, Handle};
use tokio::time::timeout;

/// While it is away it is asked so often whether it is back. Nobody else waits for it then.
const CHECK: Duration = Duration::from_millis(200);

#[derive(Clone)]
pub(crate) struct Redis(Arc<Inner>);

struct Inner {
    client: Client,
    /// One for each runtime: who waits for an answer reads it from the network, and no other thread must wake up for it.
    managers: Mutex<Vec<(runtime::Id, ConnectionManager)>>,
    /// What a request waits for Redis at most.
    patience: Duration,
    away: AtomicBool,
    /// How often it came back.
    returns: AtomicU64,
}

impl Redis {
    /// Connects when it is first asked.
    ///
    /// # Errors
    /// When `url` is no address of a Redis.
    pub(crate) fn new(url: &str, patience: Duration) -> RedisResult<Self> {
        // A request's question must not wait for the answer to another one's.
        let info = url.into_connection_info()?.set_tcp_settings(TcpSettings::default().set_nodelay(true));
        let (client, managers) = (Client::open(info)?, Mutex::default());
        let (away, returns) = (AtomicBool::new(false), AtomicU64::new(0));
        Ok(Self(Arc::new(Inner { client, managers, patience, away, returns })))
    }

    /// `None` when it is away, or late.
    pub(crate) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Option<T> {
        let mut connection = self.connection()?;
        self.patiently(command.query_async(&mut connection)).await
    }

    pub(crate) async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Option<T> {
        let mut connection = self.connection()?;
        self.patiently(script.invoke_async(&mut connection)).await
    }

    fn connection(&self) -> Option<ConnectionManager> {
        let (here, mut managers) = (Handle::current().id(), self.managers());
        if let Some((_, manager)) = managers.iter().find(|(runtime, _)| *runtime == here) {
            return Some(manager.clone());
        }
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(2)))
            .set_response_timeout(Some(Duration::from_secs(2)))
            .set_max_delay(Duration::from_millis(500));
        let manager = ConnectionManager::new_lazy_with_config(self.0.client.clone(), config).ok()?;
        managers.push((here, manager.clone()));
        Some(manager)
    }

    /// It did not answer in time when it was last asked, and has not done so since.
    pub(crate) fn is_away(&self) -> bool {
        self.0.away.load(Relaxed)
    }

    /// How often it was away and came back.
    pub(crate) fn returns(&self) -> u64 {
        self.0.returns.load(Relaxed)
    }

    async fn patiently<T>(&self, answer: impl Future<Output = RedisResult<T>>) -> Option<T> {
        if self.is_away() {
            return None;
        }
        match timeout(self.0.patience, answer).await {
            Ok(Ok(answer)) => return Some(answer),
            // It is there, and says that the question was wrong.
            Ok(Err(error)) if error.kind() == ErrorKind::Server(ServerErrorKind::ResponseError) => {
                tracing::error!(%error, "Redis refused a command");
                return None;
            }
            Ok(Err(error)) => tracing::debug!(%error, "Redis did not answer as expected"),
            Err(_) => {}
        }
        if !self.0.away.swap(true, Relaxed) {
            tracing::warn!("Redis is away or late: this instance goes on by itself");
            tokio::spawn(self.clone().watch());
        }
        None
    }

    /// Until it is back for everybody.
    async fn watch(self) {
        while {
            tokio::time::sleep(CHECK).await;
            !self.answers().await
        } {}
        self.0.returns.fetch_add(1, Relaxed);
        self.0.away.store(false, Relaxed);
        tracing::info!("Redis is back");
    }

    async fn answers(&self) -> bool {
        let managers = self.managers().clone();
        for (_, mut manager) in managers {
            let ping = cmd("PING");
            if !matches!(timeout(self.0.patience, ping.query_async::<String>(&mut manager)).await, Ok(Ok(_))) {
                return false;
            }
        }
        true
    }

    fn managers(&self) -> MutexGuard<'_, Vec<(runtime::Id, ConnectionManager)>> {
        self.0.managers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
