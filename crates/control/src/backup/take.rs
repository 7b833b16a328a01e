//! Taking a backup, beside a hub that goes on.

use super::form::{FORMAT, Header, Lead, Mark, Table};
use super::outlet::{Beside, Outlet, Pipe};
use super::sink::Sink;
use super::{Progress, Told, Trailer, table};
use crate::auth::Actor;
use crate::db::Tx;
use crate::store::dump;
use crate::store::request_log::partition;
use crate::{Control, Error, Result, db, keyfile};
use domain::error::ErrorCode;
use domain::{ApiError, Secret};
use futures_util::TryStreamExt;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Receiver, channel};

/// Rows between two words.
const STRIDE: u64 = 10_000;
/// Pieces that wait for whoever downloads a backup.
const WAITING: usize = 4;

#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The log of requests, too.
    pub logs: bool,
    /// The master key, to be put into the file. Whoever has such a file can decrypt what is in it.
    pub master_key: Option<Secret>,
}

/// A backup that is at its place.
#[derive(Clone, Debug)]
pub struct Taken {
    pub header: Header,
    pub trailer: Trailer,
    /// Of the file.
    pub bytes: u64,
}

impl Control {
    /// Writes everything that the hub has stored at one moment to `file`, in the place of what is there. Requests that are
    /// only in the journal are not stored yet.
    ///
    /// # Errors
    /// When the database cannot be read or the file not written; then there is no file, or the one of before.
    pub async fn backup(&self, actor: &Actor, file: &Path, wanted: &Wanted, told: Told<'_>) -> Result<Taken> {
        actor.require_admin()?;
        self.write_backup(Beside::create(file)?, wanted, told).await
    }

    /// The same as a download, which breaks off with the error where it fails. It is put down in the audit log.
    ///
    /// # Errors
    /// When whoever asks is no admin, the database does not answer, or another backup is taken or checked.
    pub async fn download_backup(&self, actor: &Actor, logs: bool) -> Result<Receiver<Result<Vec<u8>>>> {
        let alone = self.alone_with_backups(actor)?;
        let mut change = self.change(actor).await?;
        change.audit("backup.download", (None, ""), None::<&()>, None).await?;
        change.publish().await?;
        let (out, pieces) = channel(WAITING);
        let (control, failed) = (self.clone(), out.clone());
        tokio::spawn(async move {
            let wanted = Wanted { logs, master_key: None };
            let written = control.write_backup(Pipe::new(out), &wanted, &mut |_| ()).await;
            // Before the last piece of the answer is gone: whoever has it may ask for the next.
            drop(alone);
            if let Err(error) = written {
                tracing::warn!(%error, "a backup broke off");
                // Whoever has left does not hear it.
                let _ = failed.send(Err(error)).await;
            }
        });
        Ok(pieces)
    }

    /// One at a time, until the permit is dropped: each takes a connection, a thread and much of the disk's time.
    pub(super) fn alone_with_backups(&self, actor: &Actor) -> Result<OwnedSemaphorePermit> {
        actor.require_admin()?;
        let busy = "Another backup is being taken or checked. Try again when that is through.";
        let permit = Arc::clone(&self.0.backups).try_acquire_owned();
        permit.map_err(|_| Error::Refused(ApiError::new(ErrorCode::Conflict, busy)))
    }

    async fn write_backup(&self, outlet: impl Outlet, wanted: &Wanted, told: Told<'_>) -> Result<Taken> {
        let mut sink = Sink::new(outlet)?;
        let mut tx = self.0.db.read().await?;
        let mut tables = Vec::new();
        for name in table::taken(wanted.logs) {
            tables.push((name, dump::count(&mut tx, name).await? as u64));
        }
        let header = Header {
            lead: Lead { format: FORMAT, version: env!("CARGO_PKG_VERSION").to_owned(), schema: db::schema() },
            made_at: self.now(),
            rows: tables.iter().map(|(_, rows)| rows).sum(),
            left: table::left(wanted.logs).map(str::to_owned).collect(),
            check: keyfile::check(&self.0.seal)?,
            master_key: wanted.master_key.clone(),
        };
        sink.json(&header).await?;
        for (name, rows) in tables {
            copy(&mut tx, &mut sink, name, rows, told).await?;
        }
        let (ledger, rollup) = (dump::ledger(&mut tx).await?, dump::rollup(&mut tx).await?);
        let written = sink.finish(header.rows, ledger, rollup).await?;
        Ok(Taken { header, trailer: written.trailer, bytes: written.bytes })
    }
}

async fn copy(tx: &mut Tx, sink: &mut Sink<impl Outlet>, name: &str, of: u64, told: Told<'_>) -> Result<()> {
    let columns = dump::columns(tx, name).await?;
    let days = if name == table::PARTITIONED { partition::days(tx).await? } else { Vec::new() };
    let names = columns.iter().map(|column| column.name.clone()).collect();
    sink.json(&Mark::Table(Table { name: name.to_owned(), columns: names, rows: of, days })).await?;
    told(Progress { table: name, rows: 0, of });
    let (mut all, mut rows) = (dump::rows(tx, name, &columns), 0);
    while let Some(row) = all.try_next().await? {
        sink.line(&row).await?;
        rows += 1;
        if rows % STRIDE == 0 || rows == of {
            told(Progress { table: name, rows, of });
        }
    }
    Ok(())
}
