use super::address::{Oddity, oddity};
use super::draft::{Draft, patch};
use super::trial::Trial;
use super::{HOME, Shelf};
use crate::api::provider::{create_provider, delete_provider, update_provider};
use crate::component::{Errand, Lost};
use crate::i18n::{Locale, locale};
use crate::ui::icon::TRASH;
use crate::ui::{
    Ask, Button, Choice, Fault, Form, Look, Note, SecretField, Switch, TextArea, TextField, Tone, ask, toast,
};
use domain::provider::{Provider, ProviderKind, join_url};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

const FIELDS: &[&str] =
    &["name", "url", "credential", "model", "groups", "allowed_models", "priority", "weight", "multiplier", "note"];

/// A new provider, or one to change. Fetched when it is first opened.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn form(saved: Option<Provider>) -> Result<AnyView, Lost> {
    let locale = locale();
    let t = locale.provider();
    let shelf = expect_context::<Shelf>();
    let draft = Draft::new(saved.as_ref());
    let fault = RwSignal::new(None::<Fault>);
    let errand = Errand::new();
    let toast = toast();
    let dirty = Memo::new(move |_| draft.is_dirty());
    shelf.watch(dirty.into());

    let done = move |outcome: Result<Provider, Fault>| match outcome {
        Ok(provider) => {
            toast(Tone::Ok, t.saved(&provider.name));
            shelf.put(provider);
            shelf.leave();
        }
        Err(refused) => fault.set(Some(refused)),
    };
    let save = move |()| {
        fault.set(None);
        match (draft.read(locale), draft.id) {
            (Err(wrong), _) => fault.set(Some(wrong)),
            (Ok(new), None) => errand.run(create_provider(new), done),
            (Ok(new), Some(id)) => errand.run(update_provider(id, patch(new)), done),
        }
    };
    let kept = saved.as_ref().map(|saved| t.credential_kept(&saved.key_hint)).unwrap_or_default();
    let new = saved.is_none();
    let kinds = vec![
        (ProviderKind::Claude.as_str(), t.kind_claude().into()),
        (ProviderKind::ClaudeAuth.as_str(), t.kind_auth().into()),
    ];
    let view = view! {
        <Form on_save=Callback::new(save) fault fields=FIELDS dirty>
            <TextField name="name" label=t.name() value=draft.name help=t.name_help() autofocus=new />
            <div class="stack" style="gap:8px">
                <TextField name="url" label=t.url() value=draft.url placeholder="https://api.anthropic.com" mono=true />
                <Preview url=draft.url />
            </div>
            <SecretField name="credential" label=t.credential() value=draft.credential help=t.credential_help() placeholder=kept />
            <div class="stack" style="gap:6px">
                <Choice name="kind" label=t.kind() value=draft.kind options=kinds />
                <p class="xs muted">{t.kind_help()}</p>
            </div>
            <Trial draft fault />
            <div class="pair">
                <TextField name="groups" label=t.groups() value=draft.groups help=t.groups_help() placeholder="default" />
                <TextField name="allowed_models" label=t.models() value=draft.models help=t.models_help() mono=true />
            </div>
            <div class="trio">
                <TextField name="priority" label=t.priority() value=draft.priority help=t.priority_help() kind="number" min="0" step="1" />
                <TextField name="weight" label=t.weight() value=draft.weight help=t.weight_help() kind="number" min="0" step="1" />
                <TextField name="multiplier" label=t.multiplier() value=draft.multiplier help=t.multiplier_help() kind="number" min="0" step="any" unit="×" />
            </div>
            <TextArea name="note" label=t.note() value=draft.note />
            <Switch on=draft.enabled label=t.enabled() help=t.enabled_help() />
            <div class="foot">
                {saved.map(|saved| view! { <Delete saved errand /> })}
                <Button label=locale.common().cancel() on_click=move || shelf.go.run(HOME.into()) />
                <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    };
    Ok(view.into_any())
}

/// Where requests will go, and what is odd about it.
#[component]
fn Preview(url: RwSignal<String>) -> impl IntoView {
    let locale = locale();
    let odd = Memo::new(move |_| url.with(|url| oddity(url)));
    let goes = move || {
        let shown = url.with(|url| !url.trim().is_empty()) && !odd.get().is_some_and(Oddity::is_wrong);
        shown.then(|| {
            let full = url.with(|url| join_url(url, "/v1/messages"));
            view! {
                <p class="xs muted break" aria-live="polite">
                    {locale.provider().goes_to()} " " <span class="mono">{full}</span>
                </p>
            }
        })
    };
    view! {
        {goes}
        {move || odd.get().map(|odd| view! { <Note tone=Tone::Warn>{word(locale, odd)}</Note> })}
    }
}

fn word(locale: Locale, odd: Oddity) -> &'static str {
    let t = locale.provider();
    match odd {
        Oddity::Scheme => t.odd_scheme(),
        Oddity::Space => t.odd_space(),
        Oddity::Query => t.odd_query(),
        Oddity::Website => t.odd_site(),
        Oddity::Dialect => t.odd_dialect(),
        Oddity::Path => t.odd_path(),
        Oddity::Plain => t.odd_plain(),
    }
}

#[component]
fn Delete(saved: Provider, errand: Errand) -> impl IntoView {
    let t = locale().provider();
    let shelf = expect_context::<Shelf>();
    let (ask, toast) = (ask(), toast());
    let (id, name) = (saved.id, StoredValue::new(saved.name));
    let delete = move |()| {
        errand.run(delete_provider(id), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.deleted(name.get_value()));
                shelf.take(id);
                shelf.leave();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        let text =
            if shelf.is_last(id) { format!("{} {}", t.delete_last(), t.delete_text()) } else { t.delete_text().into() };
        let title = t.delete_title(name.get_value());
        ask(Ask { title, text, action: t.delete().into(), then: Callback::new(delete) });
    };
    view! {
        <Button label=t.delete() look=Look::Danger icon=TRASH on_click=confirm />
        <span class="grow"></span>
    }
}
