//! The rows of a backup, into tables that are empty.

use crate::backup::form::{Table, refused};
use crate::backup::source::{Item, Source};
use crate::backup::table::TABLES;
use crate::backup::{Progress, Told, Trailer};
use crate::db::Tx;
use crate::store::dump::{self, Column};
use crate::store::request_log::partition;
use crate::{Error, Result};
use std::mem;
use std::path::Path;
use tokio::sync::mpsc::{Sender, channel};
use tokio::task::spawn_blocking;

/// Rows and bytes of one statement.
const ROWS: u64 = 1_000;
const BYTES: usize = 1 << 20;
/// Parts that may wait for the database.
const WAITING: usize = 4;

/// What a thread of its own reads ahead.
enum Part {
    Table(Table),
    /// A JSON array of rows, and how many.
    Rows(String, u64),
}

pub(super) async fn fill(tx: &mut Tx, file: &Path, told: Told<'_>) -> Result<()> {
    let (parts, mut coming) = channel(WAITING);
    let file = file.to_owned();
    let reading = spawn_blocking(move || read(&file, &parts));
    let mut at: Option<(Table, Vec<Column>, u64)> = None;
    while let Some(part) = coming.recv().await {
        match part {
            Part::Table(table) => {
                check(tx, at.take()).await?;
                told(Progress { table: &table.name, rows: 0, of: table.rows });
                let columns = columns(tx, &table).await?;
                for day in &table.days {
                    partition::make(tx, *day).await?;
                }
                at = Some((table, columns, 0));
            }
            Part::Rows(rows, count) => {
                let Some((table, columns, done)) = &mut at else { return Err(foreign()) };
                dump::insert(tx, &table.name, columns, &rows).await?;
                *done += count;
                told(Progress { table: &table.name, rows: *done, of: table.rows });
            }
        }
    }
    // Before anything is believed to be whole.
    reading.await.map_err(std::io::Error::other)??;
    check(tx, at).await
}

/// What the database has now, against what the file said.
pub(super) async fn compare(tx: &mut Tx, trailer: &Trailer) -> Result<()> {
    let (ledger, rollup) = (dump::ledger(tx).await?, dump::rollup(tx).await?);
    match ledger == trailer.ledger && rollup == trailer.rollup {
        true => Ok(()),
        false => Err(refused("The restored ledger does not come to what it came to when the backup was taken.")),
    }
}

/// The end of a table.
async fn check(tx: &mut Tx, table: Option<(Table, Vec<Column>, u64)>) -> Result<()> {
    let Some((table, ..)) = table else { return Ok(()) };
    let rows = dump::count(tx, &table.name).await?;
    if u64::try_from(rows).ok() != Some(table.rows) {
        return Err(refused(format!("{} has {rows} rows after it was restored, not {}.", table.name, table.rows)));
    }
    dump::settle(tx, &table.name).await
}

/// The file's columns as the database has them; none of any other name gets into a statement.
async fn columns(tx: &mut Tx, table: &Table) -> Result<Vec<Column>> {
    if !TABLES.iter().any(|(name, _)| *name == table.name) {
        return Err(foreign());
    }
    let here = dump::columns(tx, &table.name).await?;
    let find = |name: &String| here.iter().find(|column| column.name == *name).cloned().ok_or_else(foreign);
    table.columns.iter().map(find).collect()
}

fn foreign() -> Error {
    refused("This backup has tables or columns that its schema does not have.")
}

fn read(file: &Path, parts: &Sender<Part>) -> Result<()> {
    let (_, mut source) = Source::open(file)?;
    let (mut rows, mut count) = (String::new(), 0);
    let send = |part| drop(parts.blocking_send(part));
    loop {
        let item = source.next()?;
        if let Item::Row(row) = item {
            rows.push(if count == 0 { '[' } else { ',' });
            rows.push_str(row);
            count += 1;
        }
        let is_full = count >= ROWS || rows.len() >= BYTES;
        if count > 0 && (is_full || !matches!(item, Item::Row(_))) {
            rows.push(']');
            send(Part::Rows(mem::take(&mut rows), mem::take(&mut count)));
        }
        match item {
            Item::Row(_) => {}
            Item::Table(table) => send(Part::Table(table)),
            Item::End(_) => return Ok(()),
        }
        // The database has failed, which says so itself.
        if parts.is_closed() {
            return Ok(());
        }
    }
}
