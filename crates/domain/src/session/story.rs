//! What a session did, turn by turn, as the log tells it.

use crate::Millis;
use crate::log::{CallerTag, Class, Exclusion, LogEntry, LogRow, LogTotals, ProviderTag};
use serde::{Deserialize, Serialize};

/// Some of a session's turns, and the sums of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SessionStory {
    /// When, and whose it is; only with its first turn.
    pub began: Option<(Millis, CallerTag)>,
    pub sums: LogTotals,
    /// Rows of the log, also those that no vendor bills; counted as far as `sums` reach.
    pub count: i64,
    /// Who served, and how many turns; most first.
    pub providers: Vec<(ProviderTag, i64)>,
    pub last_at: Millis,
    /// Oldest first.
    pub turns: Vec<Turn>,
    /// Where the turns after these begin, also while there are none.
    pub after: Option<String>,
    pub more: bool,
}

/// A request of the session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    pub row: LogRow,
    pub departure: Option<Departure>,
}

/// Why a request did not stay with a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Departure {
    /// The session was bound to it, and it was no candidate. None: it is gone, or sessions do not stay with it.
    PassedOver { name: String, reason: Option<Exclusion> },
    /// It was asked, and given up for another.
    Failed { name: String, class: Option<Class> },
}

impl From<&LogEntry> for Turn {
    fn from(entry: &LogEntry) -> Self {
        Self { row: entry.row(), departure: Departure::of(entry) }
    }
}

impl Departure {
    /// What the chain says of the provider that the request left first.
    fn of(entry: &LogEntry) -> Option<Self> {
        let selection = entry.attempts.first().map(|attempt| &attempt.selection).or(entry.unserved.as_ref())?;
        if let Some(passed) = &selection.passed_over {
            return Some(Self::PassedOver { name: passed.name.clone(), reason: passed.reason });
        }
        let served = entry.provider()?;
        let left = &entry.attempts.first().filter(|attempt| attempt.provider.id != served.id)?.provider;
        let there = entry.attempts.iter().take_while(|attempt| attempt.provider.id == left.id);
        Some(Self::Failed { name: left.name.clone(), class: there.last().and_then(|attempt| attempt.class) })
    }
}
