use crate::component::LogTable;
use crate::component::context::live;
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
    let live = live();
    let rows = Memo::new(move |_| {
        let running = live.message.with(|message| message.running.clone());
        let ended = recent.with(|recent| {
            recent.iter().filter(|row| running.iter().all(|run| run.id != row.id)).cloned().collect::<Vec<_>>()
        });
        let mut rows = running;
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        rows.extend(ended);
        rows.truncate(SHOWN);
        rows
    });
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
