//! Takes what the data plane reports from the journal to the tables.
//!
//! The journal is the queue: while the database is away the writer stops reading it, so that nothing is lost and nothing
//! grows here. A batch is one transaction, and every row is unique by its request id, so that reading a record twice
//! changes nothing.

mod batch;
mod open;

use crate::job::{Shutdown, stopped};
use crate::store::request_log::partition;
use crate::{Control, Db};
use batch::Days;
pub(crate) use batch::{bill, tidy};
use domain::Millis;
use domain::log::{LogEntry, RecordError, RecordKind, Sealed};
use journal::{Position, Reader};
use open::Open;
use std::io;
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// A batch is written when it has this many rows, or when its first row is this old.
const ROWS: usize = 500;
const AGE: Duration = Duration::from_millis(200);
/// So far behind the journal, the ledger does not say what was spent. Limits take rows older than a few of these for
/// stored.
const BEHIND: Duration = Duration::from_secs(3);
/// Pause when the journal has nothing new.
const IDLE: Duration = Duration::from_millis(50);
const RETRY_FIRST: Duration = Duration::from_millis(100);
const RETRY_LAST: Duration = Duration::from_secs(5);

/// Makes room for the log rows of the UTC day that holds `at`. [`run`] does so by itself.
pub async fn prepare(db: &Db, at: Millis) -> crate::Result<()> {
    partition::ensure_day(db, at).await
}

/// Runs until `shutdown`; then writes what the journal still holds, unless the database is away: the next start does.
pub async fn run(control: Control, reader: Reader, mut shutdown: Shutdown) {
    control.0.behind.store(true, Relaxed);
    let mut writer = Writer::new(control, reader);
    let mut unreadable = false;
    loop {
        let stopping = is_stopped(&shutdown);
        let caught_up = match writer.read().await {
            Ok(caught_up) => {
                unreadable = false;
                caught_up
            }
            Err(error) => {
                if !unreadable {
                    tracing::error!(%error, "the journal cannot be read; its requests stay in it until it can");
                }
                unreadable = true;
                true
            }
        };
        if writer.is_due(stopping && caught_up) && !writer.flush(&mut shutdown).await {
            return;
        }
        writer.acknowledge().await;
        if !caught_up && writer.caught_up_at.elapsed() > BEHIND {
            writer.control.0.behind.store(true, Relaxed);
        }
        if caught_up {
            writer.note_caught_up();
            if stopping {
                return;
            }
            tokio::select! {
                () = stopped(&mut shutdown) => {}
                () = tokio::time::sleep(IDLE) => {}
            }
        }
    }
}

fn is_stopped(shutdown: &Shutdown) -> bool {
    *shutdown.borrow() || shutdown.has_changed().is_err()
}

struct Writer {
    control: Control,
    reader: Arc<Mutex<Reader>>,
    boot_end: Position,
    /// The records of earlier runs have all been seen.
    booted: bool,
    /// The end of the last record that was read, and what of that is acknowledged.
    position: Position,
    acknowledged: Position,
    open: Open,
    batch: Vec<LogEntry>,
    since: Instant,
    /// Everything in the journal had been read then.
    caught_up_at: Instant,
    days: Days,
}

impl Writer {
    fn new(control: Control, reader: Reader) -> Self {
        let position = reader.position();
        Self {
            control,
            boot_end: reader.boot_end(),
            reader: Arc::new(Mutex::new(reader)),
            booted: false,
            position,
            acknowledged: position,
            open: Open::default(),
            batch: Vec::new(),
            since: Instant::now(),
            caught_up_at: Instant::now(),
            days: Days::default(),
        }
    }

