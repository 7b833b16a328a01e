use super::context::live;
use domain::log::LogRow;
use leptos::prelude::*;
use std::cmp::Reverse;

const KEPT: usize = 20;

/// The requests that ended last, newest first, kept up by the event stream.
pub fn recent(first: Vec<LogRow>) -> RwSignal<Vec<LogRow>> {
    let recent = RwSignal::new(first);
    live().on_ended(move |rows| {
        recent.update(|recent| {
            recent.retain(|old| rows.iter().all(|row| row.id != old.id));
            recent.splice(0..0, rows.into_iter().rev());
            recent.sort_by_key(|row| Reverse(row.at));
            recent.truncate(KEPT);
        });
    });
    recent
}

/// What is under way, then what ended: the first of them.
pub fn latest(recent: RwSignal<Vec<LogRow>>, shown: usize) -> Memo<Vec<LogRow>> {
    let live = live();
    Memo::new(move |_| {
        let mut rows = live.message.with(|message| message.running.clone());
        rows.sort_by_key(|row| Reverse(row.at));
        recent.with(|recent| {
            let ended = recent.iter().filter(|row| rows.iter().all(|run| run.id != row.id));
            let ended: Vec<LogRow> = ended.cloned().collect();
            rows.extend(ended);
        });
        rows.truncate(shown);
        rows
    })
}
