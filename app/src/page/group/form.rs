use super::list::Shelf;
use crate::api::group::{create_group, delete_group, update_group};
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::TRASH;
use crate::ui::{Ask, Button, Fault, Form, Look, Note, TextArea, TextField, Tone, ask, toast};
use domain::group::{Group, GroupPatch, GroupUse, NewGroup};
use domain::{GroupId, Ratio};
use leptos::prelude::*;

const FIELDS: &[&str] = &["name", "multiplier", "note"];

/// A new group, or one to change. One that is only named by its members is made when it is saved.
#[component]
pub(super) fn GroupForm(known: Option<GroupUse>) -> impl IntoView {
    let locale = locale();
    let t = locale.group();
    let shelf = expect_context::<Shelf>();
    let (errand, toast) = (Errand::new(), toast());
    let fault = RwSignal::new(None::<Fault>);
    let fixed = known.is_some();
    let unserved = known.as_ref().is_some_and(GroupUse::is_unserved);
    let old = known.unwrap_or_else(|| GroupUse::new(String::new()));
    let name = RwSignal::new(old.name.clone());
    let multiplier = RwSignal::new(old.multiplier.to_string());
    let note = RwSignal::new(old.note.clone());
    let old = StoredValue::new(old);
    let dirty = Memo::new(move |_| {
        let old = old.get_value();
        name.get() != old.name || multiplier.get().trim() != old.multiplier.to_string() || note.get() != old.note
    });
    Effect::new(move |_| shelf.dirty.set(dirty.get()));
    on_cleanup(move || _ = shelf.dirty.try_set(false));
    let save = move |()| {
        fault.set(None);
        let Some(ratio) = Ratio::read(multiplier.get_untracked().trim()) else {
            return fault.set(Some(Fault { field: Some("multiplier".into()), ..Fault::new(t.multiplier_wrong()) }));
        };
        let (old, note) = (old.get_value(), note.get_untracked());
        let called = name.get_untracked();
        let work = async move {
            match old.id {
                Some(id) => update_group(id, GroupPatch { multiplier: Some(ratio), note: Some(note) }).await,
                None => create_group(NewGroup { name: called, multiplier: ratio, note }).await,
            }
        };
        errand.run(work, move |outcome: Result<Group, Fault>| match outcome {
            Ok(Group { id, name, multiplier, note }) => {
                toast(Tone::Ok, t.saved(&name));
                shelf.put(GroupUse { id: Some(id), name, multiplier, note, ..old });
                shelf.leave();
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    view! {
        <Form on_save=Callback::new(save) fault fields=FIELDS dirty>
            {unserved.then(|| view! { <Note tone=Tone::Warn>{t.unserved_hint()}</Note> })}
            <TextField name="name" label=t.name() value=name help=t.name_help() disabled=fixed />
            <TextField name="multiplier" label=t.multiplier() value=multiplier help=t.multiplier_help() inputmode="decimal" sign="×" />
            <TextArea name="note" label=t.note() value=note />
            <div class="foot">
                {old.get_value().id.map(|id| view! { <Delete id old=old.get_value() errand /> })}
                <Button label=locale.common().cancel() on_click=move || shelf.close() />
                <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    }
}

#[component]
fn Delete(id: GroupId, old: GroupUse, errand: Errand) -> impl IntoView {
    let t = locale().group();
    let shelf = expect_context::<Shelf>();
    let (ask, toast) = (ask(), toast());
    let old = StoredValue::new(old);
    let delete = move |()| {
        errand.run(delete_group(id), move |outcome| match outcome {
            Ok(()) => {
                let plain = GroupUse { id: None, multiplier: Ratio::ONE, note: String::new(), ..old.get_value() };
                toast(Tone::Ok, t.deleted(&plain.name));
                match plain.is_named() {
                    true => shelf.put(plain),
                    false => shelf.take(&plain.name),
                }
                shelf.leave();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        ask(Ask {
            title: t.reset_title(old.with_value(|old| old.name.clone())),
            text: t.reset_text().to_owned(),
            action: t.reset().to_owned(),
            then: Callback::new(delete),
        });
    };
    view! {
        <Button label=t.reset() look=Look::Danger icon=TRASH on_click=confirm />
        <span class="grow"></span>
    }
}
