//! Who may read what the hub keeps.

use domain::finding::Finding;
use std::path::Path;

/// Secrets, each for its owner alone wherever it lies.
const SECRETS: [&str; 2] = ["master.key", "admin-token"];
/// What others may not reach.
const DATA: [&str; 3] = ["hub.db", "hub.db-wal", "journal"];

pub(super) fn check(data_dir: &Path) -> Vec<Finding> {
    let Some(folder) = mode(data_dir) else {
        return vec![Finding::warning(
            "no_data_folder",
            format!(
                "The data folder {} is not there or cannot be read: is CCH_DATA_DIR right, and is this the hub's user?",
                data_dir.display()
            ),
        )];
    };
    let secrets = SECRETS.iter().map(|name| data_dir.join(name)).filter(|path| mode(path).is_some_and(is_shared));
    let secrets = secrets.map(|path| {
        let path = path.display();
        Finding::warning("secret_is_readable", format!("Others on this machine can read {path}: chmod 600 {path}"))
    });
    let mut found: Vec<_> = secrets.collect();
    let files = DATA.iter().map(|name| data_dir.join(name));
    if let Some(path) = files.into_iter().find(|path| mode(path).is_some_and(|file| is_reachable(folder, file))) {
        found.push(Finding::warning(
            "data_is_readable",
            format!("Others on this machine can read {}: chmod 700 {}", path.display(), data_dir.display()),
        ));
    }
    found
}

/// The rights of group and others in it.
fn is_shared(mode: u32) -> bool {
    mode & 0o077 != 0
}

/// The folder lets the same people in that the file lets read.
fn is_reachable(folder: u32, file: u32) -> bool {
    [(0o010, 0o040), (0o001, 0o004)].iter().any(|(enter, read)| folder & enter != 0 && file & read != 0)
}

/// None where there is no such file, and on systems without such rights.
fn mode(path: &Path) -> Option<u32> {
    let meta = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::PermissionsExt::mode(&meta.permissions()));
    #[cfg(not(unix))]
    return meta.is_dir().then_some(0o700);
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn set(path: &Path, mode: u32) {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    }

    fn codes(folder: &Path) -> Vec<String> {
        check(folder).into_iter().map(|found| found.code).collect()
    }

    #[test]
    fn what_others_can_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["master.key", "hub.db"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        set(folder.path(), 0o755);
        set(&folder.path().join("hub.db"), 0o640);
        set(&folder.path().join("master.key"), 0o600);
        assert_eq!(codes(folder.path()), ["data_is_readable"]);
        set(folder.path(), 0o701);
        assert_eq!(codes(folder.path()), Vec::<String>::new(), "whom the folder lets in, the file does not");
        set(&folder.path().join("master.key"), 0o604);
        assert_eq!(codes(folder.path()), ["secret_is_readable"]);
        assert_eq!(codes(&folder.path().join("none")), ["no_data_folder"]);
    }
}
