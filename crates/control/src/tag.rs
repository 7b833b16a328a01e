//! Which state of an object somebody has seen: the entity tags of the management API (RFC 9110, 8.8.3).

use crate::Result;
use crate::seal::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Of the object's JSON, as the management API answers it.
pub fn tag<T: Serialize>(value: &T) -> Result<String> {
    Ok(tag_of(&serde_json::to_vec(value)?))
}

/// Of an answer's bytes.
pub fn tag_of(json: &[u8]) -> String {
    hex(&Sha256::digest(json)[..16])
}
