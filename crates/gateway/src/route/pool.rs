//! What the configuration alone says of providers for one kind of request: who may be asked, the best priority first, and
//! who never. Worked out once, until the configuration changes: a request's cost must not grow with the number of
//! providers.

use domain::log::Exclusion;
use domain::snapshot::{Caller, Snapshot, Upstream};
use domain::{Dialect, Names, ProviderId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// More models than that are not in use at once; then all pools are made anew. Clients name models as they like.
const MODELS: usize = 1_000;

/// The providers for callers in the same groups who ask for the same model in the same dialect.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    /// Best priority first.
    pub tiers: Vec<Tier>,
    /// Those who are out of the question.
    pub out: Vec<(Arc<Upstream>, Exclusion)>,
    /// One of these is the dearest, however long the request is.
    pub dearest: Vec<Arc<Upstream>>,
}

/// Providers of the same priority. Never empty.
#[derive(Debug)]
pub(crate) struct Tier {
    pub priority: i64,
    pub members: Vec<Arc<Upstream>>,
    /// For each member the sum of weights up to it and with it.
    sums: Vec<i64>,
}

impl Pool {
    pub(crate) fn new(snapshot: &Snapshot, caller: &Caller, model: Option<&str>, dialect: Dialect) -> Self {
        let mut pool = Self::default();
        let mut members = Vec::new();
        for upstream in &snapshot.providers {
            match exclusion(upstream, caller, model, dialect) {
                Some(reason) => pool.out.push((upstream.clone(), reason)),
                None => members.push((upstream.priority(caller), upstream.clone())),
            }
        }
        pool.dearest = dearest(snapshot, members.iter().map(|(_, upstream)| upstream), model);
        members.sort_by_key(|(priority, _)| *priority);
        for same in members.chunk_by(|a, b| a.0 == b.0) {
            pool.tiers.push(Tier::new(same[0].0, same.iter().map(|(_, upstream)| upstream.clone()).collect()));
        }
        pool
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = &Arc<Upstream>> {
        self.tiers.iter().flat_map(|tier| &tier.members)
    }

    /// One who may be asked.
    pub(crate) fn member(&self, id: ProviderId) -> Option<&Arc<Upstream>> {
        self.members().find(|upstream| upstream.provider.id == id)
    }
}

impl Tier {
    fn new(priority: i64, members: Vec<Arc<Upstream>>) -> Self {
        let weighing = Weighing::of(members.iter());
        let add = |sum: &mut i64, upstream: &Arc<Upstream>| {
            *sum += weighing.weight(upstream);
            Some(*sum)
        };
        Self { priority, sums: members.iter().scan(0, add).collect(), members }
    }

    pub(crate) fn sum(&self) -> i64 {
        self.sums.last().copied().unwrap_or_default()
    }

    /// The member on whom a number in `0..sum` falls.
    pub(crate) fn at(&self, number: i64) -> Option<&Arc<Upstream>> {
        self.members.get(self.sums.partition_point(|sum| *sum <= number))
    }
}

/// How providers count in a draw: where all weights are zero, all are alike.
#[derive(Clone, Copy)]
pub(crate) struct Weighing {
    even: bool,
}

impl Weighing {
    pub(crate) fn of<'a>(mut drawn: impl Iterator<Item = &'a Arc<Upstream>>) -> Self {
        Self { even: drawn.all(|upstream| upstream.provider.weight == 0) }
    }

    pub(crate) fn weight(self, upstream: &Upstream) -> i64 {
        if self.even { 1 } else { upstream.provider.weight }
    }
}

fn exclusion(upstream: &Upstream, caller: &Caller, model: Option<&str>, dialect: Dialect) -> Option<Exclusion> {
    let provider = &upstream.provider;
    match () {
        () if !caller.reaches(provider) => Some(Exclusion::Group),
        () if !provider.enabled => Some(Exclusion::Disabled),
        () if !upstream.usable => Some(Exclusion::Unusable),
        () if model.is_some_and(|model| !upstream.serves(model)) => Some(Exclusion::Model),
        () if provider.kind.dialect() != dialect => Some(Exclusion::Dialect),
        () => None,
    }
}

/// Of those with the price that all share, whoever multiplies it most; and everyone with a price of its own.
fn dearest<'a>(
    snapshot: &Snapshot,
    members: impl Iterator<Item = &'a Arc<Upstream>>,
    model: Option<&str>,
) -> Vec<Arc<Upstream>> {
    let Some(model) = model else { return Vec::new() };
    let factor = |upstream: &Upstream| {
        i128::from(upstream.provider.multiplier.0) * i128::from(upstream.provider.routing.multiplier_of(model).0)
    };
    let is_own = |upstream: &&Arc<Upstream>| {
        snapshot.prices.find(Some(upstream.provider.id), model).is_some_and(|found| found.of_provider)
    };
    let (mut dearest, shared): (Vec<_>, Vec<_>) = members.partition(is_own);
    dearest.extend(shared.into_iter().max_by_key(|upstream| factor(upstream)));
    dearest.into_iter().cloned().collect()
}

