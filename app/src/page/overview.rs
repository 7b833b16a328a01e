mod leaders;
mod lens;
mod metrics;
mod providers;
mod requests;
mod steps;
mod usage;

use crate::api::load;
use crate::api::report::{Home, load_overview};
use crate::component::Problem;
use crate::component::context::{is_admin, live};
use crate::i18n::locale;
use crate::ui::{Link, Segment, Skeleton};
use domain::log::LogRow;
use domain::report::{Overview, Span};
use leaders::LeadersCard;
use lens::Lens;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use metrics::Metrics;
use providers::ProvidersCard;
use requests::RequestsCard;
use std::time::Duration;
use steps::Steps;
use usage::UsageCard;

#[component]
pub(crate) fn OverviewPage() -> impl IntoView {
    let t = locale().overview();
    let query = use_query_map();
    let lens = Memo::new(move |_| query.with(Lens::read));
    let asked = Memo::new(move |_| (lens.get().span, lens.get().by));
    let first = load(asked, |(span, by)| load_overview(span, by));
    let spans = Signal::derive(move || {
        let here = lens.get();
        [(Span::Today, t.today()), (Span::Week, t.week()), (Span::Month, t.month())]
            .map(|(span, label)| Link::new(label, Lens { span, ..here }.href(), here.span == span))
            .to_vec()
    });
    let content = move || {
        Suspend::new(async move {
            match first.await {
                Ok(Home { overview, recent, key }) => view! { <Figures overview recent key lens /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || first.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t.title() />
        <div class="head">
            <h1>{t.title()}</h1>
            <span class="grow"></span>
            <Segment label=t.span() links=spans />
        </div>
        <Transition fallback=|| view! { <Skeleton lines=4 height=120 /> }>{content}</Transition>
    }
}

#[component]
fn Figures(overview: Overview, recent: Vec<LogRow>, key: bool, lens: Memo<Lens>) -> impl IntoView {
    let data = RwSignal::new(overview);
    let recent = RwSignal::new(recent);
    keep_current(data, recent, lens);
    let message = live().message;
    let begun = Memo::new(move |_| {
        let any = !recent.with(Vec::is_empty) || message.with(|message| !message.running.is_empty());
        any && !data.with(|data| data.empty_hub) || data.with(|data| data.totals.requests > 0)
    });
    let admin = is_admin();
    view! {
        <Show when=move || begun.get() fallback=move || view! { <Steps data key /> }>
            <Metrics data />
            <div class:grid=admin>
                <div class="stack">
                    <UsageCard data lens />
                    <RequestsCard recent />
                </div>
                {admin.then(|| view! { <div class="stack"><ProvidersCard data /><LeadersCard data lens /></div> })}
            </div>
        </Show>
    }
}

/// Figures follow what ends, at most every few seconds; the rows of the list follow at once.
fn keep_current(data: RwSignal<Overview>, recent: RwSignal<Vec<LogRow>>, lens: Memo<Lens>) {
    const PAUSE: Duration = Duration::from_secs(4);
    const KEPT: usize = 20;
    let waiting = StoredValue::new(false);
    let refresh = move || {
        _ = waiting.try_set_value(false);
        let Some(Lens { span, by, .. }) = lens.try_get_untracked() else { return };
        spawn_local(async move {
            if let Ok(home) = load_overview(span, by).await {
                _ = data.try_set(home.overview);
            }
        });
    };
    live().on_ended(move |rows| {
        recent.update(|recent| {
            recent.retain(|old| rows.iter().all(|row| row.id != old.id));
            recent.splice(0..0, rows.into_iter().rev());
            recent.sort_by_key(|row| std::cmp::Reverse(row.at));
            recent.truncate(KEPT);
        });
        if !waiting.get_value() {
            waiting.set_value(true);
            set_timeout(refresh, PAUSE);
        }
    });
}
