//! Prices requests after all whose model had no price when they were made.
//!
//! Ledger, roll-ups and log row change in one transaction, and only together with the ledger row's mark `unpriced`: what
//! runs twice, or on two instances at once, counts once.

use super::Prices;
use crate::Result;
use crate::db::Tx;
use crate::store::sums::{Cell, Tally};
use crate::store::unpriced::Waiting;
use crate::store::{request_log, unpriced, usage_rollup};
use domain::log::LogEntry;
use domain::price::{Cost, ModelSource, Pending, Terms};
use domain::snapshot::Snapshot;
use domain::{Millis, RequestId};
use std::collections::BTreeMap;

/// Rows of one transaction.
const BATCH: i64 = 200;
/// Transactions of one call; the job goes on with the rest.
const BATCHES: usize = 10;

impl Prices<'_> {
    /// How many requests (and attempts that were given up) were priced.
    pub(crate) async fn reprice(self) -> Result<i64> {
        let mut priced = 0;
        let waiting = unpriced::models(&mut self.0.0.db.read().await?).await?;
        let snapshot = self.0.0.snapshot.load_full();
        let mut left = BATCHES;
        for (model, provider) in waiting {
            if snapshot.prices.find(Some(provider), &model).is_none() {
                continue;
            }
            let mut after = None;
            while left > 0 {
                left -= 1;
                let rows =
                    unpriced::waiting(&mut self.0.0.db.read().await?, &model, provider, after.as_ref(), BATCH).await?;
                let Some(last) = rows.last() else { break };
                after = Some((last.at, last.request_id.clone()));
                let mut tx = self.0.0.db.write_batch().await?;
                priced += batch(&mut tx, &snapshot, &rows).await?;
                tx.commit().await?;
            }
        }
        if priced > 0 {
            tracing::info!(priced, "requests were priced after all");
        }
        Ok(priced)
    }
}

async fn batch(tx: &mut Tx, snapshot: &Snapshot, rows: &[Waiting]) -> Result<i64> {
    request_log::lock_entries(tx).await?;
    let mut cells: BTreeMap<Cell, Tally> = BTreeMap::new();
    let mut priced = 0;
    for row in rows {
        let mut logged = request_log::get(tx, None, &RequestId(row.log_id().to_owned())).await?;
        let pending = logged.as_mut().and_then(|entry| pending_of(entry, row)?.take());
        let pending = pending.unwrap_or_else(|| of_now(snapshot, row));
        let Some(cost) = pending.price(&snapshot.prices, row.provider_id, &row.usage) else { continue };
        if !unpriced::price(tx, &row.request_id, cost.total).await? {
            continue;
        }
        let sums = cells.entry(row.cell()).or_default();
        sums.totals.unpriced -= 1;
        sums.totals.cost += cost.total;
        priced += 1;
        if let Some(mut entry) = logged {
            settle(&mut entry, row, cost);
            request_log::reprice(tx, &entry).await?;
        }
    }
    let cells: Vec<_> = cells.into_iter().collect();
    if !cells.is_empty() {
        usage_rollup::add(tx, &cells).await?;
    }
    Ok(priced)
}

/// Where the entry keeps how this row is to be billed.
fn pending_of<'a>(entry: &'a mut LogEntry, row: &Waiting) -> Option<&'a mut Option<Pending>> {
    match row.attempt() {
        Some(number) => entry.attempts.get_mut(number.checked_sub(1)?).map(|attempt| &mut attempt.pending),
        None => Some(&mut entry.pending),
    }
}

fn settle(entry: &mut LogEntry, row: &Waiting, cost: Cost) {
    match row.attempt() {
        Some(number) => {
            if let Some(attempt) = number.checked_sub(1).and_then(|at| entry.attempts.get_mut(at)) {
                attempt.cost = Some(cost);
            }
        }
        None => (entry.cost, entry.unpriced) = (Some(cost), false),
    }
}

/// The log row is gone, and with it the terms of its time.
fn of_now(snapshot: &Snapshot, row: &Waiting) -> Pending {
    let upstream = snapshot.providers.iter().find(|upstream| upstream.provider.id == row.provider_id);
    let caller = snapshot.callers.values().find(|caller| caller.key_id == row.key_id);
    let mut terms = Terms::default();
    if let Some(provider) = upstream.map(|upstream| &upstream.provider) {
        terms.provider = provider.multiplier;
        terms.model = provider.routing.multiplier_of(&row.unpriced_model);
        terms.group = caller.map(|caller| snapshot.group_multiplier(caller, provider)).unwrap_or_default();
    }
    Pending { model: row.unpriced_model.clone(), named: ModelSource::default(), terms }
}

impl Waiting {
    /// The request that it belongs to, without the number of an attempt.
    fn log_id(&self) -> &str {
        LogEntry::split_id(self.request_id.as_str()).0
    }

    /// From 1; none for the request itself.
    fn attempt(&self) -> Option<usize> {
        LogEntry::split_id(self.request_id.as_str()).1
    }

    fn cell(&self) -> Cell {
        Cell {
            bucket: Millis::bucket(self.at),
            user: self.user_id,
            key: self.key_id,
            provider: self.provider_id,
            group: self.group_name.clone(),
            model: self.model.clone(),
        }
    }
}
