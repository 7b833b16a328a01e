//! Names of rows of the ledger, short enough to be remembered by thousands.

use domain::RequestId;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct RowId {
    pub text: Arc<str>,
    pub short: Short,
}

/// Of 64 bits. Two of a few minutes' rows being alike would cost one request's sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Short(u64);

impl Short {
    pub(super) fn of(id: &RequestId) -> Self {
        let mut hasher = DefaultHasher::new();
        id.as_str().hash(&mut hasher);
        Self(hasher.finish())
    }
}

impl From<&RequestId> for RowId {
    fn from(id: &RequestId) -> Self {
        Self { text: id.as_str().into(), short: Short::of(id) }
    }
}

/// They are hashes already.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

pub(super) type ByShort<T> = std::collections::HashMap<Short, T, BuildHasherDefault<AsItIs>>;
