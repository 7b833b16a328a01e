use crate::component::ProviderMark;
use crate::i18n::locale;
use crate::ui::{Card, Lane, State, Tone};
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
    let tones: Vec<Tone> = figures.lane.iter().map(|quarter| tone(*quarter)).collect();
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

/// Of a quarter of an hour with so many (requests, failures).
fn tone((requests, failures): (i64, i64)) -> Tone {
    match (requests, failures) {
        (0, _) => Tone::Idle,
        (_, 0) => Tone::Ok,
        _ if failures * 2 >= requests => Tone::Bad,
        _ => Tone::Warn,
    }
}
