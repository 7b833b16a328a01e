//! Which model's price a request is billed at, and on which terms.

use super::{Terms, Tier};
use serde::{Deserialize, Serialize};

/// Which of a request's models is billed. When it has no price, the others are tried: sent, requested, answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ModelSource {
    /// As the client asked for it.
    Requested,
    /// As the provider was asked for it: what its invoice will name.
    #[default]
    Sent,
    /// As the vendor says it answered with.
    Answered,
}

impl ModelSource {
    pub const ALL: [Self; 3] = [Self::Requested, Self::Sent, Self::Answered];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Sent => "sent",
            Self::Answered => "answered",
        }
    }

    /// It first, then the others.
    #[cfg(feature = "snapshot")]
    fn order(self) -> impl Iterator<Item = Self> {
        let others = [Self::Sent, Self::Requested, Self::Answered].into_iter().filter(move |other| *other != self);
        std::iter::once(self).chain(others)
    }
}

/// Whose word on the service tier is taken first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TierSource {
    /// The vendor's: it may have served the request in another tier than was asked for.
    #[default]
    Answered,
    Requested,
}

impl TierSource {
    pub const ALL: [Self; 2] = [Self::Answered, Self::Requested];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Requested => "requested",
        }
    }

    /// Of what the request and its answer say. What is not known counts as not said.
    pub fn tier(self, requested: Option<&str>, answered: Option<&str>) -> Tier {
        let (first, second) = match self {
            Self::Answered => (answered, requested),
            Self::Requested => (requested, answered),
        };
        [first, second].into_iter().flatten().find_map(Tier::named).unwrap_or_default()
    }
}

/// How the hub bills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Billing {
    pub model: ModelSource,
    pub tier: TierSource,
}

/// How a request without a price is to be billed as soon as its model has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pending {
    pub model: String,
    pub named: ModelSource,
    pub terms: Terms,
}

#[cfg(feature = "snapshot")]
pub use charging::{Charge, charge};

#[cfg(feature = "snapshot")]
mod charging {
    use super::{Billing, ModelSource, Pending};
    use crate::log::LogEntry;
    use crate::price::{Basis, Cost, Found, PriceBook, Terms, cost};
    use crate::provider::Provider;
    use crate::usage::Usage;
    use crate::{ProviderId, Ratio};

    /// What came of pricing a request.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Charge {
        Priced(Box<Cost>),
        /// None of its models has a price.
        Unpriced(Pending),
    }

    /// Prices a request's usage at the provider that it went to. `group`: the multiplier of the caller's group.
    pub fn charge(book: &PriceBook, billing: Billing, entry: &LogEntry, provider: &Provider, group: Ratio) -> Charge {
        let tier = billing.tier.tier(entry.requested_tier.as_deref(), entry.service_tier.as_deref());
        let name = |source: ModelSource| match source {
            ModelSource::Requested => entry.model.as_deref(),
            ModelSource::Sent => entry.sent_model.as_deref(),
            ModelSource::Answered => entry.answered_model.as_deref(),
        };
        let names: Vec<_> = billing.model.order().filter_map(|source| Some((source, name(source)?))).collect();
        let terms = |model: &str| {
            let of_model = provider.routing.multiplier_of(model);
            Terms { tier, provider: provider.multiplier, group, model: of_model }
        };
        let priced = names.iter().find_map(|(named, model)| {
            let pending = Pending { model: (*model).to_owned(), named: *named, terms: terms(model) };
            pending.price(book, provider.id, &entry.usage)
        });
        priced.map(|cost| Charge::Priced(Box::new(cost))).unwrap_or_else(|| {
            let (named, model) = names.first().copied().unwrap_or((billing.model, ""));
            Charge::Unpriced(Pending { model: model.to_owned(), named, terms: terms(model) })
        })
    }

    impl Pending {
        /// The cost of `usage`, if the model has a price.
        pub fn price(&self, book: &PriceBook, provider: ProviderId, usage: &Usage) -> Option<Cost> {
            let Found { model, priced, of_provider } = book.find(Some(provider), &self.model)?;
            let basis = Basis { model: model.to_owned(), named: self.named, source: priced.source, of_provider };
            Some(Cost { basis: Some(basis), ..cost(&priced.price, usage, self.terms) })
        }
    }
}

#[cfg(test)]
mod tests;
