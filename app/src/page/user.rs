mod batch;
pub(super) mod form;
pub(super) mod key_form;
mod key_row;
mod new_key;
mod row;
mod shelf;

use crate::api::load;
use crate::api::user::load_users;
use crate::component::{AdminOnly, Problem, guard, opened};
use crate::i18n::locale;
use crate::ui::icon::{FIND, PLUS, USER};
use crate::ui::{Card, Drawer, Empty, LinkButton, Look, Note, Search, Skeleton, Table, Tone};
use batch::BatchBar;
use domain::user::UserWithKeys;
use form::user_form;
use key_form::key_form;
use key_row::KeyRow;
use leptos::prelude::*;
use leptos_meta::Title;
use new_key::NewKeyDialog;
use row::{UserRow, columns};
use shelf::{Open, Shelf};

const HOME: &str = "/users";
const NEW: &str = "/users?new";

/// Who may send requests, and with which keys.
#[component]
pub fn UsersPage() -> impl IntoView {
    let t = locale().user();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Loaded />
        </AdminOnly>
    }
}

#[component]
fn Loaded() -> impl IntoView {
    let t = locale().user();
    let loaded = load((), |()| load_users());
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(list) => view! { <List list /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <div class="head">
            <h1 class="grow">{t.title()}</h1>
            <Search label=t.find() path=HOME kept=&[] />
            <LinkButton label=t.add() href=NEW look=Look::Primary icon=PLUS />
        </div>
        <Transition fallback=|| view! { <Card><Skeleton lines=6 height=30 /></Card> }>{show}</Transition>
    }
}

#[component]
fn List(list: Vec<UserWithKeys>) -> impl IntoView {
    let t = locale().user();
    let dirty = RwSignal::new(false);
    let shelf = Shelf::new(list, dirty, guard(dirty.into()));
    provide_context(shelf);
    let empty = Memo::new(move |_| shelf.list.with(Vec::is_empty));
    let label = Signal::derive(move || match shelf.open.get() {
        Open::User(id) => shelf.user(id).map(|user| t.edit(user.name)).unwrap_or_default(),
        Open::Key(id) => shelf.key(id).map(|key| t.edit(key.name)).unwrap_or_default(),
        Open::New | Open::Nothing => t.add().to_owned(),
    });
    let head = move || {
        let under = move || {
            let Open::Key(id) = shelf.open.get() else { return None };
            let key = shelf.key(id)?;
            let owner = shelf.user(key.user_id)?;
            Some(
                view! { <div class="sm muted">{t.key_of(owner.name)} " · " <span class="mono">{key.hint}</span></div> },
            )
        };
        view! { <b class="break">{label}</b>{under} }
    };
    let body = move || {
        let gone = |text: &'static str| view! { <Note tone=Tone::Warn>{text}</Note> }.into_any();
        match shelf.open.get() {
            Open::Nothing => ().into_any(),
            Open::New => Suspend::new(opened(user_form(None))).into_any(),
            Open::User(id) => match untrack(|| shelf.user(id)) {
                Some(saved) => Suspend::new(opened(user_form(Some(saved)))).into_any(),
                None => gone(t.user_gone()),
            },
            Open::Key(id) => match untrack(|| shelf.key(id)) {
                Some(saved) => Suspend::new(opened(key_form(saved))).into_any(),
                None => gone(t.key_gone()),
            },
        }
    };
    view! {
        {move || (!empty.get()).then(|| view! { <BatchBar /> })}
        <Card flush=true><Rows shelf /></Card>
        <Drawer
            label
            open=Signal::derive(move || shelf.open.get() != Open::Nothing)
            on_close=Callback::new(move |()| shelf.close())
            head
        >
            {body}
        </Drawer>
        <NewKeyDialog />
    }
}

#[component]
fn Rows(shelf: Shelf) -> impl IntoView {
    let t = locale().user();
    let none = Memo::new(move |_| shelf.list.with(Vec::is_empty));
    let none_found = Memo::new(move |_| shelf.found().is_empty());
    // Made anew when something was saved, not when a switch was turned.
    let version = |owner: &UserWithKeys| {
        let keys = owner.keys.iter().map(|key| (key.id, key.updated_at)).collect::<Vec<_>>();
        (owner.user.id, owner.user.updated_at, keys)
    };
    move || {
        if none.get() {
            return view! {
                <Empty icon=USER title=t.none() hint=t.none_hint()>
                    <LinkButton label=t.add() href=NEW look=Look::Primary icon=PLUS />
                </Empty>
            }
            .into_any();
        }
        if none_found.get() {
            return view! {
                <Empty icon=FIND title=t.none_found()>
                    <LinkButton label=t.show_all() href=HOME />
                </Empty>
            }
            .into_any();
        }
        view! {
            <Table label=t.title() columns=columns()>
                <For each=move || shelf.found() key=version let:owner>
                    <UserRow user=owner.user />
                    {owner.keys.into_iter().map(|key| view! { <KeyRow key /> }).collect_view()}
                </For>
            </Table>
        }
        .into_any()
    }
}
