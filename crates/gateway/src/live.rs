//! What is going on now: requests under way, and those that just ended.

use domain::log::LogRow;
use domain::{Owner, RequestId};
use foldhash::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{broadcast, watch};

/// Rows that a slow listener may fall behind; then it misses some and the log has them.
const BACKLOG: usize = 1024;

pub struct Live {
    state: Mutex<State>,
    ended: broadcast::Sender<LogRow>,
    /// How many requests are under way.
    running: watch::Sender<usize>,
}

#[derive(Default)]
struct State {
    running: HashMap<RequestId, LogRow>,
}

impl Live {
    pub(crate) fn new() -> Self {
        let (ended, _) = broadcast::channel(BACKLOG);
        let (running, _) = watch::channel(0);
        Self { state: Mutex::default(), ended, running }
    }

    /// Rows of requests that end from now on, as they will stand in the log.
    pub fn ended(&self) -> broadcast::Receiver<LogRow> {
        self.ended.subscribe()
    }

    /// Requests under way, newest first; of one user, or of all. `duration_ms` counts up to now.
    pub fn running(&self, owner: Option<Owner>, now: domain::Millis) -> Vec<LogRow> {
        let state = self.lock();
        let rows = state.running.values().filter(|row| owner.is_none_or(|owner| owner.sees(&row.caller)));
        let mut rows: Vec<LogRow> = rows.cloned().collect();
        drop(state);
        rows.iter_mut().for_each(|row| row.duration_ms = (now - row.at).max(0));
        rows.sort_by(|a, b| b.id.cmp(&a.id));
        rows
    }

    /// Requests under way.
    pub fn count(&self) -> usize {
        *self.running.borrow()
    }

    /// Returns when no request is under way.
    pub async fn idle(&self) {
        // The sender lives in `self`, so the wait cannot fail.
        let _ = self.running.subscribe().wait_for(|running| *running == 0).await;
    }

    pub(crate) fn begin(&self, row: LogRow) {
        let mut state = self.lock();
        state.running.insert(row.id.clone(), row);
        self.running.send_replace(state.running.len());
    }

    pub(crate) fn update(&self, id: &RequestId, change: impl FnOnce(&mut LogRow)) {
        if let Some(row) = self.lock().running.get_mut(id) {
            change(row);
        }
    }

    pub(crate) fn end(&self, row: LogRow) {
        let mut state = self.lock();
        state.running.remove(&row.id);
        // Nobody listening is fine.
        let _ = self.ended.send(row);
        // Under the lock, or a slower thread's older count would stay.
        self.running.send_replace(state.running.len());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
