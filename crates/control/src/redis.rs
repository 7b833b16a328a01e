//! Redis tells the other instances at once that something was changed, and counts with them who guesses keys. Without it
//! they notice changes within a second, and each counts for itself.

use crate::{Error, Result};
use ::redis::aio::MultiplexedConnection;
use ::redis::{Client, RedisResult, cmd, from_redis_value};
use domain::Millis;
use futures_util::{Stream, StreamExt};
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::timeout;

const CHANNEL: &str = "cch:config";
/// Connecting waits for ever when nobody answers.
const LIMIT: Duration = Duration::from_secs(2);

pub(crate) struct Redis {
    client: Client,
    connection: Mutex<Option<MultiplexedConnection>>,
}

impl Redis {
    pub(crate) fn new(url: &str) -> Result<Self> {
        let client =
            Client::open(url).map_err(|error| Error::Start(format!("REDIS_URL is no address of a Redis: {error}")))?;
        Ok(Self { client, connection: Mutex::default() })
    }

    pub(crate) async fn ping(&self) -> bool {
        self.ask(cmd("PING")).await.is_some()
    }

    /// Best effort: whoever misses it polls.
    pub(crate) async fn announce(&self, version: i64) {
        let mut publish = cmd("PUBLISH");
        publish.arg(CHANNEL).arg(version);
        if self.ask(publish).await.is_none() {
            tracing::debug!("a change could not be announced through Redis");
        }
    }

    /// One item for each announcement; ends when the connection does.
    pub(crate) async fn announcements(&self) -> Option<impl Stream<Item = ()> + use<>> {
        let subscribed = timeout(LIMIT, async {
            let mut subscription = self.client.get_async_pubsub().await?;
            subscription.subscribe(CHANNEL).await?;
            RedisResult::Ok(subscription)
        });
        subscribed.await.ok()?.ok().map(|subscription| subscription.into_on_message().map(|_| ()))
    }

    /// One more guess of this address: how many there were within `window` milliseconds; 0 when Redis is away.
    pub(crate) async fn guessed(&self, ip: &str, window: i64) -> u32 {
        const COUNT: &str = "local guesses = redis.call('INCR', KEYS[1])
            if guesses == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return guesses";
        let mut count = cmd("EVAL");
        count.arg(COUNT).arg(1).arg(guesses(ip)).arg(window);
        match self.ask(count).await {
            Some(::redis::Value::Int(guesses)) => u32::try_from(guesses).unwrap_or(u32::MAX),
            _ => 0,
        }
    }

    pub(crate) async fn forget_guesses(&self, ip: &str) {
        let mut delete = cmd("DEL");
        delete.arg(guesses(ip));
        self.ask(delete).await;
    }

    /// By its clock.
    pub(crate) async fn time(&self) -> Option<Millis> {
        let (seconds, micros): (i64, i64) = from_redis_value(self.ask(cmd("TIME")).await?).ok()?;
        Some(Millis(seconds * 1_000 + micros / 1_000))
    }

    /// What it says of its memory and its persistence.
    pub(crate) async fn info(&self) -> Option<String> {
        let mut info = cmd("INFO");
        info.arg("everything");
        from_redis_value(self.ask(info).await?).ok()
    }

    /// Whether it writes snapshots; none where nobody may ask.
    pub(crate) async fn saves(&self) -> Option<bool> {
        let mut get = cmd("CONFIG");
        get.arg("GET").arg("save");
        let found: HashMap<String, String> = from_redis_value(self.ask(get).await?).ok()?;
        found.get("save").map(|rules| !rules.is_empty())
    }

    async fn ask(&self, command: ::redis::Cmd) -> Option<::redis::Value> {
        let answer = timeout(LIMIT, async {
            let mut kept = self.connection.lock().await;
            let mut connection = match &*kept {
                Some(connection) => connection.clone(),
                None => kept.insert(self.client.get_multiplexed_async_connection().await?).clone(),
            };
            drop(kept);
            command.query_async(&mut connection).await
        });
        let answer = answer.await.ok().and_then(RedisResult::ok);
        if answer.is_none() {
            self.connection.lock().await.take();
        }
        answer
    }
}

fn guesses(ip: &str) -> String {
    format!("cch:guesses:{ip}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_announcement_reaches_listeners() {
        let url = std::env::var("TEST_REDIS_URL")
            .expect("no Redis to test on: run through cargo xtask test, or set TEST_REDIS_URL to an empty Redis");
        let redis = Redis::new(&url).unwrap();
        assert!(redis.ping().await);
        let mut announcements = redis.announcements().await.unwrap();
        Redis::new(&url).unwrap().announce(7).await;
        timeout(Duration::from_secs(10), announcements.next()).await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn nobody_there_is_noticed() {
        let redis = Redis::new("redis://127.0.0.1:9").unwrap();
        assert!(!redis.ping().await);
        assert!(redis.announcements().await.is_none());
    }
}
