use super::list::Shelf;
use crate::api::alert::{create_target, delete_target, test_target, update_target};
use crate::component::Errand;
use crate::i18n::locale;
use crate::ui::icon::{PLAY, TRASH};
use crate::ui::{Ask, Button, Choice, Fault, Form, Look, Switch, TextArea, TextField, Tone, ask, toast};
use domain::Secret;
use domain::alert::{AlertEvent, AlertLanguage, AlertTarget, NewTarget, TargetKind, TargetPatch};
use leptos::prelude::*;

const FIELDS: &[&str] = &["name", "url", "secret", "chat", "template", "proxy"];

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    kind: RwSignal<String>,
    url: RwSignal<String>,
    secret: RwSignal<String>,
    chat: RwSignal<String>,
    template: RwSignal<String>,
    language: RwSignal<String>,
    proxy: RwSignal<String>,
    enabled: RwSignal<bool>,
    events: [RwSignal<bool>; 9],
}

impl Draft {
    fn of(known: Option<&AlertTarget>) -> Self {
        let text =
            |read: fn(&AlertTarget) -> String, new: &str| RwSignal::new(known.map_or_else(|| new.to_owned(), read));
        let wants = |event: AlertEvent| {
            RwSignal::new(known.map_or(event != AlertEvent::Digest, |target| target.events.contains(&event)))
        };
        Self {
            name: text(|target| target.name.clone(), ""),
            kind: text(|target| target.kind.as_str().to_owned(), TargetKind::Wecom.as_str()),
            url: RwSignal::new(String::new()),
            secret: RwSignal::new(String::new()),
            chat: text(|target| target.chat.clone(), ""),
            template: text(|target| target.template.clone(), ""),
            language: text(|target| target.language.as_str().to_owned(), AlertLanguage::En.as_str()),
            proxy: RwSignal::new(String::new()),
            enabled: RwSignal::new(known.is_none_or(|target| target.enabled)),
            events: AlertEvent::ALL.map(wants),
        }
    }

    fn kind(self) -> TargetKind {
        let found = self.kind.with(|kind| TargetKind::ALL.into_iter().find(|one| one.as_str() == kind));
        found.unwrap_or(TargetKind::Webhook)
    }

    fn language(self) -> AlertLanguage {
        if self.language.with(|language| language == AlertLanguage::Zh.as_str()) {
            AlertLanguage::Zh
        } else {
            AlertLanguage::En
        }
    }

    fn events(self) -> Vec<AlertEvent> {
        AlertEvent::ALL.into_iter().zip(self.events).filter(|(_, on)| on.get()).map(|(event, _)| event).collect()
    }

    fn new_target(self) -> NewTarget {
        NewTarget {
            name: self.name.get(),
            kind: self.kind(),
            url: Secret::new(self.url.get()),
            secret: typed(self.secret),
            chat: self.chat.get(),
            template: self.template.get(),
            language: self.language(),
            events: self.events(),
            proxy: typed(self.proxy),
            enabled: self.enabled.get(),
        }
    }

    /// What is not typed anew of what is not shown stays.
    fn patch(self) -> TargetPatch {
        TargetPatch {
            name: Some(self.name.get()),
            url: typed(self.url),
            secret: typed(self.secret),
            chat: Some(self.chat.get()),
            template: Some(self.template.get()),
            language: Some(self.language()),
            events: Some(self.events()),
            proxy: typed(self.proxy),
            enabled: Some(self.enabled.get()),
        }
    }

    fn differs(self, known: Option<&AlertTarget>) -> bool {
        let is_typed = [self.url, self.secret, self.proxy].iter().any(|text| text.with(|text| !text.is_empty()));
        let fresh = known.is_none() && self.name.with(|name| !name.is_empty());
        let changed = known.is_some_and(|target| {
            self.name.get() != target.name
                || self.chat.get() != target.chat
                || self.template.get() != target.template
                || self.language() != target.language
                || self.enabled.get() != target.enabled
                || self.events() != target.events
        });
        is_typed || fresh || changed
    }
}

fn typed(text: RwSignal<String>) -> Option<Secret> {
    let text = text.get();
    (!text.trim().is_empty()).then(|| Secret::new(text))
}

