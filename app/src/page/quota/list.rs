use super::place;
use super::report::Report;
use super::warnings::Warnings;
use crate::api::load;
use crate::api::quota::load_quotas;
use crate::component::{Problem, follow};
use crate::i18n::locale;
use crate::ui::icon::{FIND, GAUGE};
use crate::ui::{Card, Empty, LinkButton, Skeleton};
use domain::quota::{OwnerKind, PAGE, QuotaAsk, QuotaPage, WarningRow};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Everybody of a kind who has limits.
#[component]
pub(super) fn List(kind: OwnerKind) -> impl IntoView {
    let query = use_query_map();
    let ask = Memo::new(move |_| {
        let (q, page) = query.with(|query| (query.get("q"), query.get("page")));
        let page = page.and_then(|page| page.parse::<usize>().ok()).unwrap_or(1);
        QuotaAsk { kind, q: q.unwrap_or_default(), page: page.saturating_sub(1) }
    });
    let loaded = load(ask, load_quotas);
    let show = move || {
        let ask = ask.get();
        Suspend::new(async move {
            match loaded.await {
                Ok(found) => view! { <Shown ask found /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <Card><Skeleton lines=6 height=30 /></Card> }>{show}</Transition> }
}

#[component]
fn Shown(ask: QuotaAsk, found: (QuotaPage, Vec<WarningRow>)) -> impl IntoView {
    let found = RwSignal::new(found);
    let asked = StoredValue::new(ask);
    let renew = follow(found, move || load_quotas(asked.get_value()));
    let page = Memo::new(move |_| found.with(|(page, _)| page.clone()));
    let warnings = Signal::derive(move || found.with(|(_, warnings)| warnings.clone()));
    // Whoever is on the page stays in place while it is read.
    let owners = Memo::new(move |before: Option<&Vec<_>>| {
        let now: Vec<_> = page.with(|page| page.items.iter().map(|report| report.owner).collect());
        let same = |before: &&Vec<_>| before.len() == now.len() && now.iter().all(|owner| before.contains(owner));
        before.filter(same).cloned().unwrap_or(now)
    });
    let reports = move || {
        if owners.with(Vec::is_empty) {
            return view! { <Nobody ask=asked.get_value() /> }.into_any();
        }
        let report = |owner| {
            let of = move |page: &QuotaPage| page.items.iter().find(|report| report.owner == owner).cloned();
            let first = page.with_untracked(of)?;
            let report = Signal::derive(move || page.with(of).unwrap_or_else(|| first.clone()));
            Some(view! { <Report report renew=Some(renew) /> })
        };
        owners.get().into_iter().map(report).collect_view().into_any()
    };
    view! {
        {reports}
        {move || view! { <Pages ask=asked.get_value() total=page.with(|page| page.total) /> }}
        <Warnings rows=warnings />
    }
}

#[component]
fn Nobody(ask: QuotaAsk) -> impl IntoView {
    let t = locale().limit();
    if ask.q.is_empty() {
        return view! { <Card><Empty icon=GAUGE title=t.unlimited() hint=t.unlimited_hint() /></Card> }.into_any();
    }
    view! {
        <Card>
            <Empty icon=FIND title=t.none_found()>
                <LinkButton label=t.show_all() href=place(ask.kind, None, 0) />
            </Empty>
        </Card>
    }
    .into_any()
}

/// Which part of the list this is, and the way to the others.
#[component]
fn Pages(ask: QuotaAsk, total: i64) -> impl IntoView {
    let t = locale().limit();
    let (page, pages) = (ask.page, usize::try_from(total).unwrap_or(0).div_ceil(PAGE));
    (pages > 1).then(|| {
        let to = move |page| place(ask.kind, Some(ask.q.clone()).filter(|q| !q.is_empty()), page);
        let (first, last) = (page * PAGE + 1, ((page + 1) * PAGE).min(usize::try_from(total).unwrap_or(0)));
        view! {
            <nav class="row" aria-label=t.quotas()>
                <span class="grow sm muted num">{t.of_all(first, last, total)}</span>
                {(page > 0).then(|| view! { <LinkButton label=t.earlier() href=to(page - 1) /> })}
                {(page + 1 < pages).then(|| view! { <LinkButton label=t.later() href=to(page + 1) /> })}
            </nav>
        }
    })
}
