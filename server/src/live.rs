//! The console's event stream: what is under way and what just ended, coalesced.

use crate::rest::Signed;
use crate::shutdown::Shutdown;
use app::AppState;
use axum::Extension;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::log::{LiveMessage, LogRow};
use domain::{Millis, Owner};
use futures_util::{Stream, StreamExt};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::TryRecvError};
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Four messages a second at most.
const EVERY: Duration = Duration::from_millis(250);
/// Rows in one message; a browser needs no more than a screenful of news at a time.
const ROWS: usize = 200;

/// `GET /api/live`: server-sent events, each a `LiveMessage`. Users see their own requests, admins all.
/// It ends with the hub.
pub(crate) async fn stream(
    State(state): State<AppState>,
    Extension(ending): Extension<Shutdown>,
    Signed(actor): Signed,
) -> impl IntoResponse {
    let messages = messages(Feed::new(state, actor.owner())).take_until(ending.wait());
    Sse::new(messages).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

struct Feed {
    state: AppState,
    owner: Option<Owner>,
    ended: Receiver<LogRow>,
    tick: Interval,
    last: Option<LiveMessage>,
}

impl Feed {
    fn new(state: AppState, owner: Option<Owner>) -> Self {
        let ended = state.gateway.live().ended();
        let mut tick = interval(EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { state, owner, ended, tick, last: None }
    }

    /// Waits until there is something new to say.
    async fn next(&mut self) -> LiveMessage {
        loop {
            self.tick.tick().await;
            let live = self.state.gateway.live();
            let mut running = live.running(self.owner, Millis::now());
            running.truncate(ROWS);
            let active_sessions = self.state.gateway.active_sessions(self.owner).len() as i64;
            let degraded = self.state.gateway.is_degraded();
            let message = LiveMessage { running, ended: self.drain(), active_sessions, degraded };
            if !message.ended.is_empty() || !message.running.is_empty() || self.last.as_ref() != Some(&message) {
                self.last = Some(message.clone());
                return message;
            }
        }
    }

    fn drain(&mut self) -> Vec<LogRow> {
        let mut rows = Vec::new();
        loop {
            match self.ended.try_recv() {
                Ok(row) if self.owner.is_none_or(|owner| owner.sees(&row.caller)) => rows.push(row),
                // Rows missed by a slow reader are in the log.
                Ok(_) | Err(TryRecvError::Lagged(_)) => (),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        rows.drain(..rows.len().saturating_sub(ROWS));
        rows
    }
}

fn messages(feed: Feed) -> impl Stream<Item = Result<Event, Infallible>> {
    futures_util::stream::unfold(feed, |mut feed| async move {
        let message = feed.next().await;
        // A message of plain data always serialises.
        let event = Event::default().json_data(&message).unwrap_or_default();
        Some((Ok(event), feed))
    })
}
