//! What the ledger knows of an owner's spending: the limiter asks when it meets a limit for the first time, and when it
//! checks its own figures.

use crate::limit::LimitOwner;
use crate::{Millis, Nanos, RequestId};
use std::fmt::Debug;
use std::pin::Pin;

/// How much was spent since an instant?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BooksAsk {
    pub owner: LimitOwner,
    /// Of these models only; `*` stands for any text.
    pub models: Option<String>,
    pub from: Millis,
    /// By quarter of an hour, not in one sum.
    pub by_quarter: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BooksAnswer {
    /// Begins of quarters of an hour (or the one `from`) with what was spent, ascending.
    pub spent: Vec<(Millis, Nanos)>,
    /// Of the time that was asked for: rows of the ledger that `spent` holds. Who has counted one of them by itself must not
    /// count it twice.
    pub counted: Vec<RequestId>,
}

/// No row takes as long from its settlement to the ledger while the database is there, in milliseconds.
pub const HORIZON: i64 = 120_000;

/// One answer for each question; None while the ledger cannot be asked, or is behind.
pub type BooksAnswers<'a> = Pin<Box<dyn Future<Output = Option<Vec<BooksAnswer>>> + Send + 'a>>;

pub trait Books: Debug + Send + Sync {
    /// `recall`: how far back to name the rows that were counted, in milliseconds.
    fn spent(&self, asks: Vec<BooksAsk>, recall: i64) -> BooksAnswers<'_>;

    /// Requests that have ended do not wait for the ledger.
    fn is_current(&self) -> bool {
        true
    }
}
