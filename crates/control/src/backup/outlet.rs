//! What takes a backup's bytes: a file, or whoever downloads them.

use crate::Result;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;
use tokio::runtime::Handle;
use tokio::sync::mpsc::Sender;

pub(super) trait Outlet: Write + Send + 'static {
    /// That was all. How many bytes it has.
    fn keep(self) -> io::Result<u64>;
}

/// A file beside its place, until it is whole. Only its owner may read it.
pub(super) struct Beside {
    file: NamedTempFile,
    place: PathBuf,
}

impl Beside {
    pub(super) fn create(place: &Path) -> io::Result<Self> {
        let file = tempfile::Builder::new().prefix(".cch-backup-").suffix(".part").tempfile_in(folder(place))?;
        Ok(Self { file, place: place.to_owned() })
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Outlet for Beside {
    /// At its place, and on the disk.
    fn keep(self) -> io::Result<u64> {
        self.file.as_file().sync_all()?;
        let bytes = self.file.as_file().metadata()?.len();
        self.file.persist(&self.place)?;
        File::open(folder(&self.place))?.sync_all()?;
        Ok(bytes)
    }
}

fn folder(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whoever reads nothing for so long gets no more: what is read for them holds others up (old rows that cannot be cleared
/// away, a day of the log that cannot be begun).
const STALLED: Duration = Duration::from_secs(60);

/// Somebody who reads along; it is written as fast as they read.
pub(super) struct Pipe {
    out: Sender<Result<Vec<u8>>>,
    runtime: Handle,
    bytes: u64,
}

impl Pipe {
    pub(super) fn new(out: Sender<Result<Vec<u8>>>) -> Self {
        Self { out, runtime: Handle::current(), bytes: 0 }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.out.send_timeout(Ok(bytes.to_vec()), STALLED);
        self.runtime.block_on(sent).map_err(|_| ErrorKind::BrokenPipe)?;
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Outlet for Pipe {
    fn keep(self) -> io::Result<u64> {
        Ok(self.bytes)
    }
}
