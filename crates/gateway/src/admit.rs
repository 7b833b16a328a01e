//! What a request takes of its caller's and its provider's limits, and what it has used of them in the end.

use crate::Gateway;
use crate::exchange::Exchange;
use crate::family::{Accounting, Family};
use crate::inbound::Inbound;
use crate::limit::{Add, Admission, Ask, Estimate, Gauge, Limiter, Moment, RowId, Take};
use crate::reject::Reject;
use domain::limit::{Allowance, LimitKind, Quota};
use domain::log::{Exclusion, LogEntry};
use domain::snapshot::{Snapshot, Upstream};
use domain::{KeyId, Millis, Nanos};
use std::cell::OnceCell;
use std::sync::Arc;

/// What limits must know of a request.
pub(crate) struct Claim<'a> {
    /// The request itself, and its session, as members of sets.
    pub itself: Arc<str>,
    pub session: Option<Arc<str>>,
    pub model: Option<&'a str>,
    pub family: Option<&'static Family>,
    /// Made when a limit asks for it.
    pub estimate: &'a (dyn Fn() -> Estimate + Sync),
}

impl Claim<'_> {
    /// `cost`: at most, with multipliers.
    pub(crate) fn asks(
        &self,
        limiter: &Limiter,
        allowance: &Allowance,
        cost: impl Fn(Estimate) -> Nanos,
        moment: Moment,
    ) -> Vec<Ask> {
        let (known, gauges) = (OnceCell::new(), limiter.gauges_for(allowance, self.model, moment));
        let cost = || *known.get_or_init(|| cost((self.estimate)()));
        let mut asks = Vec::with_capacity(gauges.len());
        let asked = |gauge: Gauge| Some(Ask { take: self.take(gauge.key.kind, &cost)?, gauge });
        asks.extend(gauges.into_iter().filter_map(asked));
        asks
    }

    /// None: such a request does not count in it.
    fn take(&self, kind: LimitKind, cost: &impl Fn() -> Nanos) -> Option<Take> {
        let metered = self.family.is_none_or(|family| family.accounting != Accounting::None);
        let generates = self.family.is_none_or(|family| family.generates);
        let itself = || Take::Member(self.itself.clone());
        match kind {
            LimitKind::ConcurrentRequests | LimitKind::Rpm => Some(itself()),
            LimitKind::ConcurrentSessions => generates.then(|| match &self.session {
                Some(session) => Take::Member(session.clone()),
                None => itself(),
            }),
            LimitKind::Tpm => metered.then(|| Take::Amount((self.estimate)().input())),
            _ => metered.then(|| Take::Amount(cost().0)),
        }
    }
}

impl Exchange {
    /// # Errors
    /// When a limit of the key or of its owner is reached.
    pub(crate) async fn admit(&mut self, inbound: &Inbound) -> Result<(), Reject> {
        if self.caller.allowances.is_empty() {
            return Ok(());
        }
        let (gateway, snapshot) = (self.gateway.clone(), self.snapshot.clone());
        let moment = gateway.moment(&snapshot, gateway.now());
        let estimate = || self.estimate(inbound);
        let claim = self.claim(inbound, &estimate);
        let cost = |estimate: Estimate| estimate.at_most(&snapshot, &self.pool, &self.caller, claim.model);
        let limiter = &gateway.0.limiter;
        let allowances = self.caller.allowances.iter();
        let asks = allowances.flat_map(|allowance| claim.asks(limiter, allowance, cost, moment)).collect();
        match gateway.0.limiter.admit(&self.entry.id, asks).await {
            Ok(admission) => {
                self.admission = admission;
                Ok(())
            }
            Err(quota) => Err(Reject::Limited { quota, now: moment.now }),
        }
    }

