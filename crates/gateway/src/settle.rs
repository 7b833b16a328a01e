//! The end of an exchange: its cost, its record in the journal, its row on the live list. Done once.

use crate::exchange::Exchange;
use crate::limit::Admission;
use crate::observe::Verdict;
use crate::reject::Reject;
use crate::route::policy::{is_network, policy};
use crate::witness::{Ended, Refusal};
use domain::breaker::Cause;
use domain::log::{Class, Outcome, RecordKind};
use domain::price::{Charge, Cost, Pending, charge};

/// Of an error, in a breaker's memory.
const CAUSE_CHARS: usize = 200;

const STOPPED: &str = "the hub was stopped before the answer was complete";

impl Exchange {
    /// What the row must say if the process dies before the answer.
    pub(crate) fn record_start(&mut self) {
        let running = std::mem::replace(&mut self.entry.outcome, Outcome::Interrupted);
        self.entry.error = Some(STOPPED.to_owned());
        self.append(RecordKind::Started);
        self.entry.outcome = running;
        self.entry.error = None;
    }

    /// The hub refuses, or no provider could be asked.
    pub(crate) fn refuse(&mut self, reject: &Reject) {
        let (outcome, error) = match reject {
            Reject::Unreachable(reason) => (Outcome::Unreachable, reason.clone()),
            Reject::TimedOut(reason) => (Outcome::TimedOut, reason.clone()),
            Reject::BadAnswer(reason) => {
                let class = self.entry.attempts.last().and_then(|attempt| attempt.class);
                (class.map_or(Outcome::VendorError, Class::outcome), reason.clone())
            }
            Reject::ClientLeft => (Outcome::ClientLeft, reject.to_string()),
            other => (Outcome::Refused, other.to_string()),
        };
        if let Reject::NoProvider(selection) = reject {
            self.entry.unserved = Some((**selection).clone());
        }
        self.entry.status = reject.status();
        self.refusal = (outcome == Outcome::Refused).then(|| Refusal::from(reject));
        self.settle(Verdict { outcome, error: Some(error), class: None });
    }

    /// Closes the record. A second call changes nothing.
    pub(crate) fn settle(&mut self, Verdict { outcome, error, class }: Verdict) {
        if self.settled {
            return;
        }
        match (outcome, class) {
            (Outcome::Ok, _) => self.praise(),
            (_, Some(class)) => self.blame(class, error.as_deref().unwrap_or_default()),
            _ => self.release(),
        }
        let now = self.elapsed_ms();
        self.entry.outcome = outcome;
        self.entry.error.clone_from(&error);
        self.entry.duration_ms = now;
        if let Some(attempt) = self.entry.attempts.last_mut().filter(|attempt| attempt.outcome == Outcome::Running) {
            attempt.end_ms = Some(now);
            attempt.outcome = outcome;
            attempt.class = class;
            attempt.error = error;
        }
        self.price();
        let admissions =
            [&mut self.admission, &mut self.share].map(|taken| std::mem::replace(taken, Admission::none()));
        let gateway = self.gateway.clone();
        gateway.0.limiter.settle(&self.entry.id, admissions.into(), self.used(), &self.snapshot.warn_percents);
        // Not sooner: what fails before it is settled on the way out.
        self.settled = true;
        self.append(RecordKind::Settled);
        let ended = Ended { entry: &self.entry, hops: self.hops, refusal: self.refusal };
        gateway.tell(|witness| witness.ended(&ended));
        self.gateway.live().end(self.entry.row());
        if self.family.generates {
            self.gateway.0.sessions.end(&self.entry);
        }
    }

    /// The provider that is asked did well.
    fn praise(&mut self) {
        if let Some(permit) = self.permit.take() {
            permit.succeed(self.gateway.now());
        }
        self.release();
    }

    /// The provider that is asked has failed for good, as far as this request goes: its breaker learns it.
    pub(crate) fn blame(&mut self, class: Class, error: &str) {
        let counts = policy(class).counts.filter(|_| !is_network(class) || self.gateway.0.options.count_network);
        let counts = counts.filter(|_| !self.in_drill());
        if let (Some(scope), Some(permit)) = (counts, self.permit.take()) {
            let at = self.gateway.now();
            let error = error.chars().take(CAUSE_CHARS).collect();
            permit.fail(scope, Cause { at, class, error, request: self.entry.id.clone() }, at);
        }
        self.release();
    }

    fn release(&mut self) {
        (self.slot, self.permit) = (None, None);
    }

    /// What the last attempt stated stays with it: another one follows.
    pub(crate) fn give_up(&mut self) {
        if self.entry.usage.is_empty() {
            return;
        }
        let (cost, pending) = split(self.charge());
        let usage = std::mem::take(&mut self.entry.usage);
        self.entry.estimated = false;
        if let Some(attempt) = self.entry.attempts.last_mut() {
            (attempt.usage, attempt.cost, attempt.pending) = (usage, cost, pending);
        }
    }

    fn price(&mut self) {
        if self.upstream.is_some() && self.entry.metered {
            (self.entry.cost, self.entry.pending) = split(self.charge());
            self.entry.unpriced = self.entry.cost.is_none();
        }
    }

    /// Of the usage so far, with the provider that was asked last.
    fn charge(&self) -> Option<Charge> {
        let (entry, upstream) = (&self.entry, self.upstream.as_ref()?);
        let (provider, snapshot) = (&upstream.provider, &self.snapshot);
        let group = snapshot.group_multiplier(&self.caller, provider);
        let charge = charge(&snapshot.prices, snapshot.billing, entry, provider, group);
        // Without usage there is nothing to bill but an answer's fee.
        let is_free = entry.usage.is_empty() && (entry.outcome != Outcome::Ok || matches!(charge, Charge::Unpriced(_)));
        Some(if is_free { Charge::Priced(Box::default()) } else { charge })
    }

    fn append(&self, kind: RecordKind) {
        self.gateway.0.records.write(kind, &self.entry);
    }
}

fn split(charge: Option<Charge>) -> (Option<Cost>, Option<Pending>) {
    match charge {
        Some(Charge::Priced(cost)) => (Some(*cost), None),
        Some(Charge::Unpriced(pending)) => (None, Some(pending)),
        None => (None, None),
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
            let error = Some("the hub failed to handle this request".to_owned());
            self.settle(Verdict { outcome: Outcome::Refused, error, class: None });
        } else {
            self.settle(Verdict { outcome: Outcome::Interrupted, error: Some(STOPPED.to_owned()), class: None });
        }
    }
}
