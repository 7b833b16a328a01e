use crate::component::{ProviderLane, ProviderMark, tries_tone};
use crate::i18n::locale;
use crate::ui::{Card, State, Tone};
use domain::availability::Tries;
use domain::report::{Overview, ProviderFigures};
use leptos::prelude::*;

/// How each provider did in the last hours: its name leads to the provider, its lane to its requests, its state to the breaker.
#[component]
pub(super) fn ProvidersCard(data: RwSignal<Overview>) -> impl IntoView {
    let t = locale().overview();
    let providers = move || data.with(|data| data.providers.iter().map(line).collect_view());
    view! {
        <Card title=t.providers() actions=move || view! { <span class="xs muted">{t.last_hours()}</span> }>
            <ul class="strip">{providers}</ul>
        </Card>
    }
}

fn line(figures: &ProviderFigures) -> impl IntoView + use<> {
    let t = locale().overview();
    let tag = &figures.provider;
    let tones =
        figures.lane.iter().map(|(attempts, failures)| tries_tone(Tries { attempts: *attempts, failures: *failures }));
    let last = tones.rev().find(|tone| *tone != Tone::Idle).unwrap_or_default();
    let (state, word) = match (figures.enabled, last) {
        (false, _) => (Tone::Idle, t.off()),
        (true, Tone::Bad) => (Tone::Bad, t.failing()),
        (true, _) => (Tone::Ok, t.serving()),
    };
    view! {
        <li>
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <a class="clip" href=format!("/providers?edit={}", tag.id) title=tag.name.clone()>{tag.name.clone()}</a>
            <a href=format!("/logs?provider={}", tag.id)><ProviderLane name=tag.name.clone() lane=figures.lane.clone() /></a>
            <a href=format!("/providers?breaker={}", tag.id)><State tone=state text=word /></a>
        </li>
    }
}
