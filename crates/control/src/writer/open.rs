//! Requests that have begun and not ended.

use domain::RequestId;
use domain::log::LogEntry;
use journal::Position;
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Open(HashMap<RequestId, Started>);

/// `before` and `end`: where its record stands.
struct Started {
    before: Position,
    end: Position,
    entry: LogEntry,
}

impl Open {
    pub(super) fn start(&mut self, before: Position, end: Position, entry: LogEntry) {
        self.0.insert(entry.id.clone(), Started { before, end, entry });
    }

    pub(super) fn settle(&mut self, id: &RequestId) {
        self.0.remove(id);
    }

    /// The place that must be read again after a restart, so that the oldest one is not forgotten.
    pub(super) fn oldest(&self) -> Option<Position> {
        self.0.values().map(|started| started.before).min()
    }

    /// Those whose record stands before `end`: they are no longer open here.
    pub(super) fn take_until(&mut self, end: Position) -> Vec<LogEntry> {
        self.0.extract_if(|_, started| started.end <= end).map(|(_, started)| started.entry).collect()
    }
}
