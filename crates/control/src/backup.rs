//! The hub's data as one file that both databases read: taken from one, it can be restored into the other.
//!
//! A file is a zstd stream of JSON lines. The first is a [`Header`]; then comes each table, as a line that names its columns
//! and one line for each row, an array in the order of the primary key; the last is a [`Trailer`] with the SHA-256 of every
//! line before it. So `zstd -dc FILE` shows what is in it, and a file that was cut off or changed is known by its end.
//!
//! Taking one (`take`) reads a single view of the data, beside a hub that goes on. Restoring (`restore`) reads the file twice:
//! once to its end, before anything is touched, and once into the database, in one transaction that makes the schema of the
//! file's time, fills it, compares counts and sums, and brings it up to date.

mod form;
mod outlet;
mod restore;
mod sink;
mod source;
mod table;
mod take;
mod trial;

pub use form::{Header, Trailer};
pub use restore::{Restore, Restored};
pub use table::{Kept, TABLES};
pub use take::{Taken, Wanted};

use crate::{Result, keyfile};
use domain::Secret;
use std::path::Path;

/// What a check keeps for a while begins so.
pub const CHECKED: &str = ".cch-check-";

/// The master key that is set or in the data folder, for [`Wanted`]; none where there is none.
///
/// # Errors
/// When its file cannot be read.
pub fn master_key(data_dir: &Path, given: Option<Secret>) -> Result<Option<Secret>> {
    Ok(keyfile::find(data_dir, given)?.map(|(key, _)| key))
}

/// Removes what checks of backups have left in the data folder when their process died.
pub fn clear_away(data_dir: &Path) {
    let found = std::fs::read_dir(data_dir).into_iter().flatten().flatten();
    for left in found.filter(|entry| entry.file_name().to_string_lossy().starts_with(CHECKED)) {
        let path = left.path();
        let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        if let Err(error) = removed {
            tracing::warn!(%error, path = %path.display(), "what a check of a backup has left could not be removed");
        }
    }
}

/// How far it is: told for every table, and in between.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    pub table: &'a str,
    /// Rows of this table that are done, of how many.
    pub rows: u64,
    pub of: u64,
}

/// Whoever wants to know.
pub type Told<'a> = &'a mut (dyn FnMut(Progress<'_>) + Send);
