use super::HOME;
use domain::ProviderId;
use domain::provider::Provider;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the drawer shows, as the address says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    New,
    Edit(ProviderId),
}

/// The providers on the page; what the hub answered to a change is put back here.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    pub(super) list: RwSignal<Vec<Provider>>,
    pub(super) open: Memo<Open>,
    /// Goes to an address, but asks first when something typed would be lost.
    pub(super) go: Callback<String>,
    dirty: RwSignal<bool>,
}

impl Shelf {
    pub(super) fn new(list: Vec<Provider>, dirty: RwSignal<bool>, go: Callback<String>) -> Self {
        let query = use_query_map();
        let open = Memo::new(move |_| {
            query.with(|query| match query.get_str("edit").and_then(|id| id.parse().ok()) {
                Some(id) => Open::Edit(id),
                None if query.get_str("new").is_some() => Open::New,
                None => Open::Nothing,
            })
        });
        Self { list: RwSignal::new(list), open, go, dirty }
    }

    /// The provider that is open for editing.
    pub(super) fn opened(self) -> Option<Provider> {
        let Open::Edit(id) = self.open.get() else { return None };
        self.list.with(|list| list.iter().find(|provider| provider.id == id).cloned())
    }

    pub(super) fn is_open(self, id: ProviderId) -> bool {
        self.open.get() == Open::Edit(id)
    }

    /// The only one that is enabled.
    pub(super) fn is_last(self, id: ProviderId) -> bool {
        self.list.with_untracked(|list| {
            let mut enabled = list.iter().filter(|provider| provider.enabled);
            enabled.next().is_some_and(|provider| provider.id == id) && enabled.next().is_none()
        })
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
