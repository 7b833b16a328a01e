use super::query::{Open, Query};
use super::sift::sift;
use crate::api::breaker::load_breakers;
use crate::api::provider::load_providers;
use crate::component::follow;
use domain::ProviderId;
use domain::availability::ProviderDay;
use domain::breaker::BreakerReport;
use domain::provider::Provider;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

/// What the page loads.
pub(super) type Found = (Vec<Provider>, Vec<BreakerReport>, Vec<ProviderDay>);

/// The providers on the page; what the hub answered to a change is put back here.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    pub(super) list: RwSignal<Vec<Provider>>,
    pub(super) days: StoredValue<Vec<ProviderDay>>,
    pub(super) breakers: RwSignal<Vec<BreakerReport>>,
    /// Asks the hub for the breakers at once.
    pub(super) renew: Callback<()>,
    pub(super) query: Memo<Query>,
    /// Those that the address asks for.
    pub(super) shown: Memo<Vec<Provider>>,
    /// Those that are ticked, whether they are shown or not.
    pub(super) chosen: RwSignal<Vec<ProviderId>>,
    /// Goes to an address, but asks first when something typed would be lost.
    pub(super) go: Callback<String>,
    dirty: RwSignal<bool>,
}

impl Shelf {
    pub(super) fn new((list, breakers, days): Found, dirty: RwSignal<bool>, go: Callback<String>) -> Self {
        let map = use_query_map();
        let query = Memo::new(move |_| map.with(Query::read));
        let (list, breakers) = (RwSignal::new(list), RwSignal::new(breakers));
        let days = StoredValue::new(days);
        let shown = Memo::new(move |_| {
            list.with(|list| {
                breakers.with(|breakers| days.with_value(|days| query.with(|query| sift(list, days, breakers, query))))
            })
        });
        let renew = follow(breakers, load_breakers);
        Self { list, days, breakers, renew, query, shown, chosen: RwSignal::new(Vec::new()), go, dirty }
    }

    /// What the drawer shows, as the address says.
    pub(super) fn open(self) -> Open {
        self.query.with(|query| query.open)
    }

    /// The list's address with that in the drawer.
    pub(super) fn at(self, open: Open) -> String {
        self.query.with(|query| query.with(open))
    }

    /// The provider that the drawer is about.
    pub(super) fn opened(self) -> Option<Provider> {
        let (Open::Edit(id) | Open::Circuit(id) | Open::Copy(id)) = self.open() else { return None };
        self.list.with(|list| list.iter().find(|provider| provider.id == id).cloned())
    }

    pub(super) fn is_open(self, id: ProviderId) -> bool {
        matches!(self.open(), Open::Edit(open) | Open::Circuit(open) | Open::Copy(open) if open == id)
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

    pub(super) fn day_of(self, id: ProviderId) -> ProviderDay {
        let day = self.days.with_value(|days| days.iter().find(|day| day.id == id).cloned());
        day.unwrap_or_default()
    }

    pub(super) fn choose(self, id: ProviderId, chosen: bool) {
        self.chosen.update(|all| {
            all.retain(|other| *other != id);
            if chosen {
                all.push(id);
            }
        });
    }

    pub(super) fn put(self, provider: Provider) {
        self.list.update(|list| match list.iter_mut().find(|old| old.id == provider.id) {
            Some(old) => *old = provider,
            None => list.push(provider),
        });
    }

    /// The row shows it already: it keeps its focus.
    pub(super) fn keep(self, saved: Provider) {
        self.list.update(|list| {
            if let Some(old) = list.iter_mut().find(|old| old.id == saved.id) {
                *old = Provider { updated_at: old.updated_at, ..saved };
            }
        });
    }

    pub(super) fn take(self, id: ProviderId) {
        self.list.update(|list| list.retain(|provider| provider.id != id));
        self.choose(id, false);
    }

    /// Loads the list anew, if the page is still there.
    pub(super) fn reload(self) {
        spawn_local(async move {
            if let Ok(list) = load_providers().await {
                _ = self.list.try_set(list);
            }
        });
    }

    /// Holds links back while a form has unsaved changes.
    pub(super) fn watch(self, dirty: Signal<bool>) {
        Effect::new(move |_| self.dirty.set(dirty.get()));
        on_cleanup(move || _ = self.dirty.try_set(false));
    }

    /// Closes the drawer; what was typed is saved or no longer wanted.
    pub(super) fn leave(self) {
        self.dirty.set(false);
        self.close();
    }

    pub(super) fn close(self) {
        self.go.run(untrack(|| self.at(Open::Nothing)));
    }
}
