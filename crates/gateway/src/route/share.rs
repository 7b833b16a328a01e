//! Between instances: each counts failures by itself, but where a breaker opens or closes, it does so for all of them; and
//! the sessions of all are one list.

use super::breaker::Shared;
use super::permit::Permit;
use crate::Gateway;
use crate::sessions::Known;
use crate::shared::Redis;
use redis::{Script, cmd};
use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::Duration;

const KEY: &str = "cch:breakers";
const SESSIONS: &str = "cch:sessions";

/// An instance that has said nothing for that long is gone.
const SILENT_MS: i64 = 10_000;

/// How long it takes at most until the other instances know.
const PERIOD: Duration = Duration::from_millis(300);

/// The list of sessions is exchanged in every third round.
const SESSION_ROUNDS: u64 = 3;

/// How long a probe keeps the probes of other instances away.
const PROBE_MS: i64 = 30_000;

/// Sets the breaker of `ARGV[1]`, unless a later change stands there.
static PUT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local have = redis.call('HGET', KEYS[1], ARGV[1])
         if have and cjson.decode(have).breaker.changed_at >= tonumber(ARGV[3]) then return 0 end
         redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
         return 1",
    )
});

impl Gateway {
    /// Keeps the breakers and the list of sessions of all instances alike, for as long as it is polled. Returns at once
    /// without Redis.
    pub async fn share(&self) {
        let Some(redis) = self.0.redis.clone() else { return };
        let instance = uuid::Uuid::now_v7().to_string();
        let mut changes = self.0.breakers.changes();
        for round in 0u64.. {
            // What others changed comes first: an older change of our own does not overrule it.
            pull(self, &redis).await;
            if changes.has_changed().unwrap_or(false) {
                changes.mark_unchanged();
                if !push(self, &redis).await {
                    changes.mark_changed();
                }
            }
            if round % SESSION_ROUNDS == 0 {
                tell_sessions(self, &redis, &instance).await;
            }
            let _ = tokio::time::timeout(PERIOD, changes.changed()).await.map(|_| changes.mark_changed());
        }
    }

    /// Of several instances only one probes a half-open breaker at a time.
    pub(crate) async fn leased(&self, permit: Option<Permit>) -> Option<Permit> {
        let permit = permit?;
        let (Some(redis), true) = (&self.0.redis, permit.is_probe()) else { return Some(permit) };
        let mut set = cmd("SET");
        set.arg(permit.lease_key()).arg(1).arg("NX").arg("PX").arg(PROBE_MS);
        match redis.ask::<Option<String>>(&set).await {
            Some(None) => None,
            // Set, or nobody to ask.
            _ => Some(permit.leased(redis.clone())),
        }
    }
}

async fn pull(gateway: &Gateway, redis: &Redis) {
    let mut all = cmd("HGETALL");
    all.arg(KEY);
    let Some(all) = redis.ask::<HashMap<String, String>>(&all).await else { return };
    let shared = all.values().filter_map(|text| serde_json::from_str::<Shared>(text).ok());
    gateway.0.breakers.take_in(shared.collect());
}

/// Whether everything arrived.
async fn push(gateway: &Gateway, redis: &Redis) -> bool {
    let mut done = true;
    for shared in gateway.0.breakers.shared() {
        let field = format!("{}:{}", shared.provider, shared.model.as_deref().unwrap_or_default());
        let Ok(text) = serde_json::to_string(&shared) else { continue };
        let mut call = PUT.prepare_invoke();
        call.key(KEY).arg(field).arg(text).arg(shared.breaker.changed_at.0);
        done &= redis.run::<i64>(&call).await.is_some();
    }
    done
}

async fn tell_sessions(gateway: &Gateway, redis: &Redis, instance: &str) {
    let known = gateway.0.sessions.known();
    let now = known.at;
    let Ok(text) = serde_json::to_string(&known) else { return };
    let (mut set, mut all) = (cmd("HSET"), cmd("HGETALL"));
    set.arg(SESSIONS).arg(instance).arg(text);
    all.arg(SESSIONS);
    if redis.ask::<i64>(&set).await.is_none() {
        return;
    }
    let Some(mut all) = redis.ask::<HashMap<String, String>>(&all).await else { return };
    all.remove(instance);
    let known = all.iter().map(|(instance, text)| (instance, serde_json::from_str::<Known>(text).unwrap_or_default()));
    let (present, gone): (Vec<_>, Vec<_>) = known.partition(|(_, known)| now - known.at < SILENT_MS);
    gateway.0.sessions.learn(present.into_iter().map(|(_, known)| known).collect());
    for (instance, _) in gone {
        let mut del = cmd("HDEL");
        del.arg(SESSIONS).arg(instance);
        redis.ask::<i64>(&del).await;
    }
}

/// Lets the next probe go.
pub(super) fn give_back(redis: Redis, key: String) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(async move {
            let mut del = cmd("DEL");
            del.arg(key);
            redis.ask::<i64>(&del).await;
        });
    }
}
