//! The requests of the past: ledger and sums, by what the journal's writer uses, so that limits and leaderboards go on.

mod entry;

use super::source::Source;
use super::{Fate, Owners, Section};
use crate::{Control, Result, writer};
use domain::log::LogEntry;
use domain::{Millis, Nanos};
use entry::{COLUMNS, Read};

const TABLE: &str = "usage_ledger";
const KEY: &str = "request_id";
/// Rows of one transaction.
const ROWS: i64 = 1_000;
/// Rows between two words in the log.
const STRIDE: u64 = 100_000;

/// A row is known by its request. Whatever a former run has stored counts once.
pub(super) async fn take(control: &Control, source: &mut Source, owners: &Owners, dry_run: bool) -> Result<Section> {
    let mut section = Section::new(TABLE);
    if !source.has(TABLE, KEY) {
        section.remarks.push("the source has no such table: nothing of the past is taken over".to_owned());
        return Ok(section);
    }
    let (mut taken, mut here, mut uncounted, mut unended, mut unread, mut orphans) = (0, 0, 0, 0, 0, 0);
    let (mut after, mut told, mut spent) = (i64::MIN, 0, Nanos::default());
    loop {
        let rows = source.page(TABLE, KEY, &COLUMNS, after, ROWS).await?;
        let Some(last) = rows.last().and_then(|row| row.whole(KEY)) else { break };
        after = last;
        let mut entries = Vec::new();
        for row in &rows {
            match entry::read(row, owners) {
                Read::Entry(entry) => entries.push(writer::tidy(*entry)),
                Read::Uncounted => uncounted += 1,
                Read::Unended => unended += 1,
                Read::Broken => unread += 1,
            }
        }
        let new = store(control, &entries, dry_run).await?;
        taken += new.len() as u64;
        spent = new.iter().filter_map(|entry| entry.total_cost()).fold(spent, |sum, cost| sum + cost);
        here += (entries.len() - new.len()) as u64;
        let has_no_owner = |entry: &&&LogEntry| entry.caller.user_id.0 == 0 || entry.caller.key_id.0 == 0;
        orphans += new.iter().filter(has_no_owner).count();
        if taken + here >= told + STRIDE {
            told = taken + here;
            tracing::info!(rows = told, "requests of the past are taken over");
        }
    }
    let mut many = |fate, count, remark: &str| section.many(fate, count, ["request", "requests"], remark);
    many(Fate::Taken, taken, &format!("cost {spent}"));
    many(Fate::Here, here, "from a former run");
    many(Fate::Left, uncounted, "counted nowhere there either, or no provider was asked");
    many(Fate::Left, unended, "not ended yet: run the import again later");
    many(Fate::Left, unread, "without a time, or with a cost that is none");
    if orphans > 0 {
        section.remarks.push(format!(
            "{orphans} of those taken are of users or keys that are not here: they count in the sums of all"
        ));
    }
    Ok(section)
}

/// Those that were not here before.
async fn store<'a>(control: &Control, entries: &'a [LogEntry], dry_run: bool) -> Result<Vec<&'a LogEntry>> {
    let mut tx = control.db().write().await?;
    // Long settled: no limiter has counted them by itself.
    let new = writer::bill(&mut tx, &entries.iter().collect::<Vec<_>>(), Millis::default()).await?;
    if !dry_run {
        tx.commit().await?;
    }
    Ok(entries.iter().filter(|entry| new.contains(&entry.id)).collect())
}
