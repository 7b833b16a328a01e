//! Secrets that the hub makes for itself at its first start, each in a file that only its owner may read.

use crate::db::Db;
use crate::seal::{Seal, hex, random};
use crate::store::setting;
use crate::{Error, Result};
use domain::Secret;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

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
    let secret = Secret::new(hex(&random::<BYTES>()?));
    write(path, &secret).map_err(told)?;
    Ok(secret)
}

/// A folder for the hub's data, for its owner alone; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Where there is no such file yet.
pub(crate) fn write(path: &Path, secret: &Secret) -> std::io::Result<()> {
    if let Some(dir) = path.parent() {
        make_folder(dir)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", secret.expose())?;
    file.sync_all()
}

/// The master key that is set or in the data folder, and what people call the place; none is made.
pub(crate) fn find(data_dir: &Path, master_key: Option<Secret>) -> Result<Option<(Secret, String)>> {
    let path = path(data_dir);
    match given(master_key) {
        Some(key) => Ok(Some((key, "CCH_MASTER_KEY".to_owned()))),
        None if path.exists() => Ok(Some((read_or_make::<32>(&path)?, path.display().to_string()))),
        None => Ok(None),
    }
}

pub(crate) fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("master.key")
}

/// By which the key is known that something was sealed with.
pub(crate) fn check(seal: &Seal) -> Result<String> {
    seal.seal(&Secret::new(CHECK_TEXT))
}

pub(crate) fn is_of(check: &str, seal: &Seal) -> bool {
    seal.open(check).is_some_and(|text| text.expose() == CHECK_TEXT)
}

/// The seal of the master key, once it is proven to be the one that this database was written with.
pub(crate) async fn seal(db: &Db, data_dir: &Path, master_key: Option<Secret>) -> Result<Seal> {
    let (key, source) = match find(data_dir, master_key)? {
        Some(found) => found,
        None => (read_or_make::<32>(&path(data_dir))?, path(data_dir).display().to_string()),
    };
    let seal = Seal::new(&key);
    let mut tx = db.write().await?;
    let stored = setting::get_or_set(&mut tx, CHECK, &check(&seal)?).await?;
    tx.commit().await?;
    match is_of(&stored, &seal) {
        true => Ok(seal),
        false => Err(Error::Start(format!(
            "The master key from {source} is not the one that this database's credentials were encrypted with. \
             Start with the key of before: CCH_MASTER_KEY, or the file master.key of the first data folder."
        ))),
    }
}
