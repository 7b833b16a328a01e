use crate::component::{LogTable, latest};
use crate::i18n::locale;
use crate::ui::icon::{ARROW, PULSE};
use crate::ui::{Card, Empty, LinkButton, Look};
use domain::log::LogRow;
use leptos::prelude::*;

const SHOWN: usize = 10;

/// What is under way and what ended last.
#[component]
pub(super) fn RequestsCard(recent: RwSignal<Vec<LogRow>>) -> impl IntoView {
    let t = locale().overview();
    let rows = latest(recent, SHOWN);
    view! {
        <Card
            title=t.live_requests()
            flush=true
            actions=move || view! { <LinkButton label=t.all_logs() href="/logs" look=Look::Quiet small=true icon=ARROW /> }
        >
            <Show
                when=move || !rows.with(Vec::is_empty)
                fallback=move || view! { <Empty icon=PULSE title=t.nothing_yet() hint=t.nothing_hint() /> }
            >
                <LogTable rows brief=true />
            </Show>
        </Card>
    }
}
