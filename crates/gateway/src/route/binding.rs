//! Which provider a session stays with. Kept by this instance, and in Redis for all of them when there is one. Every change
//! names what it has seen, so that a request that took long never overrules a newer one.

use crate::shared::Redis;
use crate::tidy::give_back;
use domain::session::SessionName;
use domain::{Millis, ProviderId};
use foldhash::HashMap;
use redis::{Script, cmd};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// More sessions than these are not remembered by an instance; the oldest go first.
const REMEMBERED: usize = 100_000;

/// A binding as a request found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub provider: ProviderId,
    /// Another number with every change.
    generation: u64,
}

#[derive(Clone, Copy)]
struct Kept {
    bound: Bound,
    until: Millis,
}

pub(crate) struct Bindings {
    own: Mutex<HashMap<SessionName, Kept>>,
    redis: Option<Redis>,
    ttl_ms: i64,
}

/// Sets `ARGV[2]` unless another generation than `ARGV[1]` stands there; an empty `ARGV[2]` removes.
static CHANGE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local have = redis.call('GET', KEYS[1])
         if have and string.match(have, '^%d+') ~= ARGV[1] then return 0 end
         if ARGV[2] == '' then redis.call('DEL', KEYS[1])
         else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
         return 1",
    )
});

impl Bindings {
    pub(crate) fn new(redis: Option<Redis>, ttl_ms: i64) -> Self {
        Self { own: Mutex::default(), redis, ttl_ms }
    }

    /// The session's binding; to be asked for is to live on.
    pub(crate) async fn find(&self, name: &SessionName, now: Millis) -> Option<Bound> {
        if let Some(redis) = &self.redis {
            let mut get = cmd("GETEX");
            get.arg(key(name)).arg("PX").arg(self.ttl_ms);
            if let Some(found) = redis.ask::<Option<String>>(&get).await {
                return found.and_then(|text| parse(&text));
            }
        }
        let mut own = self.lock();
        let kept = own.get_mut(name).filter(|kept| kept.until > now)?;
        kept.until = now + self.ttl_ms;
        Some(kept.bound)
    }

    /// The session's binding, without a trace.
    pub(crate) async fn peek(&self, name: &SessionName, now: Millis) -> Option<Bound> {
        if let Some(redis) = &self.redis {
            let mut get = cmd("GET");
            get.arg(key(name));
            if let Some(found) = redis.ask::<Option<String>>(&get).await {
                return found.and_then(|text| parse(&text));
            }
        }
        self.lock().get(name).filter(|kept| kept.until > now).map(|kept| kept.bound)
    }

    /// Binds the session, if it still stands as `seen`. Whether it did.
    pub(crate) async fn bind(
        &self,
        name: &SessionName,
        provider: ProviderId,
        seen: Option<Bound>,
        now: Millis,
    ) -> bool {
        let same = seen.filter(|seen| seen.provider == provider);
        let bound = same.unwrap_or_else(|| Bound { provider, generation: fastrand::u64(1..) });
        self.change(name, Some(bound), seen, now).await
    }

    /// Unbinds it, if it still stands as `seen`.
    pub(crate) async fn clear(&self, name: &SessionName, seen: Bound, now: Millis) -> bool {
        self.change(name, None, Some(seen), now).await
    }

    /// Unbinds it, however it stands.
    pub(crate) async fn end(&self, name: &SessionName) {
        self.lock().remove(name);
        if let Some(redis) = &self.redis {
            let mut del = cmd("DEL");
            del.arg(key(name));
            redis.ask::<i64>(&del).await;
        }
    }

    /// Forgets those that have ended.
    pub(crate) fn sweep(&self, now: Millis) {
        let mut own = self.lock();
        own.retain(|_, kept| kept.until > now);
        give_back(&mut own);
    }

    async fn change(&self, name: &SessionName, to: Option<Bound>, seen: Option<Bound>, now: Millis) -> bool {
        let seen = seen.map_or(0, |seen| seen.generation);
        let agreed = self.change_shared(name, to, seen).await;
        let mut own = self.lock();
        let agreed = agreed.unwrap_or_else(|| {
            let current = own.get(name).filter(|kept| kept.until > now);
            current.is_none_or(|kept| kept.bound.generation == seen)
        });
        match to.filter(|_| agreed) {
            Some(bound) => {
                if own.len() >= REMEMBERED && !own.contains_key(name) {
                    make_room(&mut own, now);
                }
                own.insert(name.clone(), Kept { bound, until: now + self.ttl_ms });
            }
            None if agreed => {
                own.remove(name);
            }
            None => {}
        }
        agreed
    }

