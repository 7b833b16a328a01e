use super::super::now;
use super::super::query::Query;
use crate::api::Refusal;
use crate::api::log::load_logs;
use crate::component::context::live;
use domain::log::{LogRow, Page};
use domain::{Millis, RequestId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// Rows that stay loaded while one watches the top of the list.
const KEPT: usize = 1_000;
/// The hub stores in batches: by then a row that ended before the stream opened can be read.
const STORED_BY: Duration = Duration::from_millis(1_500);

/// The rows of a list, kept up with what happens. While the reader is further down, the top stands still: news is held
/// back until they return.
#[derive(Clone, Copy)]
pub(super) struct Feed {
    query: StoredValue<Query>,
    running: RwSignal<Vec<LogRow>>,
    /// Newest first, without a gap.
    ended: RwSignal<Vec<LogRow>>,
    /// Ended while the reader was further down.
    pub(super) held: RwSignal<Vec<LogRow>>,
    next: RwSignal<Option<String>>,
    loading: StoredValue<bool>,
    pub(super) fault: RwSignal<Option<Refusal>>,
    at_top: RwSignal<bool>,
    /// The stream was away, so that rows may be missing.
    stale: StoredValue<bool>,
}

impl Feed {
    pub(super) fn open(query: Query, first: Page<LogRow>) -> Self {
        let live = live();
        let running = live.message.with_untracked(|news| matching(&query, &news.running));
        let feed = Self {
            query: StoredValue::new(query),
            running: RwSignal::new(running),
            ended: RwSignal::new(first.items),
            held: RwSignal::new(Vec::new()),
            next: RwSignal::new(first.next),
            loading: StoredValue::new(false),
            fault: RwSignal::new(None),
            at_top: RwSignal::new(true),
            stale: StoredValue::new(false),
        };
        Effect::new(move |_| {
            feed.look();
            let scrolled = window_event_listener(leptos::ev::scroll, move |_| feed.look());
            on_cleanup(move || scrolled.remove());
        });
        Effect::new(move |_| {
            if feed.at_top.get() {
                let running = live.message.with(|news| feed.query.with_value(|query| matching(query, &news.running)));
                feed.running.set(running);
            }
        });
        live.on_ended(move |rows| feed.take(&rows));
        Effect::new(move |_| {
            if live.connected.get() {
                set_timeout(move || feed.catch_up(), STORED_BY);
            }
        });
        feed
    }

    /// A request that is about to end may be in both lists for a moment.
    pub(super) fn rows(self) -> Signal<Vec<LogRow>> {
        Memo::new(move |_| {
            self.ended.with(|ended| {
                let mut rows = self.running.get();
                rows.retain(|row| !ended.iter().any(|done| done.id == row.id));
                rows.extend_from_slice(ended);
                rows
            })
        })
        .into()
    }

    pub(super) fn has_more(self) -> bool {
        self.next.with(Option::is_some) && self.fault.with(Option::is_none)
    }

    /// The next page, at the end of the list.
    pub(super) fn load_more(self) {
        if self.fault.with_untracked(Option::is_none)
            && let Some(cursor) = self.next.get_untracked()
        {
            self.load(Some(cursor));
        }
    }

    pub(super) fn retry(self) {
        self.fault.set(None);
        self.load(self.next.get_untracked());
    }

    fn load(self, cursor: Option<String>) {
        if self.loading.try_get_value() != Some(false) {
            return;
        }
        self.loading.set_value(true);
        let filter = self.query.with_value(|query| query.filter(now()));
        spawn_local(async move {
            let page = load_logs(filter, cursor.clone()).await;
            // The list may be gone by now.
            if self.loading.try_set_value(false).is_some() {
                return;
            }
            match page {
                Ok(page) if cursor.is_some() => {
                    self.ended.update(|rows| page.items.into_iter().for_each(|row| insert(rows, row)));
                    self.next.set(page.next);
                }
                Ok(page) => {
                    self.ended.update(|rows| renew(rows, page.items));
                    self.next.set(page.next);
                }
                Err(refusal) if cursor.is_some() || refusal.is_signed_out() => self.fault.set(Some(refusal)),
                // The rows that are there stay true; the stream's next connection tries again.
                Err(_) => self.stale.set_value(true),
            }
        });
    }

    fn take(self, rows: &[LogRow]) {
        let rows = self.query.with_value(|query| matching(query, rows));
        if rows.is_empty() {
            return;
        }
        let list = if self.at_top.get_untracked() { self.ended } else { self.held };
        list.update(|list| rows.into_iter().for_each(|row| insert(list, row)));
        if self.at_top.get_untracked() && self.ended.with_untracked(Vec::len) > KEPT {
            self.load(None);
        }
    }

    /// Reads the first page again, now or when the reader comes back to it.
    fn catch_up(self) {
        match self.at_top.try_get_untracked() {
            Some(true) => self.load(None),
            Some(false) => self.stale.set_value(true),
            None => (),
        }
    }

    fn look(self) {
        let top = window().scroll_y().is_ok_and(|passed| passed < 80.0);
        if top == self.at_top.get_untracked() {
            return;
        }
        self.at_top.set(top);
        if top {
            let held = self.held.try_update(std::mem::take).unwrap_or_default();
            self.ended.update(|rows| held.into_iter().for_each(|row| insert(rows, row)));
            if self.stale.try_update_value(std::mem::take) == Some(true) {
                self.load(None);
            }
        }
    }
}

fn matching(query: &Query, rows: &[LogRow]) -> Vec<LogRow> {
    rows.iter().filter(|row| query.shows(row)).cloned().collect()
}

fn order(row: &LogRow) -> (Millis, &RequestId) {
    (row.at, &row.id)
}

/// At its place by time; a row that is there already is replaced.
fn insert(rows: &mut Vec<LogRow>, row: LogRow) {
    let at = rows.partition_point(|other| order(other) > order(&row));
    match rows.get_mut(at) {
        Some(other) if other.id == row.id => *other = row,
        _ => rows.insert(at, row),
    }
}

/// Makes `page` the whole list, plus those newer than its end that the hub had not stored yet when it was read.
fn renew(rows: &mut Vec<LogRow>, page: Vec<LogRow>) {
    if let Some(oldest) = page.last() {
        rows.retain(|row| order(row) > order(oldest));
    }
    page.into_iter().for_each(|row| insert(rows, row));
}

#[cfg(test)]
mod tests;
