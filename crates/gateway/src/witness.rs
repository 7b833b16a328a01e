//! Whoever keeps figures and traces is told here of what the data plane does. The data plane does not know them.

use crate::reject::Reject;
use domain::limit::LimitKind;
use domain::log::LogEntry;
use std::fmt::Debug;

/// Told on the request's own thread: it must not wait.
pub trait Witness: Debug + Send + Sync {
    /// A known caller's request has ended.
    fn ended(&self, ended: &Ended<'_>);

    /// A request that leaves no row was refused, by the code that its answer bears: nobody knows who sent it.
    fn turned_away(&self, code: &'static str);
}

#[derive(Debug)]
pub struct Ended<'a> {
    pub entry: &'a LogEntry,
    pub hops: Hops,
    /// There when the hub itself refused it.
    pub refusal: Option<Refusal>,
}

/// What the record of a request does not tell of its way through the hub, in microseconds after its arrival.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hops {
    /// Its key was found.
    pub known_us: i64,
    /// Its body was there.
    pub read_us: i64,
}

#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// As in the answer.
    pub code: &'static str,
    /// The kind of limit that was reached.
    pub limit: Option<LimitKind>,
}

impl From<&Reject> for Refusal {
    fn from(reject: &Reject) -> Self {
        let limit = match reject {
            Reject::Limited { quota, .. } => Some(quota.kind),
            _ => None,
        };
        Self { code: reject.code(), limit }
    }
}