    /// Takes in the next records; true when there are no more for now.
    async fn read(&mut self) -> io::Result<bool> {
        let max = ROWS - self.batch.len().min(ROWS - 1);
        let (records, reached) = self.with_reader(move |reader| Ok((reader.read(max)?, reader.position()))).await?;
        let caught_up = records.len() < max;
        for (end, payload) in records {
            let bytes = payload.len();
            if let Err(error) = Sealed::read(payload).and_then(|record| self.take_in(record, end)) {
                tracing::error!(%error, bytes, "a journal record is not readable; it is skipped")
            }
            self.position = end;
        }
        self.position = reached;
        if !self.booted && (caught_up || reached > self.boot_end) {
            self.booted = true;
            let interrupted = self.open.take_until(self.boot_end);
            if !interrupted.is_empty() {
                tracing::warn!(
                    requests = interrupted.len(),
                    "requests that an earlier run did not finish are logged as interrupted"
                );
            }
            interrupted.into_iter().for_each(|entry| self.push(entry));
        }
        Ok(caught_up)
    }

    fn take_in(&mut self, record: Sealed, end: Position) -> Result<(), RecordError> {
        match record.kind {
            RecordKind::Started => self.open.start(self.position, end, record),
            RecordKind::Settled => {
                self.open.settle(&record.id);
                self.push(record.open()?);
            }
        }
        Ok(())
    }

    fn push(&mut self, entry: LogEntry) {
        if self.batch.is_empty() {
            self.since = Instant::now();
        }
        self.batch.push(tidy(entry));
    }

    fn is_due(&self, last: bool) -> bool {
        !self.batch.is_empty() && (last || self.batch.len() >= ROWS || self.since.elapsed() >= AGE)
    }

    /// Tries until the batch is stored. False: it is time to stop, and the database is away.
    async fn flush(&mut self, shutdown: &mut Shutdown) -> bool {
        let mut pause = RETRY_FIRST;
        let mut away = false;
        loop {
            let last = is_stopped(shutdown);
            match self.store().await {
                Ok(()) => {
                    if away {
                        tracing::info!("the database takes log rows again");
                    }
                    self.batch.clear();
                    return true;
                }
                Err(error) if last => {
                    tracing::warn!(%error, "the last log rows wait in the journal for the next start");
                    return false;
                }
                Err(error) if !away => {
                    away = true;
                    self.control.0.behind.store(true, Relaxed);
                    tracing::warn!(%error, "the database does not take log rows; they wait in the journal");
                }
                Err(_) => {}
            }
            tokio::select! {
                () = stopped(shutdown) => {}
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(RETRY_LAST);
        }
    }

    /// A database that answers others may hold this one up: then the ledger does not say what was spent, either.
    async fn store(&mut self) -> crate::Result<()> {
        let mut storing = pin!(batch::store(self.control.db(), &mut self.days, &self.batch));
        if let Ok(stored) = tokio::time::timeout(BEHIND, &mut storing).await {
            return stored;
        }
        self.control.0.behind.store(true, Relaxed);
        storing.await
    }

    /// Whoever asks the ledger now is told everything but what came a moment ago.
    fn note_caught_up(&mut self) {
        self.caught_up_at = Instant::now();
        if self.booted && self.batch.is_empty() {
            self.control.0.behind.store(false, Relaxed);
        }
    }

    /// Up to the oldest request that is under way, if all before it is stored.
    async fn acknowledge(&mut self) {
        let until = self.open.oldest().unwrap_or(self.position);
        if !self.batch.is_empty() || until <= self.acknowledged {
            return;
        }
        match self.with_reader(move |reader| reader.acknowledge(until)).await {
            Ok(()) => self.acknowledged = until,
            Err(error) => {
                tracing::warn!(%error, "the journal could not be acknowledged; it is read again after a restart")
            }
        }
    }

    /// File access happens on a thread for it.
    async fn with_reader<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let reader = Arc::clone(&self.reader);
        let done =
            tokio::task::spawn_blocking(move || work(&mut reader.lock().unwrap_or_else(PoisonError::into_inner)));
        done.await.map_err(io::Error::other)?
    }
}
