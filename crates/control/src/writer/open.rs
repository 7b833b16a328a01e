//! Requests that have begun and not ended.

use domain::RequestId;
use domain::log::{LogEntry, Sealed};
use journal::Position;
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Open(HashMap<RequestId, Started>);

/// `before` and `end`: where its record stands.
struct Started {
    before: Position,
    end: Position,
    record: Sealed,
}

impl Open {
    pub(super) fn start(&mut self, before: Position, end: Position, record: Sealed) {
        self.0.insert(record.id.clone(), Started { before, end, record });
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
        let gone = self.0.extract_if(|_, started| started.end <= end);
        gone.filter_map(|(id, started)| {
            let opened = started.record.open();
            opened.inspect_err(|error| tracing::error!(request = %id, %error, "a journal record is not readable")).ok()
        })
        .collect()
    }
}
