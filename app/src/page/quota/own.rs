use super::report::Report;
use super::warnings::Warnings;
use crate::api::load;
use crate::api::quota::load_own_quotas;
use crate::component::{Problem, follow};
use crate::i18n::locale;
use crate::ui::icon::GAUGE;
use crate::ui::{Card, Empty, Skeleton};
use domain::quota::{QuotaReport, WarningRow};
use leptos::prelude::*;

/// The limits of who is signed in, and of their keys.
#[component]
pub(super) fn Own() -> impl IntoView {
    let loaded = load((), |()| load_own_quotas());
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(found) => view! { <Shown found /> }.into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <Card><Skeleton lines=6 height=30 /></Card> }>{show}</Transition> }
}

#[component]
fn Shown(found: (Vec<QuotaReport>, Vec<WarningRow>)) -> impl IntoView {
    let t = locale().limit();
    let found = RwSignal::new(found);
    follow(found, load_own_quotas);
    // What stands above, the user's, is not said again with each key.
    let own = Memo::new(move |_| {
        let (mut reports, _) = found.get();
        reports.iter_mut().for_each(|report| report.quotas.retain(|quota| quota.owner == report.owner));
        reports.retain(|report| !report.quotas.is_empty());
        reports
    });
    let owners = Memo::new(move |_| own.with(|own| own.iter().map(|report| report.owner).collect::<Vec<_>>()));
    let warnings = Signal::derive(move || found.with(|(_, warnings)| warnings.clone()));
    let reports = move || {
        if owners.with(Vec::is_empty) {
            return view! { <Card><Empty icon=GAUGE title=t.unlimited() hint=t.own_unlimited_hint() /></Card> }
                .into_any();
        }
        let report = |owner| {
            let first = own.with_untracked(|own| own.iter().find(|report| report.owner == owner).cloned())?;
            let newest = move || own.with(|own| own.iter().find(|report| report.owner == owner).cloned());
            let report = Signal::derive(move || newest().unwrap_or_else(|| first.clone()));
            Some(view! { <Report report renew=None /> })
        };
        owners.get().into_iter().map(report).collect_view().into_any()
    };
    view! {
        {reports}
        <Warnings rows=warnings />
    }
}
