//! Secrets that the hub makes for itself at its first start, each in a file that only its owner may read.

use crate::db::Db;
use crate::seal::{Seal, hex, random};
use crate::store::setting;
use crate::{Error, Result};
use domain::Secret;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Stored sealed, so that a wrong master key shows at start and not with the first request.
const CHECK: &str = "master_key_check";
const CHECK_TEXT: &str = "claude-code-hub";

/// What example files say in place of a secret counts as nothing.
pub(crate) fn given(secret: Option<Secret>) -> Option<Secret> {
    secret.filter(|secret| !matches!(secret.expose().trim(), "" | "change-me"))
}

/// The file's text; a missing file is made with `bytes` random bytes in hex.
pub(crate) fn read_or_make<const BYTES: usize>(path: &Path) -> Result<Secret> {
    let told = |error: std::io::Error| Error::Start(format!("{}: {error}", path.display()));
    match fs::read_to_string(path) {
        Ok(text) if !text.trim().is_empty() => return Ok(Secret::new(text.trim())),
        Ok(_) => {
            return Err(Error::Start(format!(
                "{} is empty. Restore it, or delete it to get a new one.",
                path.display()
            )));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(told(error)),
    }
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).map_err(told)?;
    }
    let text = hex(&random::<BYTES>()?);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(told)?;
    writeln!(file, "{text}").and_then(|()| file.sync_all()).map_err(told)?;
    Ok(Secret::new(text))
}

/// The seal of the master key, once it is proven to be the one that this database was written with.
pub(crate) async fn seal(db: &Db, data_dir: &Path, master_key: Option<Secret>) -> Result<Seal> {
    let path = data_dir.join("master.key");
    let (key, source) = match given(master_key) {
        Some(key) => (key, "CCH_MASTER_KEY".to_owned()),
        None => (read_or_make::<32>(&path)?, path.display().to_string()),
    };
    let seal = Seal::new(&key);
    let mut tx = db.write().await?;
    let check = setting::get_or_set(&mut tx, CHECK, &seal.seal(&Secret::new(CHECK_TEXT))?).await?;
    tx.commit().await?;
    match seal.open(&check) {
        Some(text) if text.expose() == CHECK_TEXT => Ok(seal),
        _ => Err(Error::Start(format!(
            "The master key from {source} is not the one that this database's credentials were encrypted with. \
             Start with the key of before: CCH_MASTER_KEY, or the file master.key of the first data folder."
        ))),
    }
}
