//! The master key that a backup's secrets are under.

use crate::backup::Header;
use crate::backup::form::refused;
use crate::seal::Seal;
use crate::{Result, keyfile};
use domain::Secret;
use std::path::{Path, PathBuf};

pub(super) struct Key {
    pub(super) secret: Secret,
    /// The file where it is to be kept, if it came with the backup.
    pub(super) missing: Option<PathBuf>,
}

impl Key {
    /// In the data folder, where it was missing.
    pub(super) fn keep(&self) -> Result<()> {
        Ok(self.missing.iter().try_for_each(|path| keyfile::write(path, &self.secret))?)
    }

    /// Where nothing was restored after all.
    pub(super) fn forget(&self) {
        if let Some(path) = &self.missing {
            // What is left then is the key that the next try wants.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The one that is here, else the backup's own.
pub(super) fn right(header: &Header, data_dir: &Path, master_key: Option<Secret>) -> Result<Key> {
    let path = keyfile::path(data_dir);
    let place = path.display();
    let is_right = |key: &Secret| keyfile::is_of(&header.check, &Seal::new(key));
    match (keyfile::find(data_dir, master_key)?, &header.master_key) {
        (Some((secret, _)), _) if is_right(&secret) => Ok(Key { secret, missing: None }),
        (Some((_, source)), inside) => Err(refused(format!(
            "The master key from {source} is not the one that this backup's credentials were encrypted with. {}",
            match inside {
                Some(_) => "The backup has its own: take this one away, and the backup's is put into the data folder.",
                None => "Set the key of the hub that was backed up: CCH_MASTER_KEY, or its file master.key.",
            }
        ))),
        (None, Some(secret)) if is_right(secret) => Ok(Key { secret: secret.clone(), missing: Some(path) }),
        (None, _) => Err(refused(format!(
            "There is no master key here, and this backup's credentials are encrypted with one. Set the key of the hub \
             that was backed up as CCH_MASTER_KEY, or copy its file master.key to {place}."
        ))),
    }
}
