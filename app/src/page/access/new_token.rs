use super::Reload;
use crate::api::access::create_token;
use crate::component::context::is_admin;
use crate::component::{Errand, ExpiryField};
use crate::i18n::locale;
use crate::ui::{Button, Code, Dialog, Fault, Form, Look, Note, Once, Switch, TextField, Tone};
use domain::token::{NewApiToken, Scope};
use leptos::prelude::*;

const FIELDS: &[&str] = &["name", "expires_at"];

/// Makes a token, then shows its text, once.
#[component]
pub(super) fn NewTokenDialog(open: RwSignal<bool>) -> impl IntoView {
    let t = locale().access();
    let Reload(reload) = expect_context();
    let made = RwSignal::new(None::<String>);
    let dirty = RwSignal::new(false);
    Effect::new(move |_| {
        if !open.get() && made.get_untracked().is_some() {
            made.set(None);
            reload.run(());
        }
    });
    let content = move || match made.get() {
        Some(secret) => view! { <Made secret open /> }.into_any(),
        None => view! { <Make made open dirty /> }.into_any(),
    };
    let title = Signal::derive(move || t.new_token().to_owned());
    view! { <Dialog open title dirty>{content}</Dialog> }
}

#[component]
fn Make(made: RwSignal<Option<String>>, open: RwSignal<bool>, dirty: RwSignal<bool>) -> impl IntoView {
    let locale = locale();
    let t = locale.access();
    let errand = Errand::new();
    let fault = RwSignal::new(None::<Fault>);
    let name = RwSignal::new(String::new());
    let expires_at = RwSignal::new(None);
    let offered: &[Scope] = if is_admin() { &Scope::ALL } else { &Scope::ALL[..1] };
    let scopes: Vec<_> = offered.iter().map(|scope| (*scope, RwSignal::new(*scope == Scope::Read))).collect();
    let switches = scopes.iter().map(|(scope, on)| {
        view! { <Switch on=*on label=scope.as_str() help=t.scope(*scope) /> }
    });
    let switches = switches.collect_view();
    Effect::new(move |_| dirty.set(name.with(|name| !name.is_empty()) || expires_at.with(Option::is_some)));
    on_cleanup(move || _ = dirty.try_set(false));
    let create = move |()| {
        fault.set(None);
        let chosen: Vec<Scope> = scopes.iter().filter(|(_, on)| on.get_untracked()).map(|(scope, _)| *scope).collect();
        let new =
            NewApiToken { name: name.get_untracked(), scopes: chosen.into(), expires_at: expires_at.get_untracked() };
        errand.run(create_token(new), move |outcome| match outcome {
            Ok(created) => {
                dirty.set(false);
                made.set(Some(created.secret));
            }
            Err(refused) => fault.set(Some(refused)),
        });
    };
    view! {
        <Form on_save=Callback::new(create) fault fields=FIELDS>
            <TextField name="name" label=t.name() value=name help=t.name_help() autofocus=true />
            <fieldset class="field">
                <legend>{t.scopes()}</legend>
                <div class="stack">{switches}</div>
            </fieldset>
            <ExpiryField value=expires_at />
            <div class="foot">
                <Button label=locale.common().cancel() on_click=move || open.set(false) />
                <Button label=t.create() look=Look::Primary submit=true busy=errand.busy />
            </div>
        </Form>
    }
}

#[component]
fn Made(secret: String, open: RwSignal<bool>) -> impl IntoView {
    let t = locale().access();
    let try_it = format!("curl -H \"Authorization: Bearer {secret}\" {}/api/v1/users:self", origin());
    view! {
        <div class="stack">
            <Once text=secret />
            <Note tone=Tone::Warn title=t.once()>{t.once_text()}</Note>
            <Code text=try_it label=t.try_it() />
        </div>
        <div class="foot">
            <Button label=t.done() look=Look::Primary on_click=move || open.set(false) />
        </div>
    }
}

/// The address of this page's hub. The dialog opens in the browser only.
fn origin() -> String {
    window().location().origin().unwrap_or_default()
}
