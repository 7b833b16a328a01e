mod audience;
mod figure;
mod kept;
mod limits;
mod multipliers;
mod reliability;

pub(in crate::page::provider) use audience::{AudienceDraft, GroupPriority};
pub(in crate::page::provider) use limits::LimitsDraft;
pub(in crate::page::provider) use multipliers::TypedMultiplier;
pub(in crate::page::provider) use reliability::ReliabilityDraft;

use super::Rows;
use crate::i18n::Locale;
use crate::ui::Fault;
use domain::routing::Routing;
use leptos::prelude::*;

/// How the provider takes part in scheduling, in the parts that the form shows it in.
#[derive(Clone, Copy)]
pub(in crate::page::provider) struct RoutingDraft {
    pub(in crate::page::provider) audience: AudienceDraft,
    pub(in crate::page::provider) reliability: ReliabilityDraft,
    pub(in crate::page::provider) limits: LimitsDraft,
    pub(in crate::page::provider) multipliers: Rows<TypedMultiplier>,
}

impl RoutingDraft {
    pub(super) fn new(saved: &Routing) -> Self {
        Self {
            audience: AudienceDraft::new(saved),
            reliability: ReliabilityDraft::new(saved),
            limits: LimitsDraft::new(&saved.timeouts),
            multipliers: Rows::of(&saved.model_multipliers),
        }
    }

    pub(super) fn texts(self) -> impl Iterator<Item = RwSignal<String>> {
        self.audience.texts().into_iter().chain(self.reliability.texts()).chain(self.limits.texts())
    }

    pub(super) fn read(self, locale: Locale) -> Result<Routing, Fault> {
        let routing = self.reliability.read(locale, self.audience.read(locale)?)?;
        let model_multipliers = self.multipliers.read(locale)?;
        Ok(Routing { timeouts: self.limits.read(locale)?, model_multipliers, ..routing })
    }
}

#[cfg(test)]
mod tests;
