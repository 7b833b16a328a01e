//! The console's one event stream. It is open while somebody can see the page.

use domain::log::{LiveMessage, LogRow};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Live {
    /// The newest message.
    pub message: Signal<LiveMessage>,
    pub connected: Signal<bool>,
}

impl Live {
    pub(super) fn open(first: LiveMessage) -> Self {
        let message = RwSignal::new(first);
        let connected = RwSignal::new(false);
        #[cfg(feature = "hydrate")]
        stream::keep_open(message, connected);
        Self { message: message.into(), connected: connected.into() }
    }

    /// Calls back with the rows that ended since the message before, from now on. Never on the server.
    pub fn on_ended(self, then: impl Fn(Vec<LogRow>) + Send + Sync + 'static) {
        Effect::watch(
            move || self.message.with(|message| message.ended.clone()),
            move |rows, _, _| {
                if !rows.is_empty() {
                    then(rows.clone());
                }
            },
            false,
        );
    }
}

#[cfg(feature = "hydrate")]
mod stream;
