//! The database that a backup is restored into.

use crate::Result;
use crate::backup::TABLES;
use crate::backup::form::refused;
use crate::db::{self, Tx};
use crate::store::dump;
use std::fs::File;
use std::path::Path;

/// What makes a hub somebody's.
const OWNED: [&str; 4] = ["users", "keys", "providers", "usage_ledger"];

/// No hub starts on this data folder until the result is dropped.
pub(super) fn hold(data_dir: &Path) -> Result<File> {
    journal::hold(&data_dir.join("journal"))
        .map_err(|error| refused(format!("A backup is not restored beside a hub that runs: {error}. Stop it first.")))
}

/// Takes away what is there, where that may be.
pub(super) async fn prepare(tx: &mut Tx, replace: bool) -> Result<()> {
    if dump::is_shared(tx).await? {
        return Err(refused("Hubs are connected to this database. Stop all of them first."));
    }
    if dump::schema(tx).await? > db::schema() {
        return Err(refused("This database was set up by a newer version of the hub. Restore with that version."));
    }
    for table in OWNED {
        if !replace && !dump::columns(tx, table).await?.is_empty() && dump::count(tx, table).await? > 0 {
            return Err(refused(format!(
                "This hub is not empty: it has {table}. Restore into an empty one, or with --replace, which loses what is \
                 in this one."
            )));
        }
    }
    // Tables that others refer to go last.
    for (table, _) in TABLES.iter().rev() {
        dump::drop(tx, table).await?;
    }
    dump::drop_functions(tx).await?;
    dump::drop(tx, dump::MIGRATIONS).await
}

/// The schema as it was then, without the rows that migrations begin with.
pub(super) async fn make(tx: &mut Tx, schema: i64) -> Result<()> {
    tx.migrate(schema).await?;
    for (table, _) in TABLES.iter().rev() {
        if !dump::columns(tx, table).await?.is_empty() {
            dump::clear(tx, table).await?;
        }
    }
    Ok(())
}
