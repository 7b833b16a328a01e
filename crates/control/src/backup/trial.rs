//! Whether a backup would be restored: by restoring it.

use super::CHECKED;
use super::form::refused;
use super::restore::refill;
use super::source::Source;
use crate::auth::Actor;
use crate::{Control, Db, Result, keyfile};
use domain::backup::BackupCheck;
use std::io;
use std::path::Path;
use tokio::task::spawn_blocking;

/// What would be told of it, were it on a server.
const NAME: &str = "cch check";

impl Control {
    /// Restores `file` into a database of its own in `folder`, compares it with what was written, and throws it away.
    ///
    /// # Errors
    /// Why it could not be restored into this hub, or that another backup is taken or checked.
    pub async fn check_backup(&self, actor: &Actor, file: &Path, folder: &Path) -> Result<BackupCheck> {
        let _alone = self.alone_with_backups(actor)?;
        let place = file.to_owned();
        let (header, trailer) = spawn_blocking(move || Source::verify(&place)).await.map_err(io::Error::other)??;
        if !keyfile::is_of(&header.check, &self.0.seal) {
            return Err(refused(
                "This backup is whole, but its credentials were encrypted with another master key than this hub's. It is \
                 restored where the key of the hub that wrote it is.",
            ));
        }
        let scratch = tempfile::Builder::new().prefix(CHECKED).tempdir_in(folder)?;
        let db = Db::open(&format!("sqlite:{}", scratch.path().join("hub.db").display()), NAME).await?;
        let mut tx = db.write().await?;
        let audit = refill(&mut tx, file, (&header, &trailer), &self.0.seal, &mut |_| ()).await;
        drop(tx);
        db.close().await;
        Ok(BackupCheck {
            made_at: header.made_at,
            version: header.lead.version,
            rows: trailer.rows,
            left: header.left,
            requests: trailer.ledger.requests,
            cost: trailer.ledger.cost,
            audit_holds: audit?.holds(),
        })
    }
}
