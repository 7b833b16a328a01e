//! Which sessions are active: those with a request within the time that a session lives.

use crate::tidy::give_back;
use domain::clock::Clock;
use domain::log::LogEntry;
use domain::session::{ActiveSession, SessionName};
use domain::{Millis, Owner};
use foldhash::HashMap;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// More active sessions than these an instance does not list.
const REMEMBERED: usize = 20_000;
/// Of them, the latest are told to the others.
const TOLD: usize = 2_000;

/// What one instance knows, as it tells the others.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Known {
    pub at: Millis,
    pub active: Vec<ActiveSession>,
    /// Those that somebody ended, and when.
    pub ended: Vec<(SessionName, Millis)>,
}

pub(crate) struct Sessions {
    state: Mutex<State>,
    clock: Clock,
    ttl_ms: i64,
}

/// One that this instance has seen.
struct Own {
    session: ActiveSession,
    /// Its requests that have not ended.
    under_way: usize,
}

impl Own {
    /// A long answer keeps its session active.
    fn last_at(&self, now: Millis) -> Millis {
        if self.under_way > 0 { now } else { self.session.last_at }
    }

    fn as_of(&self, now: Millis) -> ActiveSession {
        ActiveSession { last_at: self.last_at(now), ..self.session.clone() }
    }
}

#[derive(Default)]
struct State {
    own: HashMap<SessionName, Own>,
    /// Of the other instances.
    others: Vec<ActiveSession>,
    ended: HashMap<SessionName, Millis>,
    /// When room was last made for new ones.
    swept: Millis,
}

impl Sessions {
    pub(crate) fn new(ttl: Duration, clock: Clock) -> Self {
        Self { state: Mutex::default(), clock, ttl_ms: ttl.as_millis() as i64 }
    }

    /// A request has come.
    pub(crate) fn begin(&self, entry: &LogEntry) {
        let Some(name) = name(entry) else { return };
        let now = self.clock.now();
        let mut state = self.lock();
        if state.own.len() >= REMEMBERED && now - state.swept > 1_000 {
            state.sweep(now, self.ttl_ms);
            state.swept = now;
        }
        if state.own.len() >= REMEMBERED && !state.own.contains_key(&name) {
            return;
        }
        let new = || ActiveSession {
            id: entry.session.clone().unwrap_or_default(),
            caller: entry.caller.clone(),
            client: String::new(),
            model: None,
            provider: None,
            first_at: now,
            last_at: now,
            requests: 0,
        };
        let own = state.own.entry(name).or_insert_with(|| Own { session: new(), under_way: 0 });
        own.under_way += 1;
        let session = &mut own.session;
        session.client.clone_from(&entry.client);
        session.model.clone_from(&entry.model);
        session.last_at = now;
        session.requests += 1;
    }

    /// It has ended.
    pub(crate) fn end(&self, entry: &LogEntry) {
        let Some(name) = name(entry) else { return };
        let now = self.clock.now();
        if let Some(Own { session, under_way }) = self.lock().own.get_mut(&name) {
            *under_way = under_way.saturating_sub(1);
            session.last_at = now;
            session.provider = entry.provider().cloned().or(session.provider.take());
        }
    }

    /// Latest first; of one owner, or all.
    pub(crate) fn list(&self, owner: Option<Owner>) -> Vec<ActiveSession> {
        let now = self.clock.now();
        let state = self.lock();
        let alive = |session: &&ActiveSession| {
            now - session.last_at < self.ttl_ms && owner.is_none_or(|owner| owner.sees(&session.caller))
        };
        let mut all: HashMap<SessionName, ActiveSession> = HashMap::default();
        let own: Vec<_> = state.own.values().map(|own| own.as_of(now)).collect();
        for session in own.iter().chain(&state.others).filter(alive) {
            let name = session.name();
            let ended = state.ended.get(&name).is_some_and(|at| session.last_at <= *at);
            if !ended {
                all.entry(name).and_modify(|known| known.add(session)).or_insert_with(|| session.clone());
            }
        }
        let mut all: Vec<_> = all.into_values().collect();
        all.sort_by(|a, b| (b.last_at, &a.id).cmp(&(a.last_at, &b.id)));
        all
    }

    pub(crate) fn forget(&self, name: &SessionName) {
        let now = self.clock.now();
        let mut state = self.lock();
        state.own.remove(name);
        state.ended.insert(name.clone(), now);
    }

    /// Forgets those that are no longer active.
    pub(crate) fn sweep(&self) {
        let now = self.clock.now();
        self.lock().sweep(now, self.ttl_ms);
    }

