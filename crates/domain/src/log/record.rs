//! What the journal carries: one byte for what it is, the request's id after its length, and the entry as MessagePack with
//! the names of its fields. Text would take twice the time to write, for every request twice.

use super::LogEntry;
use crate::RequestId;
use rmp_serde::config::{BytesMode, DefaultConfig, HumanReadableConfig, StructMapConfig};
use rmp_serde::{Deserializer, Serializer};
use serde::{Deserialize, Serialize};

/// `Started` is written before a provider is asked and holds what the row must say if the hub dies now; `Settled` takes
/// its place.
///
/// As JSON, which earlier versions wrote, it is still read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Started(Box<LogEntry>),
    Settled(Box<LogEntry>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    Started = 1,
    Settled = 2,
}

/// Why a record is none.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    #[error("it begins as no record does")]
    Form,
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Read(#[from] rmp_serde::decode::Error),
    #[error(transparent)]
    Write(#[from] rmp_serde::encode::Error),
}

/// Bytes that most records do not exceed.
const TYPICAL: usize = 3 << 10;

type Config = HumanReadableConfig<StructMapConfig<DefaultConfig>>;

impl RecordKind {
    /// # Errors
    /// When the entry's id is longer than 255 bytes.
    pub fn write(self, entry: &LogEntry) -> Result<Vec<u8>, RecordError> {
        let id = entry.id.as_str().as_bytes();
        let length = u8::try_from(id.len()).map_err(|_| RecordError::Form)?;
        let mut bytes = Vec::with_capacity(TYPICAL);
        bytes.extend_from_slice(&[self as u8, length]);
        bytes.extend_from_slice(id);
        let serializer = Serializer::new(&mut bytes).with_struct_map().with_human_readable();
        let mut serializer: Serializer<_, Config> = serializer.with_bytes(BytesMode::Normal);
        entry.serialize(&mut serializer)?;
        Ok(bytes)
    }
}

/// A record as it came from the journal, read as far as its id. Most that have started are settled before anybody wants
/// more of them.
pub struct Sealed {
    pub kind: RecordKind,
    pub id: RequestId,
    body: Body,
}

enum Body {
    Open(Box<LogEntry>),
    /// From this byte on.
    Packed(Vec<u8>, usize),
}

impl Sealed {
    /// # Errors
    /// When it is no record.
    pub fn read(bytes: Vec<u8>) -> Result<Self, RecordError> {
        let kind = match bytes.first() {
            Some(b'{') => return Ok(serde_json::from_slice::<Record>(&bytes)?.into()),
            Some(1) => RecordKind::Started,
            Some(2) => RecordKind::Settled,
            _ => return Err(RecordError::Form),
        };
        let start = 2 + usize::from(*bytes.get(1).ok_or(RecordError::Form)?);
        let id = bytes.get(2..start).and_then(|id| std::str::from_utf8(id).ok()).ok_or(RecordError::Form)?;
        Ok(Self { kind, id: RequestId(id.to_owned()), body: Body::Packed(bytes, start) })
    }

    /// # Errors
    /// When what follows the id is no entry.
    pub fn open(self) -> Result<LogEntry, RecordError> {
        match self.body {
            Body::Open(entry) => Ok(*entry),
            Body::Packed(bytes, start) => {
                let mut deserializer = Deserializer::new(&bytes[start..]).with_human_readable();
                Ok(LogEntry::deserialize(&mut deserializer)?)
            }
        }
    }

    /// All of it at once.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn record(self) -> Result<Record, RecordError> {
        Ok(match self.kind {
            RecordKind::Started => Record::Started(Box::new(self.open()?)),
            RecordKind::Settled => Record::Settled(Box::new(self.open()?)),
        })
    }
}

impl From<Record> for Sealed {
    fn from(record: Record) -> Self {
        let (kind, entry) = match record {
            Record::Started(entry) => (RecordKind::Started, entry),
            Record::Settled(entry) => (RecordKind::Settled, entry),
        };
        Self { kind, id: entry.id.clone(), body: Body::Open(entry) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Candidate, Selection};
    use crate::{Dialect, Millis};

    fn entry() -> LogEntry {
        let caller = serde_json::from_str(r#"{"user_id":1,"user_name":"安","key_id":2,"key_name":"k"}"#).unwrap();
        let mut entry =
            LogEntry::new(RequestId("r#1".into()), Millis(5), caller, "/v1/messages".into(), Dialect::Anthropic);
        let candidates = vec![Candidate { name: "a \"b\"".into(), chance: 33.5, weight: 1 }];
        entry.unserved = Some(Selection { candidates, ..Selection::default() });
        entry.error = Some("line\nend".into());
        entry
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        for kind in [RecordKind::Started, RecordKind::Settled] {
            let sealed = Sealed::read(kind.write(&entry()).unwrap()).unwrap();
            assert_eq!((sealed.kind, sealed.id.as_str()), (kind, "r#1"));
            assert_eq!(sealed.open().unwrap(), entry());
        }
    }

    #[test]
    fn records_of_earlier_versions_are_read() {
        let record = Record::Started(Box::new(entry()));
        let sealed = Sealed::read(serde_json::to_vec(&record).unwrap()).unwrap();
        assert_eq!(sealed.record().unwrap(), record);
    }

    #[test]
    fn what_is_no_record_is_told() {
        let mut short = RecordKind::Settled.write(&entry()).unwrap();
        short.truncate(40);
        for bytes in [vec![], vec![1], vec![1, 9, b'x'], vec![7, 0], b"{}".to_vec(), short] {
            assert!(Sealed::read(bytes).and_then(Sealed::open).is_err());
        }
    }
}
