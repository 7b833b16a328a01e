//! The way into the journal. When it takes nothing more (a full disk), what happened is kept in memory until it does, and
//! nothing new is begun: no vendor shall bill what no ledger will know.

use domain::RequestId;
use domain::log::{LogEntry, RecordKind};
use journal::Journal;
use std::collections::VecDeque;
use std::io::ErrorKind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often the journal is tried again.
const AGAIN: Duration = Duration::from_millis(250);

pub(crate) struct Records {
    journal: Journal,
    /// In the order in which they came.
    owed: Mutex<VecDeque<Vec<u8>>>,
    stuck: AtomicBool,
}

impl Records {
    pub(crate) fn new(journal: Journal) -> Self {
        Self { journal, owed: Mutex::default(), stuck: AtomicBool::new(false) }
    }

    /// The journal takes nothing at present.
    pub(crate) fn is_stuck(&self) -> bool {
        self.stuck.load(Ordering::Acquire)
    }

    pub(crate) fn write(&self, kind: RecordKind, entry: &LogEntry) {
        match kind.write(entry) {
            Ok(bytes) => self.append(&entry.id, bytes),
            Err(error) => tracing::error!(request = %entry.id, %error, "a record could not be written"),
        }
    }

    fn append(&self, id: &RequestId, bytes: Vec<u8>) {
        if !self.is_stuck() {
            match self.journal.append(&bytes) {
                Ok(()) => return,
                // It never will be: nobody waits for that.
                Err(error) if error.kind() == ErrorKind::InvalidInput => {
                    return tracing::error!(request = %id, %error, "a record is lost");
                }
                Err(error) => {
                    tracing::error!(request = %id, %error, "the journal refuses records: no request is begun until it takes them")
                }
            }
        }
        let mut owed = self.owed.lock().unwrap_or_else(PoisonError::into_inner);
        owed.push_back(bytes);
        self.stuck.store(true, Ordering::Release);
    }

    /// Brings what is owed into the journal as soon as it takes it, for as long as it is polled.
    pub(crate) async fn keep(&self) {
        loop {
            tokio::time::sleep(AGAIN).await;
            if self.is_stuck() && self.settle() {
                tracing::info!("the journal takes records again");
            }
        }
    }

    /// True: nothing is owed any more.
    pub(crate) fn settle(&self) -> bool {
        let mut owed = self.owed.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(bytes) = owed.front() {
            match self.journal.append(bytes) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::InvalidInput => tracing::error!(%error, "a record is lost"),
                Err(_) => return false,
            }
            owed.pop_front();
        }
        self.stuck.store(false, Ordering::Release);
        true
    }
}

/// Records that the journal has not taken by the end of the process are lost.
impl Drop for Records {
    fn drop(&mut self) {
        if !self.settle() {
            let lost = self.owed.lock().unwrap_or_else(PoisonError::into_inner).len();
            tracing::error!(lost, "the journal has not taken these records to the end: what they say is lost");
        }
    }
}