    /// For the other instances.
    pub(crate) fn known(&self) -> Known {
        let now = self.clock.now();
        let mut state = self.lock();
        state.sweep(now, self.ttl_ms);
        let mut active: Vec<_> = state.own.values().map(|own| own.as_of(now)).collect();
        active.sort_by_key(|session| std::cmp::Reverse(session.last_at));
        active.truncate(TOLD);
        Known { at: now, active, ended: state.ended.iter().map(|(name, at)| (name.clone(), *at)).collect() }
    }

    /// What the other instances know.
    pub(crate) fn learn(&self, others: Vec<Known>) {
        let mut state = self.lock();
        state.others.clear();
        for known in others {
            state.others.extend(known.active);
            for (name, at) in known.ended {
                let ended = state.ended.entry(name).or_insert(at);
                *ended = at.max(*ended);
            }
        }
        let State { own, ended, .. } = &mut *state;
        own.retain(|name, own| ended.get(name).is_none_or(|at| own.session.last_at > *at));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn sweep(&mut self, now: Millis, ttl_ms: i64) {
        self.own.retain(|_, own| now - own.last_at(now) < ttl_ms);
        self.ended.retain(|_, at| now - *at < ttl_ms);
        give_back(&mut self.own);
    }
}

fn name(entry: &LogEntry) -> Option<SessionName> {
    entry.session.clone().map(|id| SessionName { key_id: entry.caller.key_id, id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

    fn entry(session: &str, user: i64) -> LogEntry {
        serde_json::from_value(serde_json::json!({
            "id": "r", "at": 0, "path": "/v1/messages", "session": session, "client": "c", "client_ip": "", "stream": true,
            "caller": {"user_id": user, "user_name": "u", "key_id": user, "key_name": "k"},
            "metered": true, "request_bytes": 0, "response_bytes": 0, "status": 0, "outcome": "running",
            "admitted_us": 0, "duration_ms": 0, "attempts": [], "estimated": false, "unpriced": false,
            "usage": domain::usage::Usage::default(),
        }))
        .unwrap()
    }

    /// A clock that stands still, and what moves it.
    fn clock() -> (Arc<AtomicI64>, Clock) {
        let now = Arc::new(AtomicI64::new(1_000));
        let read = now.clone();
        (now, Clock::new(move || Millis(read.load(Relaxed))))
    }

    #[test]
    fn a_rush_leaves_nothing_behind() {
        let (now, clock) = clock();
        let sessions = Sessions::new(Duration::from_secs(60), clock);
        (0..5_000).for_each(|user| sessions.begin(&entry("s", user)));
        now.fetch_add(60_000, Relaxed);
        sessions.sweep();
        assert_eq!(sessions.lock().own.len(), 5_000, "their answers take long");
        assert_eq!(sessions.list(None).len(), 5_000);
        (0..5_000).for_each(|user| sessions.end(&entry("s", user)));
        sessions.sweep();
        assert_eq!(sessions.lock().own.len(), 5_000);
        now.fetch_add(60_000, Relaxed);
        sessions.sweep();
        assert_eq!(sessions.lock().own.capacity(), 0);
    }

    #[test]
    fn instances_see_one_list_and_an_end_reaches_all() {
        let (now, clock) = clock();
        let make = || Sessions::new(Duration::from_secs(60), clock.clone());
        let (one, other) = (make(), make());
        let tell = || {
            other.learn(vec![one.known()]);
            one.learn(vec![other.known()])
        };
        let ask = |sessions: &Sessions, user| {
            sessions.begin(&entry("s", user));
            sessions.end(&entry("s", user));
        };
        ask(&one, 1);
        ask(&other, 1);
        ask(&other, 2);
        tell();
        let one_user = Some(Owner { user: domain::UserId(1), key: None });
        let seen = |sessions: &Sessions, owner| {
            sessions.list(owner).iter().map(|s| (s.caller.user_id.0, s.requests)).collect::<Vec<_>>()
        };
        assert_eq!(seen(&one, one_user), [(1, 2)]);
        assert_eq!(seen(&one, None).len(), 2);
        // A new request after the end is a new session.
        now.fetch_add(1, Relaxed);
        one.forget(&SessionName { key_id: domain::KeyId(1), id: "s".into() });
        tell();
        assert_eq!((seen(&one, one_user), seen(&other, one_user)), (vec![], vec![]));
        now.fetch_add(1, Relaxed);
        ask(&other, 1);
        tell();
        assert_eq!(seen(&one, one_user), [(1, 1)]);
        now.fetch_add(60_000, Relaxed);
        assert!(one.list(None).is_empty() && one.known().active.is_empty());
    }
}
