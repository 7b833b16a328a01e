//! The lines of a backup that are no rows.

use crate::Error;
use domain::report::Totals;
use domain::{Millis, Secret};
use serde::{Deserialize, Serialize};

/// Of the file; a higher one is a newer program's.
pub(super) const FORMAT: u32 = 1;

/// What every version of the form begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lead {
    #[serde(rename = "cch_backup")]
    pub(super) format: u32,
    /// Of the program that wrote the file.
    pub(super) version: String,
    /// The newest migration of the database.
    pub(super) schema: i64,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    #[serde(flatten)]
    pub(super) lead: Lead,
    pub made_at: Millis,
    /// Rows of all tables.
    pub rows: u64,
    /// Tables that are not in it.
    pub left: Vec<String>,
    /// A known text under the master key, by which the right key is told from others.
    pub(super) check: String,
    /// The master key itself, where that was asked for.
    pub(super) master_key: Option<Secret>,
}

/// What stands before the rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: u64,
    /// The UTC days of the rows, for a table that has a partition for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) days: Vec<Millis>,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trailer {
    /// Rows of all tables.
    pub rows: u64,
    /// Of the ledger, and of its sums by quarter of an hour.
    pub ledger: Totals,
    pub rollup: Totals,
    /// Of every line before this one, in hex.
    pub sha256: String,
}

/// A line between the rows.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mark {
    Table(Table),
    End(Trailer),
}

/// Nothing was changed, and this is why.
pub(super) fn refused(text: impl Into<String>) -> Error {
    Error::Backup(text.into())
}
