//! Restoring a backup: all of it, or nothing.

mod fill;
mod key;
mod target;

use super::form::refused;
use super::source::Source;
use super::{Header, Told, Trailer};
use crate::Result;
use crate::db::{self, Db, Tx};
use crate::seal::Seal;
use crate::service::audit::chain;
use domain::Secret;
use domain::audit::AuditCheck;
use key::Key;
use std::path::{Path, PathBuf};
use tokio::task::spawn_blocking;

/// What PostgreSQL's list of sessions calls it.
const NAME: &str = "cch restore";

/// What is restored, and where to.
#[derive(Clone, Debug)]
pub struct Restore {
    pub file: PathBuf,
    /// As for [`Db::connect`].
    pub dsn: Secret,
    /// Where the master key is, or comes to be, when none is given.
    pub data_dir: PathBuf,
    pub master_key: Option<Secret>,
    /// Whatever is in the database now is lost.
    pub replace: bool,
}

/// What was restored, counted and summed in the database.
#[derive(Clone, Debug)]
pub struct Restored {
    pub header: Header,
    pub trailer: Trailer,
    pub audit: AuditCheck,
    /// Where the master key of the file was put; none where it was here.
    pub key_file: Option<PathBuf>,
}

impl Restore {
    /// The hub of this data folder must not run meanwhile: its journal is held.
    ///
    /// # Errors
    /// When the file is not whole, the master key another one, the database in use or not empty. Whatever the error,
    /// nothing was changed.
    pub async fn run(self, told: Told<'_>) -> Result<Restored> {
        let file = self.file.clone();
        let (header, trailer) =
            spawn_blocking(move || Source::verify(&file)).await.map_err(std::io::Error::other)??;
        let key = key::right(&header, &self.data_dir, self.master_key.clone())?;
        let _held = target::hold(&self.data_dir)?;
        let db = Db::open(self.dsn.expose(), NAME).await.map_err(|error| {
            refused(format!("The database cannot be opened: {error}. Is it up, and is DSN its address?"))
        })?;
        let audit = self.once(&db, &header, &trailer, &key, told).await;
        db.close().await;
        Ok(Restored { header, trailer, audit: audit?, key_file: key.missing })
    }

    /// One transaction.
    async fn once(&self, db: &Db, header: &Header, trailer: &Trailer, key: &Key, told: Told<'_>) -> Result<AuditCheck> {
        let mut tx = db.write().await?;
        target::prepare(&mut tx, self.replace).await?;
        let audit = refill(&mut tx, &self.file, (header, trailer), &Seal::new(&key.secret), told).await?;
        key.keep()?;
        let done = tx.commit().await;
        if done.is_err() {
            key.forget();
        }
        done.map(|()| audit)
    }
}

/// Fills an empty database, and compares what is in it then.
pub(super) async fn refill(
    tx: &mut Tx,
    file: &Path,
    (header, trailer): (&Header, &Trailer),
    seal: &Seal,
    told: Told<'_>,
) -> Result<AuditCheck> {
    target::make(tx, header.lead.schema).await?;
    fill::fill(tx, file, told).await?;
    tx.migrate(db::schema()).await?;
    fill::compare(tx, trailer).await?;
    chain::verify(tx, seal).await
}
