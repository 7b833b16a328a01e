//! Skipping a stage whose inputs are what they were when it last ended well.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::layout;

/// Does `work` unless every file below `inputs` is as it was at the last success and `output` exists.
/// Returns whether there was work.
pub(crate) fn unless_fresh(
    stage: &str,
    inputs: &[PathBuf],
    output: &Path,
    work: impl FnOnce() -> Result<()>,
) -> Result<bool> {
    let stamp = layout::stamps().join(stage);
    let now = digest(inputs)?;
    if output.exists() && fs::read_to_string(&stamp).is_ok_and(|then| then == now) {
        return Ok(false);
    }
    let _ = fs::remove_file(&stamp);
    work()?;
    fs::create_dir_all(layout::stamps())?;
    fs::write(&stamp, now)?;
    Ok(true)
}

fn digest(inputs: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files(inputs)? {
        let content = fs::read(&file).with_context(|| format!("could not read {}", file.display()))?;
        hash.update(file.as_os_str().as_encoded_bytes());
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Every file at or below `places`, sorted; a place that does not exist holds none.
pub(crate) fn files(places: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut left = places.to_vec();
    while let Some(place) = left.pop() {
        if place.is_dir() {
            for entry in fs::read_dir(&place)? {
                left.push(entry?.path());
            }
        } else if place.exists() {
            found.push(place);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::digest;
    use std::fs;

    #[test]
    fn a_digest_follows_content_and_names() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = [folder.path().to_path_buf()];
        fs::write(folder.path().join("a"), "1").unwrap();
        let before = digest(&inputs).unwrap();
        assert_eq!(before, digest(&inputs).unwrap());

        fs::write(folder.path().join("a"), "2").unwrap();
        let changed = digest(&inputs).unwrap();
        assert_ne!(before, changed);

        fs::rename(folder.path().join("a"), folder.path().join("b")).unwrap();
        assert_ne!(changed, digest(&inputs).unwrap());
    }
}
