mod audience;
mod figure;
mod kept;
mod multipliers;
mod reliability;
mod timeouts;

pub(in crate::page::provider) use audience::{AudienceDraft, GroupPriority};
pub(in crate::page::provider) use multipliers::TypedMultiplier;
pub(in crate::page::provider) use reliability::ReliabilityDraft;
pub(in crate::page::provider) use timeouts::TimeoutsDraft;

use crate::i18n::Locale;
use crate::ui::{Fault, Rows};
use domain::routing::Routing;
use leptos::prelude::*;

/// How the provider takes part in scheduling, in the parts that the form shows it in.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct RoutingDraft {
    pub(in crate::page::provider) audience: AudienceDraft,
    pub(in crate::page::provider) reliability: ReliabilityDraft,
    pub(in crate::page::provider) timeouts: TimeoutsDraft,
    pub(in crate::page::provider) multipliers: Rows<TypedMultiplier>,
}

impl RoutingDraft {
    pub(super) fn new(saved: &Routing) -> Self {
        Self {
            audience: AudienceDraft::new(saved),
            reliability: ReliabilityDraft::new(saved),
            timeouts: TimeoutsDraft::new(&saved.timeouts),
            multipliers: Rows::of(&saved.model_multipliers),
        }
    }

    pub(super) fn texts(self) -> impl Iterator<Item = RwSignal<String>> {
        self.audience.texts().into_iter().chain(self.reliability.texts()).chain(self.timeouts.texts())
    }

    pub(super) fn read(self, locale: Locale) -> Result<Routing, Fault> {
        let routing = self.reliability.read(locale, self.audience.read(locale)?)?;
        let model_multipliers = self.multipliers.read(locale)?;
        Ok(Routing { timeouts: self.timeouts.read(locale)?, model_multipliers, ..routing })
    }
}

#[cfg(test)]
mod tests;
