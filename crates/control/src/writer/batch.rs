//! One batch: log rows, ledger rows, and the roll-ups of the ledger rows that are new.

use crate::Result;
use crate::db::{Db, Tx};
use crate::store::sums::{Cell, Tally};
use crate::store::{provider_attempt, request_log, usage_ledger, usage_rollup};
use domain::log::LogEntry;
use domain::report::Totals;
use domain::time::DAY;
use domain::{Millis, RequestId};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What clients choose freely, and indices hold.
const TEXT_CHARS: usize = 200;

/// The days whose partition is known to be there.
pub(super) type Days = BTreeSet<i64>;

/// Clients name models and sessions as they like; PostgreSQL takes no NUL, and no index takes any length.
pub(crate) fn tidy(mut entry: LogEntry) -> LogEntry {
    for text in [&mut entry.model, &mut entry.session].into_iter().flatten() {
        if text.contains('\0') || text.chars().count() > TEXT_CHARS {
            *text = text.chars().filter(|c| *c != '\0').take(TEXT_CHARS).collect();
        }
    }
    entry
}

/// Stores a batch. A row that the database will never take is left out, with a word in the log: it must not hold up the
/// others for ever.
pub(super) async fn store(db: &Db, days: &mut Days, entries: &[LogEntry]) -> Result<()> {
    match write(db, days, entries).await {
        Err(error) if error.is_data() => {}
        done => return done,
    }
    for entry in entries {
        match write(db, days, std::slice::from_ref(entry)).await {
            Err(error) if error.is_data() => {
                tracing::error!(request = %entry.id, %error, "a log row cannot be stored; it is skipped")
            }
            done => done?,
        }
    }
    Ok(())
}

async fn write(db: &Db, days: &mut Days, entries: &[LogEntry]) -> Result<()> {
    let mut seen = HashSet::new();
    let entries: Vec<&LogEntry> = entries.iter().filter(|entry| seen.insert(&entry.id)).collect();
    match write_once(db, days, &entries).await {
        // The log was cleaned, and these rows come late: their day is made anew.
        Err(error) if error.is_missing_partition() => write_once(db, days, &entries).await,
        done => done,
    }
}

async fn write_once(db: &Db, days: &mut Days, entries: &[&LogEntry]) -> Result<()> {
    for entry in entries {
        let day = entry.at.0.div_euclid(DAY);
        if !days.contains(&day) {
            request_log::partition::ensure_day(db, entry.at).await?;
            days.insert(day);
        }
    }
    let written = transaction(db, entries).await;
    if written.is_err() {
        // A partition may have been removed since.
        days.clear();
    }
    written
}

async fn transaction(db: &Db, entries: &[&LogEntry]) -> Result<()> {
    let mut tx = db.write_batch().await?;
    request_log::insert(&mut tx, entries).await?;
    bill(&mut tx, entries, Millis::now()).await?;
    tx.commit().await
}

/// The ledger's rows of these requests, and what they add to its sums: of those alone that were not there before. Their
/// ids.
pub(crate) async fn bill(tx: &mut Tx, entries: &[&LogEntry], settled_at: Millis) -> Result<HashSet<RequestId>> {
    let billed = || entries.iter().copied().filter(|entry| entry.metered && !entry.attempts.is_empty());
    let given_up: Vec<LogEntry> = billed().flat_map(LogEntry::given_up).collect();
    let billed: Vec<&LogEntry> = billed().chain(&given_up).collect();
    if billed.is_empty() {
        return Ok(HashSet::new());
    }
    let new: HashSet<_> = usage_ledger::insert(tx, &billed, settled_at).await?.into_iter().collect();
    provider_attempt::add(tx, entries.iter().copied().filter(|entry| new.contains(&entry.id))).await?;
    let cells = cells(billed.into_iter().filter(|entry| new.contains(&entry.id)));
    if !cells.is_empty() {
        usage_rollup::add(tx, &cells).await?;
    }
    Ok(new)
}

/// In one order everywhere, so that instances that write at once do not wait for each other in a circle.
fn cells<'a>(entries: impl Iterator<Item = &'a LogEntry>) -> Vec<(Cell, Tally)> {
    let mut cells: BTreeMap<Cell, Tally> = BTreeMap::new();
    for entry in entries {
        let cell = Cell {
            bucket: entry.at.bucket(),
            user: entry.caller.user_id,
            key: entry.caller.key_id,
            provider: entry.provider().map(|tag| tag.id).unwrap_or_default(),
            group: entry.group().to_owned(),
            model: entry.model.clone().unwrap_or_default(),
        };
        let request = i64::from(!entry.is_given_up());
        let totals = Totals {
            requests: request,
            failures: request * i64::from(entry.outcome.is_failure()),
            unpriced: i64::from(entry.unpriced),
            retries: entry.retries(),
            usage: entry.usage,
            cost: entry.cost.as_ref().map(|cost| cost.total).unwrap_or_default(),
        };
        *cells.entry(cell).or_default() += &Tally { totals, speed: entry.speed() };
    }
    cells.into_iter().collect()
}
