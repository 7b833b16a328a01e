use super::key_form::FIELDS;
use super::shelf::Shelf;
use crate::api::key::create_key;
use crate::component::context::fresh_key;
use crate::component::{Errand, ExpiryField, LimitFields, LimitsDraft, Lost, opened};
use crate::i18n::locale;
use crate::ui::icon::LINK;
use crate::ui::{Button, Dialog, Fault, Form, LinkButton, Look, Note, Once, Switch, TextField, Tone};
use domain::Names;
use domain::key::{CreatedKey, NewKey};
use domain::limit::Limits;
use domain::user::User;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

/// Makes a key for `shelf.receiver`, then shows its text, once.
#[component]
pub(super) fn NewKeyDialog() -> impl IntoView {
    let t = locale().user();
    let shelf = expect_context::<Shelf>();
    let open = RwSignal::new(false);
    let dirty = RwSignal::new(false);
    let made = RwSignal::new(None::<CreatedKey>);
    Effect::new(move |_| {
        if shelf.receiver.with(Option::is_some) {
            made.set(None);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            shelf.receiver.set(None);
            made.set(None);
        }
    });
    let title = Signal::derive(move || {
        let ready = made.with(|made| made.as_ref().map(|made| t.key_ready(&made.key.name)));
        ready
            .or_else(|| shelf.receiver.with(|user| user.as_ref().map(|user| t.new_key_for(&user.name))))
            .unwrap_or_default()
    });
    let content = move || match (made.get(), shelf.receiver.get()) {
        (Some(made), _) => view! { <Made secret=made.secret open /> }.into_any(),
        (None, Some(user)) => Suspend::new(opened(make(user, made, dirty, open))).into_any(),
        (None, None) => ().into_any(),
    };
    view! { <Dialog open title dirty>{content}</Dialog> }
}

#[wasm_split(more, fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
fn make(
    user: User,
    made: RwSignal<Option<CreatedKey>>,
    dirty: RwSignal<bool>,
    open: RwSignal<bool>,
) -> Result<AnyView, Lost> {
    let locale = locale();
    let t = locale.user();
    let shelf = expect_context::<Shelf>();
    let fresh = fresh_key();
    let errand = Errand::new();
    let fault = RwSignal::new(None::<Fault>);
    let name = RwSignal::new(String::new());
    let groups = RwSignal::new(String::new());
    let can_login = RwSignal::new(false);
    let expires_at = RwSignal::new(None);
    let limits = LimitsDraft::new(&Limits::default());
    let untouched = StoredValue::new(untrack(|| limits.values()));
    Effect::new(move |_| {
        let typed = name.with(|name| !name.is_empty()) || groups.with(|groups| !groups.is_empty());
        let limited = untouched.with_value(|values| *values != limits.values());
        dirty.set(typed || limited || can_login.get() || expires_at.with(Option::is_some));
    });
    on_cleanup(move || _ = dirty.try_set(false));

    let create = move |()| {
        fault.set(None);
        let name = name.get_untracked();
        if name.trim().is_empty() {
            return fault.set(Some(Fault { field: Some("name".into()), ..Fault::new(t.must()) }));
        }
        let limits = match limits.read(locale) {
            Ok(limits) => limits,
            Err(wrong) => return fault.set(Some(wrong)),
        };
        let new = NewKey {
            name,
            groups: groups.with_untracked(|groups| Names::split(groups)),
            can_login: can_login.get_untracked(),
            expires_at: expires_at.get_untracked(),
            limits,
        };
        errand.run(create_key(user.id, new), move |outcome| match outcome {
            Ok(created) => {
                shelf.put_key(created.key.clone());
                fresh.set(Some((created.key.name.clone(), created.secret.clone())));
                made.set(Some(created));
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let view = view! {
        <Form on_save=Callback::new(create) fault fields=FIELDS>
            <TextField name="name" label=t.name() value=name help=t.key_name_help() autofocus=true />
            <TextField name="groups" label=t.groups() value=groups help=t.key_groups_help() />
            <ExpiryField value=expires_at />
            <LimitFields draft=limits inherited=Some(user.limits) />
            <Switch on=can_login label=t.can_login() help=t.can_login_help() />
            <div class="foot">
                <Button label=locale.common().cancel() on_click=move || open.set(false) />
                <Button label=t.create() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    };
    Ok(view.into_any())
}

#[component]
fn Made(secret: String, open: RwSignal<bool>) -> impl IntoView {
    let t = locale().user();
    view! {
        <div class="stack">
            <Once text=secret />
            <Note tone=Tone::Warn title=t.once()>{t.once_text()}</Note>
        </div>
        <div class="foot">
            <Button label=t.done() on_click=move || open.set(false) />
            <LinkButton label=t.connect() href="/connect" look=Look::Primary icon=LINK />
        </div>
    }
}
