mod answer;
mod form;
mod input;

pub(super) use input::address_of;

use crate::api::load;
use crate::api::simulation::{load_known, simulate};
use crate::component::{AdminOnly, Problem};
use crate::i18n::locale;
use crate::ui::icon::SPLIT;
use crate::ui::{Card, Empty, Skeleton};
use answer::Answer;
use form::InputForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/simulator`: whom a request would go to. The request stands in the address.
#[component]
pub fn SimulatorPage() -> impl IntoView {
    let t = locale().simulator();
    view! {
        <Title text=t.title() />
        <AdminOnly>
            <Bench />
        </AdminOnly>
    }
}

#[component]
fn Bench() -> impl IntoView {
    let t = locale().simulator();
    let map = use_query_map();
    let input = Memo::new(move |_| map.with(input::read));
    let known = load((), |()| load_known());
    let answer = load(input, |input| async move {
        match input {
            Some(request) => simulate(request).await.map(Some),
            None => Ok(None),
        }
    });
    let again = Callback::new(move |()| answer.refetch());
    let form = move || {
        Suspend::new(async move {
            match known.await {
                Ok(known) => view! { <InputForm known input again /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || known.refetch() /> }.into_any(),
            }
        })
    };
    let decision = move || {
        Suspend::new(async move {
            match answer.await {
                Ok(Some(simulated)) => view! { <Answer simulated /> }.into_any(),
                Ok(None) => view! { <Empty icon=SPLIT title=t.ask() hint=t.ask_hint() /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || answer.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <div class="head">
            <h1>{t.title()}</h1>
            <p class="muted sm grow">{t.about()}</p>
        </div>
        <div class="bench">
            <Card title=t.input()>
                <Suspense fallback=|| view! { <Skeleton lines=12 height=22 /> }>{form}</Suspense>
            </Card>
            <Card title=t.answer()>
                <Transition fallback=|| view! { <Skeleton lines=6 height=22 /> }>{decision}</Transition>
            </Card>
        </div>
    }
}
