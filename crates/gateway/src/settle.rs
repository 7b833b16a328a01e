//! The end of an exchange: its cost, its record in the journal, its row on the live list. Done once.

use crate::exchange::Exchange;
use crate::reject::Reject;
use domain::log::{LogEntry, Outcome};
use domain::price::{Cost, cost};
use serde::Serialize;

const STOPPED: &str = "the hub was stopped before the answer was complete";

/// `domain::log::Record`, without a copy of the entry.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum RecordRef<'a> {
    Started(&'a LogEntry),
    Settled(&'a LogEntry),
}

impl Exchange {
    /// What the row must say if the process dies before the answer.
    pub(crate) fn record_start(&mut self) {
        let running = std::mem::replace(&mut self.entry.outcome, Outcome::Interrupted);
        self.entry.error = Some(STOPPED.to_owned());
        self.append(&RecordRef::Started(&self.entry));
        self.entry.outcome = running;
        self.entry.error = None;
    }

    /// The hub refuses, or no provider could be asked.
    pub(crate) fn refuse(&mut self, reject: &Reject) {
        let outcome = match reject {
            Reject::Unreachable(_) => Outcome::Unreachable,
            Reject::TimedOut(_) => Outcome::TimedOut,
            Reject::ClientLeft => Outcome::ClientLeft,
            _ => Outcome::Refused,
        };
        if let Reject::NoProvider(selection) = reject {
            self.entry.unserved = Some((**selection).clone());
        }
        let error = match reject {
            Reject::Unreachable(reason) | Reject::TimedOut(reason) => reason.clone(),
            other => other.to_string(),
        };
        self.entry.status = reject.status();
        self.settle(outcome, Some(error));
    }

    /// Closes the record. A second call changes nothing.
    pub(crate) fn settle(&mut self, outcome: Outcome, error: Option<String>) {
        if std::mem::replace(&mut self.settled, true) {
            return;
        }
        let now = self.elapsed_ms();
        self.entry.outcome = outcome;
        self.entry.error.clone_from(&error);
        self.entry.duration_ms = now;
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.end_ms = Some(now);
            attempt.outcome = outcome;
            attempt.error = error;
        }
        self.price();
        self.append(&RecordRef::Settled(&self.entry));
        self.gateway.live().end(self.entry.row());
    }

    fn price(&mut self) {
        let entry = &mut self.entry;
        let Some(upstream) = self.upstream.as_ref().filter(|_| entry.metered) else { return };
        let multipliers =
            (upstream.provider.multiplier, self.snapshot.group_multiplier(&self.caller, &upstream.provider));
        let price = entry.sent_model.as_deref().and_then(|model| self.snapshot.price(model));
        match price {
            Some(price) => entry.cost = Some(cost(price, &entry.usage, multipliers.0, multipliers.1)),
            None if entry.usage.is_empty() => entry.cost = Some(Cost::default()),
            None => entry.unpriced = true,
        }
    }

    fn append(&self, record: &RecordRef<'_>) {
        let bytes = match serde_json::to_vec(record) {
            Ok(bytes) => bytes,
            Err(error) => return tracing::error!(request = %self.entry.id, %error, "a record could not be written"),
        };
        if let Err(error) = self.gateway.0.journal.append(&bytes) {
            tracing::error!(request = %self.entry.id, %error, "the journal refused a record: this request will be missing");
        }
    }
}

/// Only a panic, or the end of the process, can leave an exchange unsettled. It still gets its row.
impl Drop for Exchange {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        if std::thread::panicking() {
            self.entry.status = 500;
            self.settle(Outcome::Refused, Some("the hub failed to handle this request".to_owned()));
        } else {
            self.settle(Outcome::Interrupted, Some(STOPPED.to_owned()));
        }
    }
}
