use crate::component::{ProviderLane, ProviderMark};
use crate::i18n::locale;
use crate::page::provider::circuit::{Summary, summary};
use crate::ui::{Card, State};
use domain::breaker::BreakerReport;
use domain::report::{Overview, ProviderFigures};
use leptos::prelude::*;

/// How each provider did in the last hours: its name leads to the provider, its lane to its requests, its state to the breaker.
#[component]
pub(super) fn ProvidersCard(data: RwSignal<Overview>, breakers: RwSignal<Vec<BreakerReport>>) -> impl IntoView {
    let t = locale().overview();
    let providers = move || {
        breakers.with(|breakers| data.with(|data| data.providers.iter().map(|one| line(one, breakers)).collect_view()))
    };
    view! {
        <Card title=t.providers() actions=move || view! { <span class="xs muted">{t.last_hours()}</span> }>
            <ul class="strip">{providers}</ul>
        </Card>
    }
}

fn line(figures: &ProviderFigures, breakers: &[BreakerReport]) -> impl IntoView + use<> {
    let tag = &figures.provider;
    let Summary { tone, text, .. } = match figures.enabled {
        true => summary(breakers.iter().filter(|report| report.provider == tag.id)),
        false => Summary::disabled(),
    };
    view! {
        <li>
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <a class="clip" href=format!("/providers?edit={}", tag.id) title=tag.name.clone()>{tag.name.clone()}</a>
            <a href=format!("/logs?provider={}", tag.id)><ProviderLane name=tag.name.clone() lane=figures.lane.clone() /></a>
            <a href=format!("/providers?breaker={}", tag.id)><State tone text /></a>
        </li>
    }
}
