use super::HOME;
use domain::key::Key;
use domain::user::{User, UserWithKeys};
use domain::{KeyId, UserId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the drawer shows, as the address says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    New,
    User(UserId),
    Key(KeyId),
}

/// What can be ticked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    User(UserId),
    Key(KeyId),
}

/// The users on the page; what the hub answered to a change is put back here.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    pub(super) list: RwSignal<Vec<UserWithKeys>>,
    pub(super) open: Memo<Open>,
    /// The text that the list is narrowed to.
    pub(super) wanted: Memo<String>,
    /// Those that are ticked, whether they are shown or not.
    pub(super) chosen: RwSignal<Vec<Member>>,
    /// Whom a new key is being made for.
    pub(super) receiver: RwSignal<Option<User>>,
    /// Goes to an address, but asks first when something typed would be lost.
    pub(super) go: Callback<String>,
    dirty: RwSignal<bool>,
}

impl Shelf {
    pub(super) fn new(list: Vec<UserWithKeys>, dirty: RwSignal<bool>, go: Callback<String>) -> Self {
        let query = use_query_map();
        let open = Memo::new(move |_| {
            query.with(|query| {
                let id = |name| query.get_str(name).and_then(|id| id.parse().ok());
                match (id("edit"), id("key")) {
                    (Some(id), _) => Open::User(UserId(id)),
                    (None, Some(id)) => Open::Key(KeyId(id)),
                    (None, None) if query.get_str("new").is_some() => Open::New,
                    (None, None) => Open::Nothing,
                }
            })
        });
        let wanted = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
        let (list, chosen, receiver) = (RwSignal::new(list), RwSignal::new(Vec::new()), RwSignal::new(None));
        Self { list, open, wanted, chosen, receiver, go, dirty }
    }

    /// The users that the search fits, themselves or by one of their keys.
    pub(super) fn found(self) -> Vec<UserWithKeys> {
        let wanted = self.wanted.with(|wanted| wanted.trim().to_lowercase());
        self.list.with(|list| list.iter().filter(|owner| fits(owner, &wanted)).cloned().collect())
    }

    /// Every user and key that the search leaves.
    pub(super) fn shown(self) -> Vec<Member> {
        let of = |owner: UserWithKeys| {
            let keys = owner.keys.into_iter().map(|key| Member::Key(key.id));
            std::iter::once(Member::User(owner.user.id)).chain(keys).collect::<Vec<_>>()
        };
        self.found().into_iter().flat_map(of).collect()
    }

    pub(super) fn choose(self, member: Member, chosen: bool) {
        self.chosen.update(|all| {
            all.retain(|other| *other != member);
            if chosen {
                all.push(member);
            }
        });
    }

    pub(super) fn is_chosen(self, member: Member) -> bool {
        self.chosen.with(|all| all.contains(&member))
    }

    pub(super) fn user(self, id: UserId) -> Option<User> {
        self.list.with(|list| list.iter().find(|owner| owner.user.id == id).map(|owner| owner.user.clone()))
    }

    pub(super) fn key(self, id: KeyId) -> Option<Key> {
        self.list.with(|list| list.iter().flat_map(|owner| &owner.keys).find(|key| key.id == id).cloned())
    }

    pub(super) fn put(self, user: User) {
        self.list.update(|list| {
            match list.iter_mut().find(|owner| owner.user.id == user.id) {
                Some(owner) => owner.user = user,
                None => list.push(UserWithKeys { user, keys: Vec::new() }),
            }
            list.sort_by(|one, other| one.user.name.cmp(&other.user.name).then(one.user.id.cmp(&other.user.id)));
        });
    }

    pub(super) fn put_key(self, key: Key) {
        self.keys_of(key.user_id, |keys| match keys.iter_mut().find(|old| old.id == key.id) {
            Some(old) => *old = key,
            None => keys.push(key),
        });
    }

    /// The row shows it already: it keeps its place and its focus.
    pub(super) fn switch(self, id: UserId, enabled: bool) {
        self.list.update(|list| {
            list.iter_mut().filter(|owner| owner.user.id == id).for_each(|owner| owner.user.enabled = enabled);
        });
    }

    pub(super) fn switch_key(self, owner: UserId, id: KeyId, enabled: bool) {
        self.keys_of(owner, |keys| keys.iter_mut().filter(|key| key.id == id).for_each(|key| key.enabled = enabled));
    }

    pub(super) fn take(self, id: UserId) {
        self.list.update(|list| list.retain(|owner| owner.user.id != id));
    }

    pub(super) fn take_key(self, owner: UserId, id: KeyId) {
        self.keys_of(owner, |keys| keys.retain(|key| key.id != id));
    }

    pub(super) fn keys_of(self, owner: UserId, change: impl FnOnce(&mut Vec<Key>)) {
        self.list.update(|list| {
            if let Some(found) = list.iter_mut().find(|found| found.user.id == owner) {
                change(&mut found.keys);
            }
        });
    }

    /// Holds links back while a form has unsaved changes.
    pub(super) fn watch(self, dirty: Signal<bool>) {
        Effect::new(move |_| self.dirty.set(dirty.get()));
        on_cleanup(move || _ = self.dirty.try_set(false));
    }

    /// The list's own address, with its search.
    pub(super) fn home(self) -> String {
        self.address("")
    }

    /// `extra`, such as `edit=7`, joined to the search in force.
    pub(super) fn address(self, extra: &str) -> String {
        let wanted = self.wanted.with(|wanted| leptos_router::location::Url::escape(wanted));
        match (wanted.is_empty(), extra.is_empty()) {
            (true, true) => HOME.to_owned(),
            (true, false) => format!("{HOME}?{extra}"),
            (false, true) => format!("{HOME}?q={wanted}"),
            (false, false) => format!("{HOME}?q={wanted}&{extra}"),
        }
    }

    pub(super) fn close(self) {
        self.go.run(untrack(|| self.home()));
    }

    /// Closes the drawer; what was typed is saved or no longer wanted.
    pub(super) fn leave(self) {
        self.dirty.set(false);
        self.close();
    }
}

fn fits(owner: &UserWithKeys, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    has(&owner.user.name) || has(&owner.user.note) || owner.keys.iter().any(|key| has(&key.name) || has(&key.hint))
}
