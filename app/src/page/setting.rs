mod draft;
mod field;
mod form;
mod repair;

use crate::api::load;
use crate::api::setting::load_settings;
use crate::component::{AdminOnly, Problem};
use crate::i18n::locale;
use crate::ui::{Card, Skeleton};
use form::SettingsForm;
use leptos::prelude::*;
use leptos_meta::Title;

/// `/settings`: what holds for the whole hub.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let t = locale().setting();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Whole />
        </AdminOnly>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let t = locale().setting();
    let known = load((), |()| load_settings());
    let body = move || {
        Suspend::new(async move {
            match known.await {
                Ok(known) => view! { <SettingsForm known /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || known.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <div class="head">
            <h1>{t.title()}</h1>
        </div>
        <Transition fallback=|| view! { <Card><Skeleton lines=12 height=30 /></Card> }>{body}</Transition>
    }
}
