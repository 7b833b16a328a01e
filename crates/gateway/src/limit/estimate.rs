//! What a request may cost at most, as far as that can be known before it is sent.

use crate::inbound::Inbound;
use crate::route::pool::Pool;
use domain::Nanos;
use domain::price::BYTES_PER_TOKEN;
use domain::provider::Provider;
use domain::snapshot::{Caller, Snapshot};

/// Tokens of an answer whose request sets no bound.
const OUTPUT: i64 = 4_096;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Estimate {
    bytes: i64,
    output: i64,
}

impl Estimate {
    pub(crate) fn of(inbound: &Inbound) -> Self {
        Self { bytes: inbound.payload.bytes().len() as i64, output: inbound.output_bound.unwrap_or(OUTPUT) }
    }

    /// Tokens of the request itself.
    pub(crate) fn input(self) -> i64 {
        self.bytes / BYTES_PER_TOKEN
    }

    /// From this provider, before the group's multiplier.
    pub(crate) fn cost(self, snapshot: &Snapshot, provider: &Provider, model: Option<&str>) -> Nanos {
        let found = model.and_then(|model| Some((model, snapshot.prices.find(Some(provider.id), model)?)));
        let Some((model, found)) = found else { return Nanos(0) };
        let cost = found.priced.price.estimate(self.bytes, self.output);
        cost.scaled(provider.multiplier).scaled(provider.routing.multiplier_of(model))
    }

    /// From the dearest provider that may be asked, with the caller's dearest group.
    pub(crate) fn at_most(self, snapshot: &Snapshot, pool: &Pool, caller: &Caller, model: Option<&str>) -> Nanos {
        let of_group = caller.groups.iter().filter_map(|group| snapshot.groups.get(group)).max().copied();
        let costs = pool.dearest.iter().map(|upstream| self.cost(snapshot, &upstream.provider, model));
        costs.max().unwrap_or_default().scaled(of_group.unwrap_or_default())
    }
}
