use crate::component::Lost;
use crate::i18n::locale;
use crate::ui::icon::LINK;
use crate::ui::{Card, Empty, LinkButton, Look, State, Tone};
use domain::report::Overview;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

/// What to do before there is anything to see. `key`: somebody has one. Few see it, and once.
#[wasm_split(more, preload(fetch), fallible)]
#[allow(unsafe_code, reason = "a part has an import and an export, which the macro writes")]
pub(in crate::page) fn steps(data: RwSignal<Overview>, key: bool) -> Result<AnyView, Lost> {
    let t = locale().overview();
    let provider = data.with_untracked(|data| !data.providers.is_empty());
    let view = view! {
        <Card title=t.welcome() flush=true>
            <List provider key />
        </Card>
    };
    Ok(view.into_any())
}

/// The same for people who are not admins.
#[component]
pub(super) fn Nothing() -> impl IntoView {
    let t = locale().overview();
    view! {
        <Card flush=true>
            <Empty icon=LINK title=t.nothing_yet() hint=t.no_key_hint()>
                <LinkButton label=t.open_connect() href="/connect" look=Look::Primary />
            </Empty>
        </Card>
    }
}

#[component]
fn List(provider: bool, key: bool) -> impl IntoView {
    let t = locale().overview();
    view! {
        <ol class="steps">
            <Step title=t.add_provider() hint=t.add_provider_hint() button=t.open_providers() href="/providers?new" done=provider next=true />
            <Step title=t.create_key() hint=t.create_key_hint() button=t.open_users() href="/users?new" done=key next=provider />
            <Step title=t.connect() hint=t.connect_hint() button=t.open_connect() href="/connect" done=false next=provider && key />
        </ol>
    }
}

/// `next`: all before it is done.
#[component]
fn Step(
    title: &'static str,
    hint: &'static str,
    button: &'static str,
    href: &'static str,
    done: bool,
    next: bool,
) -> impl IntoView {
    let end = if done {
        view! { <State tone=Tone::Ok text=locale().overview().done() /> }.into_any()
    } else {
        view! { <LinkButton label=button href look=if next { Look::Primary } else { Look::Plain } /> }.into_any()
    };
    view! {
        <li class:done=done>
            <b>{title}</b>
            <p>{hint}</p>
            {end}
        </li>
    }
}
