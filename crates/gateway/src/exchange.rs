//! One request and what became of it: the single record that everything is settled from.

use crate::Gateway;
use crate::edit::Outgoing;
use crate::family::{Accounting, Family};
use crate::inbound::Inbound;
use crate::session;
use crate::upstream::Answered;
use domain::breaker::BreakerState;
use domain::log::{Attempt, CallerTag, LogEntry, LogRow, Outcome, ProviderTag, Selection, VERSION};
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::usage::Usage;
use domain::{Millis, RequestId};
use reqwest::header::{HeaderMap, USER_AGENT};
use std::sync::Arc;
use std::time::Instant;

/// When a request came, and the id that it has from then on.
#[derive(Clone)]
pub(crate) struct Arrival {
    pub id: RequestId,
    pub at: Millis,
    pub clock: Instant,
}

impl Arrival {
    pub(crate) fn now() -> Self {
        Self { id: RequestId(uuid::Uuid::now_v7().to_string()), at: Millis::now(), clock: Instant::now() }
    }
}

pub(crate) struct Exchange {
    pub(crate) gateway: Gateway,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) caller: Arc<Caller>,
    pub(crate) family: &'static Family,
    pub(crate) upstream: Option<Arc<Upstream>>,
    /// The usage at the stream's end is not for the client.
    pub(crate) hides_usage: bool,
    pub(crate) entry: LogEntry,
    pub(crate) settled: bool,
    clock: Instant,
}

impl Exchange {
    /// Begins the record and shows the request on the live list.
    pub(crate) fn open(
        gateway: &Gateway,
        arrival: &Arrival,
        snapshot: &Arc<Snapshot>,
        caller: &Arc<Caller>,
        inbound: &Inbound,
    ) -> Self {
        let entry = LogEntry {
            version: VERSION,
            id: arrival.id.clone(),
            at: arrival.at,
            caller: CallerTag {
                user_id: caller.user_id,
                user_name: caller.user_name.clone(),
                key_id: caller.key_id,
                key_name: caller.key_name.clone(),
            },
            path: inbound.target.path.clone(),
            dialect: inbound.dialect,
            session: session::id(&inbound.headers, inbound.session.as_deref()),
            session_source: None,
            binding: None,
            client: text(&inbound.headers, USER_AGENT.as_str()),
            client_ip: inbound.client_ip.clone(),
            stream: inbound.stream,
            metered: inbound.target.family.accounting != Accounting::None,
            model: inbound.model.clone(),
            sent_model: None,
            answered_model: None,
            request_bytes: inbound.payload.bytes().len() as i64,
            response_bytes: 0,
            status: 0,
            outcome: Outcome::Running,
            error: None,
            stop_reason: None,
            service_tier: None,
            admitted_us: 0,
            duration_ms: 0,
            unserved: None,
            attempts: Vec::new(),
            usage: Usage::default(),
            estimated: false,
            cost: None,
            unpriced: false,
        };
        gateway.live().begin(entry.row());
        Self {
            gateway: gateway.clone(),
            snapshot: snapshot.clone(),
            caller: caller.clone(),
            family: inbound.target.family,
            upstream: None,
            hides_usage: false,
            entry,
            settled: false,
            clock: arrival.clock,
        }
    }

    /// A provider is about to be asked. From here on the request is in the journal, whatever happens to the process.
    pub(crate) fn begin_attempt(
        &mut self,
        upstream: Arc<Upstream>,
        selection: Selection,
        url: &str,
        out: &mut Outgoing,
    ) {
        if self.entry.attempts.is_empty() {
            self.entry.admitted_us = self.clock.elapsed().as_micros() as i64;
        }
        self.entry.sent_model.clone_from(&out.model);
        self.hides_usage = out.hides_usage;
        let provider = &upstream.provider;
        self.entry.attempts.push(Attempt {
            provider: ProviderTag { id: provider.id, name: provider.name.clone(), kind: provider.kind },
            selection,
            url: url.to_owned(),
            edits: std::mem::take(&mut out.edits),
            proxy: Some(provider.proxy_hint.clone()).filter(|proxy| !proxy.is_empty()),
            without_proxy: false,
            breaker: BreakerState::Closed,
            paused_ms: 0,
            sent_ms: self.elapsed_ms(),
            headers_ms: None,
            first_byte_ms: None,
            first_content_ms: None,
            end_ms: None,
            status: None,
            outcome: Outcome::Running,
            class: None,
            retry_after_ms: None,
            vendor_request_id: None,
            error: None,
        });
        self.upstream = Some(upstream);
        self.record_start();
        self.show(|row, entry| row.provider = entry.provider().cloned());
    }

    /// The vendor's status line is here.
    pub(crate) fn answered(&mut self, Answered { response, without_proxy }: &Answered) {
        let now = self.elapsed_ms();
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.headers_ms = Some(now);
            attempt.status = Some(response.status().as_u16());
            attempt.without_proxy = *without_proxy;
            let ids = ["request-id", "x-request-id"].map(|name| text(response.headers(), name));
            attempt.vendor_request_id = ids.into_iter().find(|id| !id.is_empty());
        }
        self.entry.status = response.status().as_u16();
    }

    /// The vendor refused, and the same provider is asked once more.
    pub(crate) fn repaired(&mut self, error: String) {
        let now = self.elapsed_ms();
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.end_ms = Some(now);
            attempt.outcome = Outcome::VendorError;
            attempt.error = Some(error);
        }
    }

    /// The first content is on its way to the client.
    pub(crate) fn content_begun(&mut self) {
        let now = self.elapsed_ms();
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.first_content_ms.get_or_insert(now);
        }
        self.show(|row, _| row.first_content_ms = Some(now));
    }

    pub(crate) fn elapsed_ms(&self) -> i64 {
        self.clock.elapsed().as_millis() as i64
    }

    fn show(&self, change: impl FnOnce(&mut LogRow, &LogEntry)) {
        self.gateway.live().update(&self.entry.id, |row| change(row, &self.entry));
    }
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).chars().take(300).collect())
        .unwrap_or_default()
}
