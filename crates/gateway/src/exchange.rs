//! One request and what became of it: the single record that everything is settled from.

use crate::Gateway;
use crate::codec::Answer;
use crate::edit::Outgoing;
use crate::family::{Accounting, Family};
use crate::inbound::Inbound;
use crate::limit::{Admission, Estimate};
use crate::route::binding::Bound;
use crate::route::permit::Permit;
use crate::route::pool::Pool;
use crate::route::slot::Slot;
use crate::upstream::Answered;
use crate::upstream::fault::Fault;
use crate::visit::told;
use crate::witness::{Hops, Refusal};
use domain::breaker::BreakerState;
use domain::log::{Attempt, LogEntry, LogRow, Outcome, Selection};
use domain::session::SessionName;
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::usage::Usage;
use domain::{Millis, RequestId};
use reqwest::header::USER_AGENT;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// When a request came, and the id that it has from then on.
#[derive(Clone)]
pub(crate) struct Arrival {
    pub id: RequestId,
    pub at: Millis,
    pub clock: Instant,
}

impl Arrival {
    pub(crate) fn now(gateway: &Gateway) -> Self {
        Self { id: RequestId(uuid::Uuid::now_v7().to_string()), at: gateway.now(), clock: Instant::now() }
    }

    pub(crate) fn age_us(&self) -> i64 {
        self.clock.elapsed().as_micros() as i64
    }
}

/// The session of a request, and what it was bound to when the request came.
pub(crate) struct Bond {
    pub name: SessionName,
    pub seen: Option<Bound>,
}

pub(crate) struct Exchange {
    pub(crate) gateway: Gateway,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) caller: Arc<Caller>,
    pub(crate) family: &'static Family,
    /// Whom the configuration allows to be asked.
    pub(crate) pool: Arc<Pool>,
    /// The provider that is asked, or was asked last.
    pub(crate) upstream: Option<Arc<Upstream>>,
    /// Taken of the caller's limits.
    pub(crate) admission: Admission,
    pub(crate) estimate: OnceLock<Estimate>,
    /// Held while it is asked.
    pub(crate) slot: Option<Slot>,
    /// Taken of its limits.
    pub(crate) share: Admission,
    pub(crate) permit: Option<Permit>,
    pub(crate) bond: Option<Bond>,
    /// The usage at the stream's end is not for the client.
    pub(crate) hides_usage: bool,
    pub(crate) entry: LogEntry,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) settled: bool,
    pub(crate) hops: Hops,
    clock: Instant,
    fails_over: bool,
}

impl Exchange {
    /// Begins the record and shows the request on the live list.
    pub(crate) fn open(
        gateway: &Gateway,
        (arrival, hops): (&Arrival, Hops),
        snapshot: &Arc<Snapshot>,
        caller: &Arc<Caller>,
        inbound: &Inbound,
    ) -> Self {
        let session = inbound.session.clone();
        let (path, dialect) = (inbound.target.path.clone(), inbound.dialect);
        let entry = LogEntry {
            session: session.as_ref().map(|(id, _)| id.clone()),
            session_source: session.map(|(_, source)| source),
            client: told(&inbound.headers, USER_AGENT.as_str()),
            client_ip: inbound.client_ip.clone(),
            stream: inbound.stream,
            metered: inbound.target.family.accounting != Accounting::None,
            model: inbound.model.clone(),
            request_bytes: inbound.payload.bytes().len() as i64,
            ..LogEntry::new(arrival.id.clone(), arrival.at, caller.tag(), path, dialect)
        };
        let exchange = Self {
            gateway: gateway.clone(),
            snapshot: snapshot.clone(),
            caller: caller.clone(),
            family: inbound.target.family,
            pool: gateway.0.pools.of(snapshot, caller, inbound.model.as_deref(), dialect),
            upstream: None,
            admission: Admission::none(),
            estimate: OnceLock::new(),
            slot: None,
            share: Admission::none(),
            permit: None,
            bond: None,
            hides_usage: false,
            entry,
            refusal: None,
            settled: false,
            hops,
            clock: arrival.clock,
            fails_over: inbound.target.fails_over(),
        };
        // Shown when it is there to take itself off again, whatever happens.
        gateway.live().begin(exchange.entry.row());
        if exchange.family.generates {
            gateway.0.sessions.begin(&exchange.entry);
        }
        exchange
    }

