//! One application of a file: everything happens inside one change, which is taken back unless all of it is right.

use super::fault::{Faults, field};
use super::report::Report;
use crate::change::Change;
use crate::{Error, Result};
use domain::{ApiError, Secret};

/// What a file says of one thing, and where.
pub(super) struct Entry<T> {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) is: T,
}

pub(super) struct Run<'a> {
    pub(super) change: Change<'a>,
    pub(super) faults: Faults,
    pub(super) report: Report,
    /// What a section does not name is deleted.
    pub(super) prune: bool,
    pub(super) prices_changed: bool,
}

impl Run<'_> {
    /// A secret that is needed and not there.
    pub(super) fn missing(&mut self, path: &str, name: &str, why: &str) -> Option<Secret> {
        self.faults.add(&field(path, name), why);
        None
    }

    /// Keeps what was refused as a fault of the file; whatever else fails ends the run.
    pub(super) fn told<T>(&mut self, path: &str, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(error @ (Error::Invalid { .. } | Error::Refused(_) | Error::NotFound(_))) => {
                let ApiError { message, field: at, .. } = error.into();
                let path = at.map_or_else(|| path.to_owned(), |name| field(path, &name));
                self.faults.add(&path, message);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