    /// # Errors
    /// Why the provider cannot be asked now.
    pub(crate) async fn admit_to(&self, upstream: &Upstream, inbound: &Inbound) -> Result<Admission, Exclusion> {
        let Some(allowance) = &upstream.allowance else { return Ok(Admission::none()) };
        let estimate = || self.estimate(inbound);
        let claim = self.claim(inbound, &estimate);
        let moment = self.gateway.moment(&self.snapshot, self.gateway.now());
        let cost = |estimate: Estimate| estimate.cost(&self.snapshot, &upstream.provider, claim.model);
        let asks = claim.asks(&self.gateway.0.limiter, allowance, cost, moment);
        self.gateway.0.limiter.admit(&self.entry.id, asks).await.map_err(|quota| exclusion(&quota))
    }

    pub(crate) fn claim<'a>(&'a self, inbound: &'a Inbound, estimate: &'a (dyn Fn() -> Estimate + Sync)) -> Claim<'a> {
        Claim {
            itself: self.entry.id.as_str().into(),
            session: self.entry.session.as_deref().map(|id| session_member(self.caller.key_id, id)),
            model: inbound.model.as_deref(),
            family: Some(self.family),
            estimate,
        }
    }

    /// Made once, and only for those who have limits.
    pub(crate) fn estimate(&self, inbound: &Inbound) -> Estimate {
        *self.estimate.get_or_init(|| Estimate::of(inbound))
    }

    /// What each row that the ledger will have uses of limits.
    pub(crate) fn used(&self) -> Vec<Add> {
        let mut adds = Vec::new();
        if !self.entry.metered || self.entry.attempts.is_empty() {
            return adds;
        }
        let moment = self.gateway.moment(&self.snapshot, self.gateway.now());
        let given_up = self.entry.given_up();
        for row in given_up.iter().chain([&self.entry]) {
            let id = RowId::from(&row.id);
            for allowance in self.caller.allowances.iter().chain(self.allowance_of(row)) {
                let gauges = self.gateway.0.limiter.gauges_for(allowance, row.model.as_deref(), moment);
                adds.reserve(gauges.len());
                adds.extend(gauges.into_iter().filter_map(|gauge| add(row, &id, gauge, moment.now)));
            }
        }
        adds
    }

    /// The limits of the provider that a row is of.
    fn allowance_of(&self, row: &LogEntry) -> Option<&Allowance> {
        let id = row.provider()?.id;
        self.snapshot.providers.iter().find(|upstream| upstream.provider.id == id)?.allowance.as_ref()
    }
}

/// Sessions are their keys' own.
pub(crate) fn session_member(key: KeyId, session: &str) -> Arc<str> {
    format!("{key}:{session}").into()
}

/// What a row of the ledger adds to a gauge: tokens count when they came, money when it was asked for.
fn add(row: &LogEntry, id: &RowId, gauge: Gauge, now: Millis) -> Option<Add> {
    let (amount, at) = match gauge.key.kind {
        LimitKind::Tpm => (row.usage.total(), now),
        kind if kind.is_money() => (row.cost.as_ref()?.total.0, row.at),
        _ => return None,
    };
    (amount > 0 && gauge.counts(at)).then(|| Add { gauge, row: id.clone(), amount, at })
}

impl Gateway {
    pub(crate) fn moment(&self, snapshot: &Snapshot, now: Millis) -> Moment {
        Moment { now, zone: snapshot.zone, session_ttl: self.0.options.session_ttl.as_millis() as i64 }
    }

    /// What a provider's limits say against this request, as far as this instance knows.
    pub(crate) fn over_limit(&self, upstream: &Upstream, claim: &Claim<'_>, moment: Moment) -> Option<Quota> {
        let allowance = upstream.allowance.as_ref()?;
        let limiter = &self.0.limiter;
        limiter.peek(&claim.asks(limiter, allowance, |_| Nanos(0), moment))
    }
}

/// A provider's limit is no refusal: another provider is asked.
pub(crate) fn exclusion(quota: &Quota) -> Exclusion {
    match quota.kind {
        LimitKind::ConcurrentRequests => Exclusion::Full,
        kind if kind.is_money() => Exclusion::Spent,
        _ => Exclusion::RateLimited,
    }
}