/// The pools of one configuration, as far as somebody has asked for them.
#[derive(Default)]
pub(crate) struct Pools(Mutex<Known>);

#[derive(Default)]
struct Known {
    snapshot: Option<Arc<Snapshot>>,
    /// By model; those without one under the empty name.
    pools: HashMap<String, Vec<Entry>>,
}

struct Entry {
    groups: Names,
    dialect: Dialect,
    has_model: bool,
    pool: Arc<Pool>,
}

impl Pools {
    pub(crate) fn of(
        &self,
        snapshot: &Arc<Snapshot>,
        caller: &Caller,
        model: Option<&str>,
        dialect: Dialect,
    ) -> Arc<Pool> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !known.snapshot.as_ref().is_some_and(|of| Arc::ptr_eq(of, snapshot));
        if is_new || known.pools.len() > MODELS {
            *known = Known { snapshot: Some(snapshot.clone()), pools: HashMap::new() };
        }
        let name = model.unwrap_or_default();
        let is_it = |entry: &&Entry| {
            (entry.dialect, entry.has_model) == (dialect, model.is_some()) && entry.groups == caller.groups
        };
        if let Some(entry) = known.pools.get(name).and_then(|entries| entries.iter().find(is_it)) {
            return entry.pool.clone();
        }
        let pool = Arc::new(Pool::new(snapshot, caller, model, dialect));
        let entry = Entry { groups: caller.groups.clone(), dialect, has_model: model.is_some(), pool: pool.clone() };
        known.pools.entry(name.to_owned()).or_default().push(entry);
        pool
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::price::{Ladder, Price, PriceBook, PriceSource, Priced, Rates};
    use domain::provider::ProviderKind;
    use domain::{Ratio, Secret};

    fn provider(id: i64, multiplier: i64) -> Arc<Upstream> {
        let mut upstream = Upstream::draft(ProviderKind::Claude, "https://h", Secret::default(), None);
        upstream.provider.id = ProviderId(id);
        upstream.provider.multiplier = Ratio(multiplier);
        Arc::new(upstream)
    }

    fn ids(list: &[Arc<Upstream>]) -> Vec<i64> {
        list.iter().map(|upstream| upstream.provider.id.0).collect()
    }

    #[test]
    fn the_dearest_is_whoever_multiplies_most_or_has_a_price_of_its_own() {
        let price = |input| {
            let base = Rates { input, ..Rates::default() };
            let price = Price { standard: Ladder { base, steps: Vec::new() }, ..Price::default() };
            Priced { price, source: PriceSource::Manual }
        };
        let prices = [(None, "m".to_owned(), price(5)), (Some(ProviderId(2)), "m".to_owned(), price(1))];
        let snapshot = Snapshot {
            providers: vec![provider(1, 9_000), provider(2, 1), provider(3, 12_000), provider(4, 11_000)],
            prices: Arc::new(PriceBook::new(0, prices, [])),
            ..Snapshot::default()
        };
        let caller = Caller::anyone(Names::default());
        let dearest = |model| ids(&Pool::new(&snapshot, &caller, model, Dialect::Anthropic).dearest);
        assert_eq!(dearest(Some("m")), [2, 3]);
        assert_eq!(dearest(Some("without-a-price")), [3]);
        assert_eq!(dearest(None), [0; 0]);
    }

    #[test]
    fn pools_are_remembered_until_the_configuration_changes() {
        let snapshot = |id| Arc::new(Snapshot { providers: vec![provider(id, 10_000)], ..Snapshot::default() });
        let (pools, old, new) = (Pools::default(), snapshot(1), snapshot(2));
        let [default, own] = ["default", "own"].map(|group| Caller::anyone(Names::split(group)));
        let members = |snapshot, caller, model, dialect| -> Vec<i64> {
            let pool = pools.of(snapshot, caller, model, dialect);
            assert!(Arc::ptr_eq(&pool, &pools.of(snapshot, caller, model, dialect)));
            pool.members().map(|upstream| upstream.provider.id.0).collect()
        };
        assert_eq!(members(&old, &default, Some("m"), Dialect::Anthropic), [1]);
        assert_eq!(members(&old, &own, Some("m"), Dialect::Anthropic), [0; 0]);
        assert_eq!(members(&old, &default, Some("m"), Dialect::Chat), [0; 0]);
        assert_eq!(members(&old, &default, None, Dialect::Anthropic), [1]);
        assert_eq!(members(&new, &default, Some("m"), Dialect::Anthropic), [2]);
    }
}
