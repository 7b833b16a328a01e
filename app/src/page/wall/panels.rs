use crate::component::{ProviderLane, ProviderMark};
use crate::i18n::locale;
use crate::page::provider::circuit::{Summary, summary};
use crate::ui::{Card, Meter, State, Tone, format};
use domain::breaker::BreakerReport;
use domain::report::{ProviderFigures, Totals};
use domain::wall::Wall;
use leptos::prelude::*;
use std::cmp::Reverse;

/// As many as stand in a panel of the smallest screen.
const LINES: usize = 6;
const LANES: usize = 8;

#[component]
pub(super) fn TopUsers(data: Memo<Wall>) -> impl IntoView {
    let lines = Signal::derive(move || {
        data.with(|data| data.users.iter().map(|user| (user.user_name.clone(), user.totals)).collect::<Vec<_>>())
    });
    view! { <Top title=locale().wall().users() lines data /> }
}

#[component]
pub(super) fn TopProviders(data: Memo<Wall>) -> impl IntoView {
    let lines = Signal::derive(move || {
        let mut lines: Vec<(String, Totals)> =
            data.with(|data| data.providers.iter().map(|one| (one.provider.name.clone(), one.totals)).collect());
        lines.retain(|(_, totals)| totals.requests > 0);
        lines.sort_by_key(|(_, totals)| Reverse((totals.cost, totals.requests)));
        lines
    });
    view! { <Top title=locale().wall().providers() lines data /> }
}

/// Bars are shares of today's bill; where nothing costs anything, of its requests.
#[component]
fn Top(title: &'static str, lines: Signal<Vec<(String, Totals)>>, data: Memo<Wall>) -> impl IntoView {
    let ranks = move || {
        let all = data.with(|data| data.today);
        let share = move |totals: &Totals| match all.cost.0 {
            0 => totals.requests as f64 / all.requests.max(1) as f64,
            cost => totals.cost.0 as f64 / cost as f64,
        };
        let line = |(name, totals): (String, Totals)| {
            let figures =
                format!("{} · {}", format::money(totals.cost.0), format::count(totals.requests.max(0) as u64));
            let used = Signal::stored(share(&totals));
            view! { <li><Meter used label=name figures plain=true /></li> }
        };
        let mut lines = lines.get();
        lines.truncate(LINES);
        match lines.is_empty() {
            true => view! { <p class="muted">{locale().overview().none_yet()}</p> }.into_any(),
            false => view! { <ol class="rank">{lines.into_iter().map(line).collect_view()}</ol> }.into_any(),
        }
    };
    view! { <Card title=title>{ranks}</Card> }
}

/// How each provider did in the last hours, and its breaker now; those in trouble first.
#[component]
pub(super) fn Health(data: Memo<Wall>, breakers: Signal<Vec<BreakerReport>>) -> impl IntoView {
    let t = locale().wall();
    let lanes = Memo::new(move |_| {
        let reports = breakers.get();
        let stands = |figures: ProviderFigures| {
            let id = figures.provider.id;
            let Summary { tone, text, .. } = match figures.enabled {
                true => summary(reports.iter().filter(|one| one.provider == id)),
                false => Summary::disabled(),
            };
            (figures, tone, text)
        };
        let mut all: Vec<_> = data.with(|data| data.providers.clone()).into_iter().map(stands).collect();
        let trouble = |tone: Tone| [Tone::Bad, Tone::Warn].into_iter().position(|bad| bad == tone).unwrap_or(2);
        all.sort_by_key(|(figures, tone, _)| (trouble(*tone), !figures.enabled, Reverse(figures.totals.requests)));
        all
    });
    let list = move || {
        let shown = lanes.get().into_iter().take(LANES);
        shown.map(|(figures, tone, text)| lane(&figures, tone, text)).collect_view()
    };
    let rest = move || lanes.with(Vec::len).checked_sub(LANES).filter(|rest| *rest > 0).map(|rest| t.others(rest));
    view! {
        <Card title=t.health() actions=move || view! { <span class="muted">{locale().overview().last_hours()}</span> }>
            <ul class="strip">{list}</ul>
            <p class="muted">{rest}</p>
        </Card>
    }
}

fn lane(figures: &ProviderFigures, tone: Tone, text: String) -> impl IntoView + use<> {
    let tag = figures.provider.clone();
    view! {
        <li>
            <ProviderMark kind=tag.kind id=tag.id.0 />
            <span class="clip">{tag.name.clone()}</span>
            <ProviderLane name=tag.name lane=figures.lane.clone() />
            <State tone text />
        </li>
    }
}
