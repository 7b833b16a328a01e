use super::HOME;
use crate::api::breaker::load_breakers;
use crate::component::follow;
use domain::ProviderId;
use domain::breaker::BreakerReport;
use domain::provider::Provider;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the drawer shows, as the address says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    New,
    Edit(ProviderId),
    Circuit(ProviderId),
}

/// The providers on the page; what the hub answered to a change is put back here.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    pub(super) list: RwSignal<Vec<Provider>>,
    pub(super) breakers: RwSignal<Vec<BreakerReport>>,
    /// Asks the hub for the breakers at once.
    pub(super) renew: Callback<()>,
    pub(super) open: Memo<Open>,
    /// Goes to an address, but asks first when something typed would be lost.
    pub(super) go: Callback<String>,
    dirty: RwSignal<bool>,
}

impl Shelf {
    pub(super) fn new(
        (list, breakers): (Vec<Provider>, Vec<BreakerReport>),
        dirty: RwSignal<bool>,
        go: Callback<String>,
    ) -> Self {
        let query = use_query_map();
        let open = Memo::new(move |_| {
            query.with(|query| {
                let id = |name| query.get_str(name).and_then(|id| id.parse().ok());
                match (id("edit"), id("breaker")) {
                    (Some(id), _) => Open::Edit(id),
                    (None, Some(id)) => Open::Circuit(id),
                    _ if query.get_str("new").is_some() => Open::New,
                    _ => Open::Nothing,
                }
            })
        });
        let breakers = RwSignal::new(breakers);
        Self { list: RwSignal::new(list), breakers, renew: follow(breakers, load_breakers), open, go, dirty }
    }

    /// The provider that the drawer is about.
    pub(super) fn opened(self) -> Option<Provider> {
        let (Open::Edit(id) | Open::Circuit(id)) = self.open.get() else { return None };
        self.list.with(|list| list.iter().find(|provider| provider.id == id).cloned())
    }

    pub(super) fn is_open(self, id: ProviderId) -> bool {
        matches!(self.open.get(), Open::Edit(open) | Open::Circuit(open) if open == id)
    }

    /// The only one that is enabled.
    pub(super) fn is_last(self, id: ProviderId) -> bool {
        self.list.with_untracked(|list| {
            let mut enabled = list.iter().filter(|provider| provider.enabled);
            enabled.next().is_some_and(|provider| provider.id == id) && enabled.next().is_none()
        })
    }

    /// What its breakers have to say; the provider's own comes first.
    pub(super) fn breakers_of(self, id: ProviderId) -> Vec<BreakerReport> {
        self.breakers.with(|all| all.iter().filter(|report| report.provider == id).cloned().collect())
    }

    pub(super) fn put(self, provider: Provider) {
        self.list.update(|list| match list.iter_mut().find(|old| old.id == provider.id) {
            Some(old) => *old = provider,
            None => list.push(provider),
        });
    }

    /// The row shows it already: it keeps its place and its focus.
    pub(super) fn switch(self, id: ProviderId, enabled: bool) {
        self.list.update(|list| list.iter_mut().filter(|old| old.id == id).for_each(|old| old.enabled = enabled));
    }

    pub(super) fn take(self, id: ProviderId) {
        self.list.update(|list| list.retain(|provider| provider.id != id));
    }

    /// Holds links back while a form has unsaved changes.
    pub(super) fn watch(self, dirty: Signal<bool>) {
        Effect::new(move |_| self.dirty.set(dirty.get()));
        on_cleanup(move || _ = self.dirty.try_set(false));
    }

    /// Closes the drawer; what was typed is saved or no longer wanted.
    pub(super) fn leave(self) {
        self.dirty.set(false);
        self.go.run(HOME.into());
    }
}
