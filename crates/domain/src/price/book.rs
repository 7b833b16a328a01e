use super::{Price, PriceSource};
use crate::ProviderId;
use crate::model::undated;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

/// Whose models keep their bare name when several vendors sell one of that name; then who else, by the alphabet.
const MAKERS: [&str; 11] = [
    "anthropic",
    "openai",
    "gemini",
    "xai",
    "deepseek",
    "mistral",
    "moonshot",
    "zai",
    "minimax",
    "dashscope",
    "volcengine",
];

/// The prices in force, by model.
#[derive(Debug, Default)]
pub struct PriceBook {
    /// Counted up when a price changes; 0 = not known.
    pub version: i64,
    models: HashMap<String, Priced>,
    of_providers: HashMap<ProviderId, HashMap<String, Priced>>,
    aliases: HashMap<String, String>,
    /// `deepseek/deepseek-chat` is also `deepseek-chat`, where nothing else is.
    bare: HashMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    pub price: Price,
    pub source: PriceSource,
}

/// A price, the model in the table that it is of, and whether it holds for the provider alone.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub model: &'a str,
    pub priced: &'a Priced,
    pub of_provider: bool,
}

impl PriceBook {
    /// `prices`: one for each model and provider (none = every provider). `aliases`: (other name, model).
    pub fn new(
        version: i64,
        prices: impl IntoIterator<Item = (Option<ProviderId>, String, Priced)>,
        aliases: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut book = Self { version, aliases: aliases.into_iter().collect(), ..Self::default() };
        for (provider, model, priced) in prices {
            match provider {
                Some(id) => book.of_providers.entry(id).or_default().insert(model, priced),
                None => book.models.insert(model, priced),
            };
        }
        for model in book.models.keys() {
            let Some((_, name)) = model.split_once('/') else { continue };
            match book.bare.entry(name.to_owned()) {
                Entry::Vacant(free) => _ = free.insert(model.clone()),
                Entry::Occupied(mut taken) if rank(model) < rank(taken.get()) => _ = taken.insert(model.clone()),
                Entry::Occupied(_) => {}
            }
        }
        book
    }

    /// The price of a model: the provider's own, else everybody's; by its name, its alias, its name without the vendor
    /// before it, then the same without the date behind it (`claude-x-20260101`).
    pub fn find(&self, provider: Option<ProviderId>, model: &str) -> Option<Found<'_>> {
        let own = provider.and_then(|id| self.of_providers.get(&id));
        let own = own.and_then(|own| self.search(own, model));
        let found = own.map(|(model, priced)| Found { model, priced, of_provider: true });
        found.or_else(|| {
            let (model, priced) = self.search(&self.models, model)?;
            Some(Found { model, priced, of_provider: false })
        })
    }

    fn search<'a>(&'a self, prices: &'a HashMap<String, Priced>, model: &str) -> Option<(&'a str, &'a Priced)> {
        let plain = undated(model);
        [model, plain].into_iter().find_map(|name| {
            let get = |name: &str| prices.get_key_value(name).map(|(model, priced)| (model.as_str(), priced));
            get(name).or_else(|| get(self.aliases.get(name)?)).or_else(|| get(self.bare.get(name)?))
        })
    }

    /// Whether the table has a price under this very name.
    pub fn holds(&self, model: &str) -> bool {
        self.models.contains_key(model) || self.bare.contains_key(model)
    }

    /// The names that clients may know models by, sorted.
    pub fn names(&self) -> Vec<String> {
        let named = self.models.keys().filter(|model| !model.contains('/')).chain(self.bare.keys());
        named.cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn rank(model: &str) -> (usize, &str) {
    let vendor = model.split('/').next().unwrap_or_default();
    (MAKERS.iter().position(|maker| *maker == vendor).unwrap_or(MAKERS.len()), model)
}
