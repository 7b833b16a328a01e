//! A request of a known caller that is refused before it is understood. It leaves a row all the same: whoever sent it will
//! ask why.

use crate::Gateway;
use crate::exchange::Arrival;
use crate::reject::Reject;
use crate::witness::{Ended, Hops, Refusal};
use axum::http::request::Parts;
use domain::Dialect;
use domain::log::{LogEntry, Outcome, RecordKind};
use domain::snapshot::Caller;
use reqwest::header::{HeaderMap, USER_AGENT};
use std::sync::Arc;

/// Bytes of a header, or of another short text, that a record keeps.
const KEPT: usize = 300;

/// What is known of a request before its body is read.
pub(crate) struct Visit<'a> {
    gateway: &'a Gateway,
    arrival: &'a Arrival,
    caller: Arc<Caller>,
    dialect: Dialect,
    path: String,
    client: String,
    client_ip: String,
    pub hops: Hops,
}

impl<'a> Visit<'a> {
    pub(crate) fn new(
        gateway: &'a Gateway,
        arrival: &'a Arrival,
        caller: &Arc<Caller>,
        parts: &Parts,
        (dialect, client_ip): (Dialect, &str),
    ) -> Self {
        let (path, client) = (parts.uri.path().to_owned(), told(&parts.headers, USER_AGENT.as_str()));
        let (caller, client_ip) = (caller.clone(), client_ip.to_owned());
        let hops = Hops { known_us: arrival.age_us(), read_us: 0 };
        Self { gateway, arrival, caller, dialect, path, client, client_ip, hops }
    }

    /// Writes the row and gives the refusal back.
    pub(crate) fn refused(&self, reject: Reject) -> Reject {
        let (caller, path) = (self.caller.tag(), self.path.clone());
        let entry = LogEntry {
            client: self.client.clone(),
            client_ip: self.client_ip.clone(),
            status: reject.status(),
            outcome: Outcome::Refused,
            error: Some(reject.to_string()),
            duration_ms: self.arrival.clock.elapsed().as_millis() as i64,
            ..LogEntry::new(self.arrival.id.clone(), self.arrival.at, caller, path, self.dialect)
        };
        let row = entry.row();
        let ended = Ended { entry: &entry, hops: self.hops, refusal: Some(Refusal::from(&reject)) };
        self.gateway.tell(|witness| witness.ended(&ended));
        // Nothing was billed: it is not worth memory that what was needs.
        if !self.gateway.0.records.is_stuck() {
            self.gateway.0.records.write(RecordKind::Settled, &entry);
        }
        self.gateway.live().end(row);
        reject
    }
}

/// What a header says, as far as it is kept; nothing where there is none.
pub(crate) fn told(headers: &HeaderMap, name: &str) -> String {
    let Some(value) = headers.get(name) else { return String::new() };
    short(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// As much of a name that others give as a record keeps.
pub(crate) fn short(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(KEPT));
    text
}