    /// `None` without a Redis that answers.
    async fn change_shared(&self, name: &SessionName, to: Option<Bound>, seen: u64) -> Option<bool> {
        let redis = self.redis.as_ref()?;
        let to = to.map(|to| format!("{} {}", to.generation, to.provider)).unwrap_or_default();
        let mut call = CHANGE.prepare_invoke();
        call.key(key(name)).arg(seen).arg(to).arg(self.ttl_ms);
        redis.run::<i64>(&call).await.map(|done| done == 1)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SessionName, Kept>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(name: &SessionName) -> String {
    format!("cch:binding:{}:{}", name.key_id, name.id)
}

fn parse(text: &str) -> Option<Bound> {
    let (generation, provider) = text.split_once(' ')?;
    Some(Bound { generation: generation.parse().ok()?, provider: provider.parse().ok()? })
}

/// What has ended goes; if that is not enough, the half that ends first.
fn make_room(own: &mut HashMap<SessionName, Kept>, now: Millis) {
    own.retain(|_, kept| kept.until > now);
    if own.len() >= REMEMBERED {
        let mut ends: Vec<_> = own.values().map(|kept| kept.until).collect();
        let middle = ends.len() / 2;
        let (_, middle, _) = ends.select_nth_unstable(middle);
        let middle = *middle;
        own.retain(|_, kept| kept.until > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::KeyId;
    use std::time::Duration;

    const TTL: i64 = 60_000;

    fn name(key: i64, id: &str) -> SessionName {
        SessionName { key_id: KeyId(key), id: id.to_owned() }
    }

    /// In memory, and two instances on Redis as one.
    fn everywhere() -> Vec<(Bindings, Bindings)> {
        let url = std::env::var("TEST_REDIS_URL")
            .expect("no Redis to test on: run through cargo xtask test, or set TEST_REDIS_URL to an empty Redis");
        let on_redis = || Bindings::new(Some(Redis::new(&url, Duration::from_secs(10)).unwrap()), TTL);
        vec![(on_redis(), on_redis())]
    }

    async fn contract(one: &Bindings, other: &Bindings) {
        let (now, key) = (Millis::now(), i64::from(fastrand::u32(..)));
        let (session, foreign) = (name(key, "s"), name(key + 1, "s"));
        let (first, second) = (ProviderId(1), ProviderId(2));
        assert_eq!(one.find(&session, now).await, None);
        assert!(one.bind(&session, first, None, now).await);
        let seen = other.find(&session, now).await.unwrap();
        assert_eq!(seen.provider, first);
        // Two keys with the same id never meet.
        assert_eq!(other.find(&foreign, now).await, None);
        // Whoever has seen nothing does not overrule; who has seen it does; and then it was seen too early.
        assert!(!other.bind(&session, second, None, now).await);
        assert!(other.bind(&session, second, Some(seen), now).await);
        assert!(!one.bind(&session, first, Some(seen), now).await);
        assert!(!one.clear(&session, seen, now).await);
        let newer = one.find(&session, now).await.unwrap();
        assert_eq!(newer.provider, second);
        // The same again is no change.
        assert!(one.bind(&session, second, Some(newer), now).await);
        assert_eq!(other.find(&session, now).await, Some(newer));
        assert!(other.clear(&session, newer, now).await);
        assert_eq!(one.find(&session, now).await, None);
        // What has run out meanwhile is bound anew.
        assert!(one.bind(&session, second, Some(newer), now).await);
        other.end(&session).await;
        assert_eq!(one.find(&session, now).await, None);
    }

    #[tokio::test]
    async fn the_contract_holds_in_memory_and_on_redis() {
        let alone = Bindings::new(None, TTL);
        contract(&alone, &alone).await;
        for (one, other) in everywhere() {
            contract(&one, &other).await;
        }
    }

    #[tokio::test]
    async fn a_binding_lives_as_long_as_it_is_used() {
        let (bindings, session, start) = (Bindings::new(None, TTL), name(1, "s"), Millis(0));
        assert!(bindings.bind(&session, ProviderId(1), None, start).await);
        for turn in 1..10 {
            assert!(bindings.find(&session, start + turn * (TTL - 1)).await.is_some());
        }
        let end = start + 9 * (TTL - 1) + TTL;
        assert!(bindings.find(&session, end).await.is_none());
        bindings.sweep(end);
        assert!(bindings.lock().is_empty());
    }

    #[tokio::test]
    async fn without_redis_an_instance_goes_on_with_what_it_knows() {
        let nobody = Redis::new("redis://127.0.0.1:9", Duration::from_millis(50)).unwrap();
        let (bindings, session) = (Bindings::new(Some(nobody), TTL), name(1, "s"));
        assert!(bindings.bind(&session, ProviderId(1), None, Millis(0)).await);
        assert_eq!(bindings.find(&session, Millis(1)).await.unwrap().provider, ProviderId(1));
    }

    #[test]
    fn memory_is_bounded() {
        let kept = |until| Kept { bound: Bound { provider: ProviderId(1), generation: 1 }, until: Millis(until) };
        let mut own: HashMap<_, _> = (0..REMEMBERED as i64).map(|at| (name(at, "s"), kept(at))).collect();
        make_room(&mut own, Millis(-1));
        assert!(own.len() <= REMEMBERED / 2 && own.contains_key(&name(REMEMBERED as i64 - 1, "s")));
    }
}
