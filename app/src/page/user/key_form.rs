use super::shelf::Shelf;
use crate::api::key::{delete_key, update_key};
use crate::component::{Errand, ExpiryField, LimitFields, LimitsDraft, Lost, with_limits};
use crate::i18n::locale;
use crate::ui::icon::TRASH;
use crate::ui::{Ask, Button, Fault, Form, Look, Switch, TextField, Tone, ask, toast};
use domain::Names;
use domain::key::{Key, KeyPatch};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

pub(super) const FIELDS: &[&str] = with_limits!["name", "groups", "expires_at"];

/// A key to change.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn key_form(saved: Key) -> Result<AnyView, Lost> {
    let locale = locale();
    let t = locale.user();
    let shelf = expect_context::<Shelf>();
    let toast = toast();
    let errand = Errand::new();
    let fault = RwSignal::new(None::<Fault>);
    let id = saved.id;
    let name = RwSignal::new(saved.name.clone());
    let groups = RwSignal::new(saved.groups.joined());
    let can_login = RwSignal::new(saved.can_login);
    let expires_at = RwSignal::new(saved.expires_at);
    let enabled = RwSignal::new(saved.enabled);
    let limits = LimitsDraft::new(&saved.limits);
    let inherited = untrack(|| shelf.user(saved.user_id)).map(|owner| owner.limits);

    let values = move || (name.get(), groups.get(), can_login.get(), expires_at.get(), enabled.get(), limits.values());
    let first = StoredValue::new(untrack(values));
    let dirty = Memo::new(move |_| first.with_value(|first| *first != values()));
    shelf.watch(dirty.into());

    let save = move |()| {
        fault.set(None);
        let (name, groups, can_login, expires_at, enabled, _) = untrack(values);
        if name.trim().is_empty() {
            return fault.set(Some(Fault { field: Some("name".into()), ..Fault::new(t.must()) }));
        }
        let limits = match limits.read(locale) {
            Ok(limits) => limits,
            Err(wrong) => return fault.set(Some(wrong)),
        };
        let patch = KeyPatch {
            name: Some(name),
            groups: Some(Names::split(&groups)),
            can_login: Some(can_login),
            enabled: Some(enabled),
            expires_at: expires_at.into(),
            limits: Some(limits.into()),
        };
        errand.run(update_key(id, patch), move |outcome| match outcome {
            Ok(key) => {
                toast(Tone::Ok, t.saved(&key.name));
                shelf.put_key(key);
                shelf.leave();
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let view = view! {
        <Form on_save=Callback::new(save) fault fields=FIELDS dirty>
            <TextField name="name" label=t.name() value=name help=t.key_name_help() />
            <TextField name="groups" label=t.groups() value=groups help=t.key_groups_help() />
            <ExpiryField value=expires_at />
            <LimitFields draft=limits inherited />
            <Switch on=can_login label=t.can_login() help=t.can_login_help() />
            <Switch on=enabled label=t.enabled() help=t.key_enabled_help() />
            <div class="foot">
                <Delete saved errand />
                <Button label=locale.common().cancel() on_click=move || shelf.close() />
                <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    };
    Ok(view.into_any())
}

#[component]
fn Delete(saved: Key, errand: Errand) -> impl IntoView {
    let t = locale().user();
    let shelf = expect_context::<Shelf>();
    let (ask, toast) = (ask(), toast());
    let (id, owner) = (saved.id, saved.user_id);
    let (name, hint) = (StoredValue::new(saved.name), StoredValue::new(saved.hint));
    let delete = move |()| {
        errand.run(delete_key(id), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.deleted(name.get_value()));
                shelf.take_key(owner, id);
                shelf.leave();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        ask(Ask {
            title: t.delete_title(name.get_value()),
            text: t.delete_key_text(hint.get_value()),
            action: t.delete().into(),
            then: Callback::new(delete),
        });
    };
    view! {
        <Button label=t.delete() look=Look::Danger icon=TRASH on_click=confirm />
        <span class="grow"></span>
    }
}
