//! Figures by provider. Series are dear to whoever stores them, so there is a most: providers that come later are one.

use domain::log::LogEntry;
use domain::provider::ProviderKind;
use prometheus::{Counter, CounterVec, IntCounter, IntCounterVec, Opts, Registry};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Series that bear a provider's name.
const SERIES: usize = 1_500;
/// The name of those that have none of their own.
const OTHERS: &str = "(others)";
/// Of requests that came to no provider.
const NOBODY: &str = "";

#[derive(Debug)]
pub(super) struct Providers {
    requests: IntCounterVec,
    cost: CounterVec,
    named: Mutex<Named>,
}

#[derive(Debug, Default)]
struct Named {
    series: usize,
    of: HashMap<String, Series>,
}

/// Of one provider: looked up once, for looking up is what counting costs.
#[derive(Debug, Default)]
struct Series {
    requests: HashMap<(&'static str, &'static str), IntCounter>,
    cost: Option<Counter>,
}

impl Providers {
    pub(super) fn new(registry: &Registry) -> prometheus::Result<Self> {
        let requests = Opts::new("cch_requests_total", "Requests of known callers, by what became of them.");
        let requests = IntCounterVec::new(requests, &["dialect", "result", "provider", "type"])?;
        let cost = Opts::new("cch_cost_usd_total", "What requests cost, as billed, in dollars.");
        let cost = CounterVec::new(cost, &["provider", "type"])?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(cost.clone()))?;
        Ok(Self { requests, cost, named: Mutex::default() })
    }

    pub(super) fn count(&self, entry: &LogEntry, dialect: &'static str, result: &'static str) {
        let provider = entry.provider();
        let (name, kind) = provider.map_or((NOBODY, ""), |tag| (tag.name.as_str(), ProviderKind::as_str(tag.kind)));
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        let Named { series, of } = &mut *named;
        let is_full = *series >= SERIES;
        let own = match of.get_mut(name) {
            Some(own) if !is_full || own.requests.contains_key(&(dialect, result)) => own,
            None if !is_full => of.entry(name.to_owned()).or_default(),
            _ => return self.others(entry, dialect, result),
        };
        let requests = own.requests.entry((dialect, result)).or_insert_with(|| {
            *series += 1;
            self.requests.with_label_values(&[dialect, result, name, kind])
        });
        requests.inc();
        if let Some(cost) = dollars(entry) {
            let counter = own.cost.get_or_insert_with(|| {
                *series += 1;
                self.cost.with_label_values(&[name, kind])
            });
            counter.inc_by(cost);
        }
    }

    fn others(&self, entry: &LogEntry, dialect: &str, result: &str) {
        self.requests.with_label_values(&[dialect, result, OTHERS, ""]).inc();
        dollars(entry).into_iter().for_each(|cost| self.cost.with_label_values(&[OTHERS, ""]).inc_by(cost));
    }
}

/// A negative one, which a counter cannot take, is a vendor's rebate that no price table has.
fn dollars(entry: &LogEntry) -> Option<f64> {
    entry.total_cost().map(|cost| cost.0 as f64 / 1e9).filter(|cost| *cost > 0.0)
}
