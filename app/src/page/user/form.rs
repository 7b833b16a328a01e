use super::shelf::Shelf;
use crate::api::user::{create_user, delete_user, update_user};
use crate::component::{Errand, ExpiryField, LimitFields, LimitsDraft, Lost, with_limits};
use crate::i18n::locale;
use crate::ui::icon::TRASH;
use crate::ui::{Ask, Button, Choice, Fault, Form, Look, Switch, TextArea, TextField, Tone, ask, toast};
use domain::Names;
use domain::user::{NewUser, Role, User, UserPatch};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

const FIELDS: &[&str] = with_limits!["name", "note", "groups", "allowed_models", "expires_at"];

/// A new user, or one to change. After a new one follows their first key.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn user_form(saved: Option<User>) -> Result<AnyView, Lost> {
    let locale = locale();
    let t = locale.user();
    let shelf = expect_context::<Shelf>();
    let toast = toast();
    let errand = Errand::new();
    let fault = RwSignal::new(None::<Fault>);
    let from = |pick: fn(&User) -> String| RwSignal::new(saved.as_ref().map(pick).unwrap_or_default());
    let name = from(|user| user.name.clone());
    let note = from(|user| user.note.clone());
    let groups = from(|user| user.groups.joined());
    let models = from(|user| user.allowed_models.joined());
    let role = RwSignal::new(saved.as_ref().map(|user| user.role).unwrap_or_default().as_str().to_owned());
    let expires_at = RwSignal::new(saved.as_ref().and_then(|user| user.expires_at));
    let enabled = RwSignal::new(saved.as_ref().is_none_or(|user| user.enabled));
    let limits = LimitsDraft::new(&saved.as_ref().map(|user| user.limits.clone()).unwrap_or_default());
    let id = saved.as_ref().map(|user| user.id);

    let values = move || {
        let texts = [name, note, groups, models, role].map(|text| text.get());
        (texts, expires_at.get(), enabled.get(), limits.values())
    };
    let first = StoredValue::new(untrack(values));
    let dirty = Memo::new(move |_| first.with_value(|first| *first != values()));
    shelf.watch(dirty.into());

    let done = move |outcome: Result<User, Fault>| match outcome {
        Ok(user) => {
            toast(Tone::Ok, t.saved(&user.name));
            shelf.put(user.clone());
            shelf.leave();
            if id.is_none() {
                shelf.receiver.set(Some(user));
            }
        }
        Err(refused) => fault.set(Some(refused)),
    };
    let save = move |()| {
        fault.set(None);
        let ([name, note, groups, models, role], expires_at, enabled, _) = untrack(values);
        if name.trim().is_empty() {
            return fault.set(Some(Fault { field: Some("name".into()), ..Fault::new(t.must()) }));
        }
        let limits = match limits.read(locale) {
            Ok(limits) => limits,
            Err(wrong) => return fault.set(Some(wrong)),
        };
        let (groups, allowed_models) = (Names::split(&groups), Names::split(&models));
        let role = Role::try_from(role).unwrap_or_default();
        match id {
            None => {
                errand.run(create_user(NewUser { name, note, role, groups, allowed_models, expires_at, limits }), done)
            }
            Some(id) => {
                let patch = UserPatch {
                    name: Some(name),
                    note: Some(note),
                    role: Some(role),
                    groups: Some(groups),
                    allowed_models: Some(allowed_models),
                    enabled: Some(enabled),
                    expires_at: expires_at.into(),
                    limits: Some(limits.into()),
                };
                errand.run(update_user(id, patch), done);
            }
        }
    };
    let roles = vec![(Role::User.as_str(), t.role_user().into()), (Role::Admin.as_str(), t.role_admin().into())];
    let switch = id.map(|_| view! { <Switch on=enabled label=t.enabled() help=t.user_enabled_help() /> });
    let view = view! {
        <Form on_save=Callback::new(save) fault fields=FIELDS dirty>
            <TextField name="name" label=t.name() value=name autofocus=id.is_none() />
            <Choice name="role" label=t.role() value=role options=roles />
            <TextField name="groups" label=t.groups() value=groups help=t.groups_help() placeholder="default" />
            <TextField name="allowed_models" label=t.models() value=models help=t.models_help() mono=true />
            <ExpiryField value=expires_at />
            <LimitFields draft=limits inherited=None />
            <TextArea name="note" label=t.note() value=note />
            {switch}
            <div class="foot">
                {saved.map(|saved| view! { <Delete saved errand /> })}
                <Button label=locale.common().cancel() on_click=move || shelf.close() />
                <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    };
    Ok(view.into_any())
}

#[component]
fn Delete(saved: User, errand: Errand) -> impl IntoView {
    let t = locale().user();
    let shelf = expect_context::<Shelf>();
    let (ask, toast) = (ask(), toast());
    let (id, name) = (saved.id, StoredValue::new(saved.name));
    let delete = move |()| {
        errand.run(delete_user(id), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.deleted(name.get_value()));
                shelf.take(id);
                shelf.leave();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        let keys = shelf
            .list
            .with_untracked(|list| list.iter().find(|owner| owner.user.id == id).map_or(0, |owner| owner.keys.len()));
        ask(Ask {
            title: t.delete_title(name.get_value()),
            text: t.delete_user_text(keys),
            action: t.delete().into(),
            then: Callback::new(delete),
        });
    };
    view! {
        <Button label=t.delete() look=Look::Danger icon=TRASH on_click=confirm />
        <span class="grow"></span>
    }
}
