mod leaders;
mod lens;
mod metrics;
mod providers;
pub(super) mod quotas;
mod requests;
mod sessions;
pub(super) mod steps;
mod usage;

use crate::api::load;
use crate::api::report::{Home, load_overview};
use crate::component::context::{is_admin, live};
use crate::component::{Problem, fetched, opened, recent};
use crate::i18n::locale;
use crate::ui::icon::SCREEN;
use crate::ui::{Link, LinkButton, Look, Segment, Skeleton};
use domain::breaker::BreakerReport;
use domain::log::LogRow;
use domain::quota::QuotaReport;
use domain::report::{Overview, Span};
use domain::session::ActiveSession;
use leaders::LeadersCard;
use lens::Lens;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use metrics::Metrics;
use providers::ProvidersCard;
use quotas::limits;
use requests::RequestsCard;
use sessions::SessionsCard;
use std::time::Duration;
use steps::{Nothing, steps};
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
                Ok(home) => view! { <Figures home lens /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || first.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t.title() />
        <div class="head">
            <h1>{t.title()}</h1>
            <span class="grow"></span>
            {is_admin().then(|| view! { <LinkButton label=t.wall() href="/wall" look=Look::Quiet icon=SCREEN /> })}
            <Segment label=t.span() links=spans />
        </div>
        <Transition fallback=|| view! { <Skeleton lines=4 height=120 /> }>{content}</Transition>
    }
}

#[component]
fn Figures(home: Home, lens: Memo<Lens>) -> impl IntoView {
    let key = home.key;
    let shown = Shown::new(home);
    let Shown { data, recent, sessions, breakers, quotas } = shown;
    shown.keep_current(lens);
    let message = live().message;
    let begun = Memo::new(move |_| {
        let any = !recent.with(Vec::is_empty) || message.with(|message| !message.running.is_empty());
        any && !data.with(|data| data.empty_hub) || data.with(|data| data.totals.requests > 0)
    });
    let admin = is_admin();
    let limited = Memo::new(move |_| quotas.with(|all| all.iter().any(|report| !report.quotas.is_empty())));
    let before = move || match admin {
        true => Suspend::new(opened(steps(data, key))).into_any(),
        false => view! { <Nothing /> }.into_any(),
    };
    view! {
        <Show when=move || begun.get() fallback=before>
            <Metrics data lens />
            <div class="grid">
                <div class="stack">
                    <UsageCard data lens />
                    <RequestsCard recent />
                </div>
                <div class="stack">
                    {move || limited.get().then(|| Suspend::new(fetched("own", limits(quotas))))}
                    {admin.then(|| view! { <ProvidersCard data breakers /> })}
                    <SessionsCard sessions />
                    {admin.then(|| view! { <LeadersCard data lens /> })}
                </div>
            </div>
        </Show>
    }
}

/// What there is to see.
#[derive(Clone, Copy)]
struct Shown {
    data: RwSignal<Overview>,
    recent: RwSignal<Vec<LogRow>>,
    sessions: RwSignal<Vec<ActiveSession>>,
    breakers: RwSignal<Vec<BreakerReport>>,
    quotas: RwSignal<Vec<QuotaReport>>,
}

impl Shown {
    fn new(home: Home) -> Self {
        Self {
            data: RwSignal::new(home.overview),
            recent: recent(home.recent),
            sessions: RwSignal::new(home.sessions),
            breakers: RwSignal::new(home.breakers),
            quotas: RwSignal::new(home.quotas),
        }
    }

    /// Figures follow what ends and which sessions come and go, at most every few seconds.
    fn keep_current(self, lens: Memo<Lens>) {
        const PAUSE: Duration = Duration::from_secs(4);
        let waiting = StoredValue::new(false);
        let refresh = move || {
            _ = waiting.try_set_value(false);
            let Some(Lens { span, by, .. }) = lens.try_get_untracked() else { return };
            spawn_local(async move {
                if let Ok(home) = load_overview(span, by).await {
                    _ = self.data.try_set(home.overview);
                    _ = self.sessions.try_set(home.sessions);
                    _ = self.breakers.try_set(home.breakers);
                    _ = self.quotas.try_set(home.quotas);
                }
            });
        };
        let soon = move || {
            if !waiting.get_value() {
                waiting.set_value(true);
                set_timeout(refresh, PAUSE);
            }
        };
        let live = live();
        let active = Memo::new(move |_| live.message.with(|message| message.active_sessions));
        Effect::watch(move || active.get(), move |_, _, _| soon(), false);
        live.on_ended(move |_| soon());
    }
}
