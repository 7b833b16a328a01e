//! The reading end.

use crate::RECORD_BYTES;
use crate::segment::{HEADER, Position, Segments};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Reads behind the writer, from the last acknowledged place on.
pub struct Reader {
    segments: Segments,
    position: Position,
    boot_end: Position,
    open: Option<(u64, File)>,
}

/// What stands at a place of a segment.
enum Found {
    Record(Vec<u8>, u64),
    /// Whole, but its checksum is wrong: the next record is after it.
    Damaged(u64),
    /// No whole record (yet).
    End,
}

impl Reader {
    pub(crate) fn open(segments: Segments, active: u64) -> io::Result<Self> {
        let position = segments.acknowledged()?;
        Ok(Self { segments, position, boot_end: Position { segment: active, offset: 0 }, open: None })
    }

    /// What stands before this place was written by earlier runs.
    pub fn boot_end(&self) -> Position {
        self.boot_end
    }

    /// Where the next record will be read.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Up to `max` records, each with the position after it; fewer or none when the writer is not further.
    pub fn read(&mut self, max: usize) -> io::Result<Vec<(Position, Vec<u8>)>> {
        let mut records = Vec::new();
        while records.len() < max {
            match self.find()? {
                Found::Record(payload, end) => {
                    self.position.offset = end;
                    records.push((self.position, payload));
                }
                Found::Damaged(end) => {
                    tracing::error!(segment = self.position.segment, "a damaged journal record was skipped");
                    self.position.offset = end;
                }
                Found::End => match self.segments.next(self.position.segment)? {
                    Some(next) => {
                        // The writer may have ended this segment between the look at it and the look for the next.
                        if !matches!(self.find()?, Found::End) {
                            continue;
                        }
                        self.position = Position { segment: next, offset: 0 };
                    }
                    None => break,
                },
            }
        }
        Ok(records)
    }

    /// Everything up to `position` is safe elsewhere and is not read again after a restart.
    pub fn acknowledge(&mut self, position: Position) -> io::Result<()> {
        self.segments.acknowledge(position)
    }

    fn find(&mut self) -> io::Result<Found> {
        let Position { segment, offset } = self.position;
        let Some(file) = self.file(segment)? else { return Ok(Found::End) };
        file.seek(SeekFrom::Start(offset))?;
        let mut header = [0; HEADER];
        if !filled(file, &mut header)? {
            return Ok(Found::End);
        }
        let (length, checksum) = header.split_at(4);
        let (length, checksum) = (number(length) as usize, number(checksum));
        if length > RECORD_BYTES {
            return Ok(Found::End);
        }
        let mut payload = vec![0; length];
        if !filled(file, &mut payload)? {
            return Ok(Found::End);
        }
        let end = offset + (HEADER + length) as u64;
        if crc32fast::hash(&payload) == checksum { Ok(Found::Record(payload, end)) } else { Ok(Found::Damaged(end)) }
    }

    fn file(&mut self, segment: u64) -> io::Result<Option<&mut File>> {
        if self.open.as_ref().is_none_or(|(number, _)| *number != segment) {
            self.open = match File::open(self.segments.path(segment)) {
                Ok(file) => Some((segment, file)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
        }
        Ok(self.open.as_mut().map(|(_, file)| file))
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// False when the file ends before the buffer is full.
fn filled(file: &mut File, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
