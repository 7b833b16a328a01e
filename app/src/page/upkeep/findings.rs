use crate::api::load;
use crate::api::upkeep::load_findings;
use crate::component::Problem;
use crate::i18n::locale;
use crate::ui::icon::CHECK;
use crate::ui::{Card, Empty, Skeleton, State, Tone};
use domain::finding::{Finding, Severity};
use leptos::prelude::*;

#[component]
pub(super) fn Findings() -> impl IntoView {
    let t = locale().upkeep();
    let loaded = load((), |()| load_findings());
    let show = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(list) if list.is_empty() => view! { <Empty icon=CHECK title=t.no_findings() /> }.into_any(),
                Ok(list) => list.into_iter().map(|finding| view! { <Line finding /> }).collect_view().into_any(),
                Err(refusal) => view! { <Problem refusal on_retry=move || loaded.refetch() /> }.into_any(),
            }
        })
    };
    view! {
        <Card title=t.findings()>
            <div class="stack">
                <p class="muted sm">{t.findings_about()}</p>
                <Transition fallback=|| view! { <Skeleton lines=4 height=30 /> }>{show}</Transition>
            </div>
        </Card>
    }
}

/// Its text is the hub's own, in English, as `cch doctor` prints it.
#[component]
fn Line(finding: Finding) -> impl IntoView {
    let t = locale().upkeep();
    let (tone, word) = match finding.severity {
        Severity::Warning => (Tone::Warn, t.warning()),
        Severity::Hint => (Tone::Idle, t.hint()),
    };
    view! {
        <div class="stack">
            <div class="row wrap"><State tone text=word /> <code>{finding.code}</code></div>
            <p lang="en">{finding.text}</p>
        </div>
    }
}
