//! The numbered files of a journal.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Length and checksum before each payload.
pub(crate) const HEADER: usize = 8;

/// A place between two records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub(crate) segment: u64,
    pub(crate) offset: u64,
}

#[derive(Clone)]
pub(crate) struct Segments {
    dir: PathBuf,
}

impl Segments {
    pub(crate) fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    pub(crate) fn path(&self, number: u64) -> PathBuf {
        self.dir.join(format!("{number:016}.segment"))
    }

    pub(crate) fn create(&self, number: u64) -> io::Result<File> {
        OpenOptions::new().append(true).create_new(true).open(self.path(number))
    }

    /// A new one, or what is left of a try to make it.
    pub(crate) fn open_empty(&self, number: u64) -> io::Result<File> {
        let file = OpenOptions::new().append(true).create(true).open(self.path(number))?;
        file.set_len(0)?;
        Ok(file)
    }

    /// In ascending order.
    pub(crate) fn numbers(&self) -> io::Result<Vec<u64>> {
        let mut numbers = Vec::new();
        for entry in std::fs::read_dir(&self.dir)? {
            let name = entry?.file_name();
            let number: Option<u64> =
                name.to_str().and_then(|name| name.strip_suffix(".segment")).and_then(|n| n.parse().ok());
            numbers.extend(number);
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    pub(crate) fn last(&self) -> io::Result<Option<u64>> {
        Ok(self.numbers()?.last().copied().max(Some(self.acknowledged()?.segment)).filter(|number| *number > 0))
    }

    /// The lowest segment above `number` that exists.
    pub(crate) fn next(&self, number: u64) -> io::Result<Option<u64>> {
        Ok(self.numbers()?.into_iter().find(|have| *have > number))
    }

    pub(crate) fn acknowledged(&self) -> io::Result<Position> {
        match std::fs::read_to_string(self.dir.join("acknowledged")) {
            Ok(text) => Ok(parse(&text).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Position::default()),
            Err(error) => Err(error),
        }
    }

    /// Written beside and renamed over: a crash leaves the old mark or the new one.
    pub(crate) fn acknowledge(&self, position: Position) -> io::Result<()> {
        let beside = self.dir.join("acknowledged.new");
        std::fs::write(&beside, format!("{} {}\n", position.segment, position.offset))?;
        std::fs::rename(beside, self.dir.join("acknowledged"))?;
        for number in self.numbers()?.into_iter().filter(|number| *number < position.segment) {
            std::fs::remove_file(self.path(number))?;
        }
        Ok(())
    }
}

fn parse(text: &str) -> Option<Position> {
    let (segment, offset) = text.trim().split_once(' ')?;
    Some(Position { segment: segment.parse().ok()?, offset: offset.parse().ok()? })
}