/// A new target, or one to change.
#[component]
pub(super) fn TargetForm(known: Option<AlertTarget>) -> impl IntoView {
    let locale = locale();
    let t = locale.alert();
    let shelf = expect_context::<Shelf>();
    let (errand, toast) = (Errand::new(), toast());
    let fault = RwSignal::new(None::<Fault>);
    let draft = Draft::of(known.as_ref());
    let id = known.as_ref().map(|target| target.id);
    let old = StoredValue::new(known);
    let dirty = Memo::new(move |_| old.with_value(|old| draft.differs(old.as_ref())));
    Effect::new(move |_| shelf.dirty.set(dirty.get()));
    on_cleanup(move || _ = shelf.dirty.try_set(false));
    let save = move |()| {
        fault.set(None);
        let (new, patch) = untrack(|| (draft.new_target(), draft.patch()));
        let work = async move {
            match id {
                Some(id) => update_target(id, patch).await,
                None => create_target(new).await,
            }
        };
        errand.run(work, move |outcome: Result<AlertTarget, Fault>| match outcome {
            Ok(target) => {
                toast(Tone::Ok, t.saved(&target.name));
                shelf.put(target);
                shelf.leave();
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    let kinds = TargetKind::ALL.map(|kind| (kind.as_str(), t.kind_of(kind).into())).to_vec();
    let languages =
        vec![(AlertLanguage::En.as_str(), t.english().into()), (AlertLanguage::Zh.as_str(), t.chinese().into())];
    let switches =
        AlertEvent::ALL.into_iter().zip(draft.events).map(|(event, on)| view! { <Switch on label=t.event(event) /> });
    let switches = switches.collect_view();
    view! {
        <Form on_save=Callback::new(save) fault fields=FIELDS dirty>
            {id.is_none().then(|| view! { <Choice name="kind" label=t.kind() value=draft.kind options=kinds /> })}
            <TextField name="name" label=t.name() value=draft.name />
            {move || view! { <Address draft kind=draft.kind() known=id.is_some() /> }}
            <Choice name="language" label=t.language() value=draft.language options=languages />
            <fieldset class="field">
                <legend>{t.events()}</legend>
                <div class="stack">{switches}</div>
            </fieldset>
            <TextField name="proxy" label=t.proxy() value=draft.proxy help=if id.is_some() { t.kept() } else { t.proxy_help() } mono=true />
            <Switch on=draft.enabled label=t.enabled() />
            <div class="foot">
                {id.map(|id| view! { <Beside id old errand /> })}
                <Button label=locale.common().cancel() on_click=move || shelf.close() />
                <Button label=t.save() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    }
}

/// What this kind of target needs to be reached.
#[component]
fn Address(draft: Draft, kind: TargetKind, known: bool) -> impl IntoView {
    let t = locale().alert();
    let label = if kind == TargetKind::Telegram { t.token() } else { t.url() };
    let help = if known { t.kept() } else { t.url_help() };
    let is_signed = matches!(kind, TargetKind::Feishu | TargetKind::Dingtalk);
    view! {
        <TextField name="url" label value=draft.url help mono=true />
        {is_signed.then(|| {
            let help = if known { t.kept() } else { t.secret_help() };
            view! { <TextField name="secret" label=t.secret() value=draft.secret help mono=true /> }
        })}
        {(kind == TargetKind::Telegram)
            .then(|| view! { <TextField name="chat" label=t.chat() value=draft.chat help=t.chat_help() mono=true /> })}
        {(kind == TargetKind::Webhook).then(|| {
            let example = r#"{"text": "{{title}}\n{{text}}"}"#;
            view! { <TextArea name="template" label=t.template() value=draft.template help=t.template_help() placeholder=example mono=true /> }
        })}
    }
}

/// For one that is there: to be deleted or tried.
#[component]
fn Beside(id: i64, old: StoredValue<Option<AlertTarget>>, errand: Errand) -> impl IntoView {
    let t = locale().alert();
    let shelf = expect_context::<Shelf>();
    let (ask, toast, trial) = (ask(), toast(), Errand::new());
    let name = move || old.with_value(|old| old.as_ref().map(|target| target.name.clone()).unwrap_or_default());
    let delete = move |()| {
        errand.run(delete_target(id), move |outcome| match outcome {
            Ok(()) => {
                toast(Tone::Ok, t.deleted(name()));
                shelf.take(id);
                shelf.leave();
            }
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    let confirm = move || {
        ask(Ask {
            title: t.delete_title(name()),
            text: t.delete_text().to_owned(),
            action: t.delete().to_owned(),
            then: Callback::new(delete),
        });
    };
    let test = move || {
        trial.run(test_target(id), move |outcome| match outcome {
            Ok(()) => toast(Tone::Ok, t.tested().to_owned()),
            Err(refused) => toast(Tone::Bad, refused.message),
        });
    };
    view! {
        <Button label=t.delete() look=Look::Danger icon=TRASH on_click=confirm />
        <span class="grow"></span>
        <Button label=t.test() icon=PLAY busy=trial.busy on_click=test />
    }
}