    /// A provider is about to be asked. From here on the request is in the journal, whatever happens to the process.
    pub(crate) fn begin_attempt(&mut self, asked: Asked<'_>, out: &mut Outgoing) {
        if self.entry.attempts.is_empty() {
            self.entry.admitted_us = self.clock.elapsed().as_micros() as i64;
        }
        self.hides_usage = out.hides_usage;
        self.give_up();
        self.upstream = Some(asked.upstream.clone());
        self.entry.sent_model.clone_from(&out.model);
        self.entry.requested_tier.clone_from(&out.service_tier);
        // What the attempt before answered says nothing of this one.
        (self.entry.answered_model, self.entry.service_tier) = (None, None);
        let provider = &asked.upstream.provider;
        self.entry.response_bytes = 0;
        self.entry.attempts.push(Attempt {
            provider: provider.tag(),
            group: self.caller.billed_group(provider).to_owned(),
            selection: asked.selection,
            url: asked.url.to_owned(),
            edits: std::mem::take(&mut out.edits),
            proxy: Some(provider.proxy_hint.clone()).filter(|proxy| !proxy.is_empty()),
            without_proxy: false,
            breaker: asked.breaker,
            paused_ms: asked.paused.as_millis() as i64,
            sent_ms: self.elapsed_ms(),
            headers_ms: None,
            first_byte_ms: None,
            first_content_ms: None,
            end_ms: None,
            status: None,
            outcome: Outcome::Running,
            class: None,
            drilled: false,
            retry_after_ms: None,
            vendor_request_id: None,
            error: None,
            usage: Usage::default(),
            cost: None,
            pending: None,
        });
        self.record_start();
        self.show(|row, entry| row.provider = entry.provider().cloned());
    }

    /// The attempt meets a drill's fault.
    pub(crate) fn in_drill(&self) -> bool {
        self.entry.attempts.last().is_some_and(|attempt| attempt.drilled)
    }

    /// The vendor's status line is here.
    pub(crate) fn answered(&mut self, Answered { response, without_proxy }: &Answered) {
        let now = self.elapsed_ms();
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.headers_ms = Some(now);
            attempt.status = Some(response.status().as_u16());
            attempt.without_proxy = *without_proxy;
            let ids = ["request-id", "x-request-id"].map(|name| told(response.headers(), name));
            attempt.vendor_request_id = ids.into_iter().find(|id| !id.is_empty());
        }
        self.entry.status = response.status().as_u16();
    }

    /// The attempt brought nothing for the client.
    pub(crate) fn failed(&mut self, fault: &mut Fault) {
        fault.attempt = self.entry.attempts.len();
        let now = self.elapsed_ms();
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.end_ms = Some(now);
            attempt.outcome = fault.class.outcome();
            attempt.class = Some(fault.class);
            attempt.retry_after_ms = fault.retry_after.map(|pause| pause.as_millis() as i64);
            attempt.error = Some(fault.error.clone());
        }
    }

    /// The first byte of the body is here.
    pub(crate) fn first_byte(&mut self) {
        let now = self.elapsed_ms();
        if let Some(attempt) = self.entry.attempts.last_mut() {
            attempt.first_byte_ms.get_or_insert(now);
        }
    }

    /// What is known of the answer so far: whoever leaves now owes this much.
    pub(crate) fn saw(&mut self, answer: &Answer) {
        self.entry.usage = answer.usage;
        self.entry.estimated = !answer.usage_final && !answer.usage.is_empty();
        if self.entry.answered_model.is_none() {
            self.entry.answered_model.clone_from(&answer.model);
        }
        if self.entry.service_tier.is_none() {
            self.entry.service_tier.clone_from(&answer.service_tier);
        }
        if answer.content_begun {
            self.content_begun();
        }
    }

    /// The first content is here.
    pub(crate) fn content_begun(&mut self) {
        let now = self.elapsed_ms();
        let Some(attempt) = self.entry.attempts.last_mut() else { return };
        if attempt.first_content_ms.is_none() {
            attempt.first_content_ms = Some(now);
            self.show(|row, _| row.first_content_ms = Some(now));
        }
    }

    /// Another provider may answer in place of one that failed.
    pub(crate) fn fails_over(&self) -> bool {
        self.fails_over
    }

    pub(crate) fn arrived(&self) -> Instant {
        self.clock
    }

    pub(crate) fn elapsed_ms(&self) -> i64 {
        self.clock.elapsed().as_millis() as i64
    }

    fn show(&self, change: impl FnOnce(&mut LogRow, &LogEntry)) {
        self.gateway.live().update(&self.entry.id, |row| change(row, &self.entry));
    }
}

/// Who is asked, and how it came to that.
pub(crate) struct Asked<'a> {
    pub upstream: &'a Arc<Upstream>,
    pub selection: Selection,
    pub url: &'a str,
    pub breaker: BreakerState,
    pub paused: Duration,
}
