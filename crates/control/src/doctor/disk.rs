//! What the journal and the embedded database lie on.

use domain::finding::Finding;
use std::path::Path;

/// Bytes under which a busy hub may be out of room before somebody looks.
const ROOM: u64 = 1 << 30;

/// File systems over a network, by the magic number that Linux gives them, where locks and `fsync` are not what they are
/// on a disk.
const REMOTE: [(u32, &str); 7] = [
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xfe53_4d42, "SMB"),
    (0xff53_4d42, "SMB"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9P"),
    (0x00c3_6400, "Ceph"),
];

#[derive(Clone, Copy, Debug)]
struct Disk {
    magic: u32,
    /// Bytes for those who are not root.
    free: u64,
}

pub(super) fn check(data_dir: &Path) -> Vec<Finding> {
    look(data_dir).map(|disk| judge(data_dir, disk)).unwrap_or_default()
}

/// Bytes that there is room for in a folder, where that can be known.
pub fn room(folder: &Path) -> Option<u64> {
    look(folder).map(|disk| disk.free)
}

#[cfg(target_os = "linux")]
fn look(folder: &Path) -> Option<Disk> {
    let stat = rustix::fs::statfs(folder).ok()?;
    let free = (stat.f_bavail as u64).saturating_mul(stat.f_bsize as u64);
    Some(Disk { magic: stat.f_type as u32, free })
}

/// Other systems number theirs otherwise.
#[cfg(not(target_os = "linux"))]
fn look(_: &Path) -> Option<Disk> {
    None
}

fn judge(data_dir: &Path, disk: Disk) -> Vec<Finding> {
    let mut found = Vec::new();
    let folder = data_dir.display();
    if let Some((_, name)) = REMOTE.iter().find(|(magic, _)| *magic == disk.magic) {
        found.push(Finding::warning(
            "network_file_system",
            format!(
                "The data folder {folder} is on {name}: a journal or an embedded database there can lose or damage what is \
                 written. Put it on a disk of this machine."
            ),
        ));
    }
    if disk.free < ROOM {
        found.push(Finding::warning(
            "disk_is_full",
            format!(
                "There are {} MiB left for the data folder {folder}: without room no request is recorded. Make room, or keep \
                 the log for fewer days (log_days in the settings).",
                disk.free >> 20
            ),
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_and_full_disks_are_told() {
        let codes = |magic, free| {
            let found = judge(Path::new("/data"), Disk { magic, free });
            found.into_iter().map(|one| one.code).collect::<Vec<_>>()
        };
        let (ext4, nfs, plenty) = (0xef53, 0x6969, 50 << 30);
        assert_eq!(codes(ext4, plenty), Vec::<String>::new());
        assert_eq!(codes(nfs, plenty), ["network_file_system"]);
        assert_eq!(codes(ext4, 5 << 20), ["disk_is_full"]);
        assert_eq!(codes(0xff53_4d42, 0), ["network_file_system", "disk_is_full"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_has_a_disk() {
        assert!(look(Path::new("/")).is_some_and(|disk| disk.magic != 0));
        assert!(look(Path::new("/no/such/folder")).is_none());
    }
}
