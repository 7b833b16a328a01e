use super::now;
use super::query::Query;
use crate::api::load;
use crate::api::log::load_log_totals;
use crate::component::context::live;
use crate::i18n::locale;
use crate::ui::format;
use domain::log::{LogRow, LogTotals};
use domain::report::Totals;
use leptos::prelude::*;

/// How many requests the list has, what they cost and used. What ends meanwhile is added.
#[component]
pub(super) fn Summary(query: Memo<Query>) -> impl IntoView {
    let t = locale().log();
    let stored = load(query, |query: Query| async move { load_log_totals(query.filter(now())).await });
    let since = RwSignal::new(Totals::default());
    let live = live();
    live.on_ended(move |rows| {
        let query = query.get_untracked();
        since.update(|since| rows.iter().filter(|row| query.shows(row)).for_each(|row| add(since, row)));
    });
    // Whatever ended while nobody listened is counted by the hub.
    Effect::watch(
        move || (live.connected.get(), query.get()),
        move |(connected, _), before, _| {
            since.set(Totals::default());
            if *connected && before.is_some_and(|(connected, _)| !connected) {
                stored.refetch();
            }
        },
        false,
    );
    let line = move || {
        Suspend::new(async move {
            let LogTotals { totals: stored, complete } =
                stored.await.unwrap_or(LogTotals { complete: true, ..LogTotals::default() });
            move || {
                let since = since.get();
                let requests = (stored.requests + since.requests).max(0) as u64;
                let mut usage = stored.usage;
                usage += since.usage;
                let tokens = format::short(usage.total().max(0) as u64);
                let (requests, cost) = (format::count(requests), format::money((stored.cost + since.cost).0));
                if complete { t.summary(requests, cost, tokens) } else { t.newest(requests, cost, tokens) }
            }
        })
    };
    view! { <span class="muted sm num"><Transition>{line}</Transition></span> }
}

fn add(totals: &mut Totals, row: &LogRow) {
    if row.metered {
        totals.requests += 1;
        totals.usage += row.usage;
        totals.cost += row.cost.unwrap_or_default();
    }
}
