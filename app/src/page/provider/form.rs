mod audience;
mod delete;
mod group_priorities;
mod kind;
mod model_multipliers;
mod more;
mod overrides;
mod preview;
mod proxy;
mod redirects;
mod reliability;
mod timeouts;

use super::Shelf;
use super::draft::Draft;
use super::trial::Trial;
use crate::api::provider::{create_provider, update_provider};
use crate::component::{Errand, LimitFields, Lost, with_limits};
use crate::i18n::locale;
use crate::ui::{Button, Fault, Form, Look, Note, SecretField, Switch, TextArea, TextField, Tone, toast};
use audience::Audience;
use delete::Delete;
use domain::Dialect;
use domain::provider::Provider;
use kind::Kinds;
use leptos::prelude::*;
use model_multipliers::ModelMultipliers;
use more::More;
use preview::Preview;
use reliability::Reliability;
use timeouts::Timeouts;
use wasm_split_helpers::wasm_split;

const FIELDS: &[&str] = with_limits![
    "name",
    "url",
    "credential",
    "model",
    "groups",
    "allowed_models",
    "priority",
    "weight",
    "multiplier",
    "model_multipliers",
    "active_hours",
    "group_priorities",
    "allowed_clients",
    "blocked_clients",
    "endpoints",
    "max_attempts",
    "breaker",
    "threshold",
    "open_for",
    "successes",
    "connect",
    "first_byte",
    "idle",
    "total",
    "redirects",
    "proxy",
    "overrides",
    "max_tokens",
    "thinking_budget",
    "note"
];

/// A new provider, one to change, or with `copy` a new one like it. Fetched when it is first opened.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn form(saved: Option<Provider>, copy: bool) -> Result<AnyView, Lost> {
    let locale = locale();
    let t = locale.provider();
    let shelf = expect_context::<Shelf>();
    let draft = Draft::new(saved.as_ref(), copy);
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
            (Ok(new), Some(id)) => errand.run(update_provider(id, draft.patch(new)), done),
        }
    };
    let kept = |hint: &str| if hint.is_empty() { String::new() } else { t.kept(hint) };
    let key_kept = saved.as_ref().map(|saved| kept(&saved.key_hint)).unwrap_or_default();
    let proxy_kept = saved.as_ref().map(|saved| kept(&saved.proxy_hint)).unwrap_or_default();
    let new = saved.is_none() || copy;
    let source = saved.as_ref().filter(|_| copy).map(|from| locale.fleet().copies(&from.name));
    let source = source.map(|text| view! { <Note>{text}</Note> });
    let google = move || {
        let takes_json = matches!(draft.kind.get().dialect(), Dialect::Gemini | Dialect::GeminiCli);
        takes_json.then(|| view! { <p class="xs muted">{t.credential_google()}</p> })
    };
    let view = view! {
        <Form on_save=Callback::new(save) fault fields=FIELDS dirty>
            {source}
            <TextField name="name" label=t.name() value=draft.name help=t.name_help() autofocus=new />
            <div class="stack" style="gap:8px">
                <TextField name="url" label=t.url() value=draft.url placeholder="https://api.anthropic.com" mono=true />
                <Preview draft />
            </div>
            <div class="stack" style="gap:4px">
                <SecretField name="credential" label=t.credential() value=draft.credential help=t.credential_help() placeholder=key_kept />
                {google}
            </div>
            <Kinds draft />
            <Trial draft fault />
            <div class="pair">
                <TextField name="groups" label=t.groups() value=draft.groups help=t.groups_help() placeholder="default" />
                <TextField name="allowed_models" label=t.models() value=draft.models help=t.models_help() mono=true />
            </div>
            <div class="trio">
                <TextField name="priority" label=t.priority() value=draft.priority help=t.priority_help() kind="number" min="0" step="1" />
                <TextField name="weight" label=t.weight() value=draft.weight help=t.weight_help() kind="number" min="0" step="1" />
                <TextField name="multiplier" label=t.multiplier() value=draft.multiplier help=t.multiplier_help() kind="number" min="0" step="any" sign="×" />
            </div>
            <ModelMultipliers rows=draft.routing.multipliers />
            <Audience draft=draft.routing.audience />
            <Reliability draft=draft.routing.reliability />
            <LimitFields draft=draft.limits inherited=None />
            <Timeouts draft=draft.routing.timeouts />
            <More draft proxy_kept />
            <TextArea name="note" label=t.note() value=draft.note />
            <Switch on=draft.enabled label=t.enabled() help=t.enabled_help() />
            <div class="foot">
                {saved.filter(|_| !copy).map(|saved| view! { <Delete saved errand /> })}
                <Button label=locale.common().cancel() on_click=move || shelf.close() />
                <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    };
    Ok(view.into_any())
}
