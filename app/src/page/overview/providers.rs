use crate::component::{ProviderMark, tries_tone};
use crate::i18n::locale;
use crate::ui::{Card, Lane, State, Tone};
use domain::availability::Tries;
use domain::report::{Overview, ProviderFigures};
use leptos::prelude::*;

/// How each provider did in the last hours.
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
    let (requests, failures) = figures.lane.iter().fold((0, 0), |sum, quarter| (sum.0 + quarter.0, sum.1 + quarter.1));
    let lane = figures.lane.iter().map(|(attempts, failures)| Tries { attempts: *attempts, failures: *failures });
    let tones: Vec<Tone> = lane.map(tries_tone).collect();
    let last = tones.iter().rev().find(|tone| **tone != Tone::Idle).copied().unwrap_or_default();
    let (state, word) = match (figures.enabled, last) {
        (false, _) => (Tone::Idle, t.off()),
        (true, Tone::Bad) => (Tone::Bad, t.failing()),
        (true, _) => (Tone::Ok, t.serving()),
    };
    view! {
        <li>
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <a class="clip" href=format!("/providers?edit={}", tag.id) title=tag.name.clone()>{tag.name.clone()}</a>
            <Lane tones label=t.lane(&tag.name, requests, failures) />
            <State tone=state text=word />
        </li>
    }
}
