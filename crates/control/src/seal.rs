//! Encryption of vendor credentials at rest, the hashes of what is only ever compared, and those of the audit log.

use crate::{Error, Result};
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce};
use domain::Secret;
use domain::snapshot::KeyHash;
use ring::hmac;
use sha2::{Digest, Sha256};
use std::fmt::Write;

const VERSION: &str = "v1:";
const NONCE: usize = 12;

/// AES-256-GCM. A sealed text is `v1:` and the hex of nonce and ciphertext.
#[derive(Clone)]
pub(crate) struct Seal {
    cipher: Aes256Gcm,
    chain: hmac::Key,
}

impl Seal {
    /// 64 hex digits are the key itself; any other text is hashed to one.
    pub(crate) fn new(key: &Secret) -> Self {
        let text = key.expose().trim();
        let bytes = unhex(text).and_then(|bytes| bytes.try_into().ok()).unwrap_or_else(|| hash(text));
        // A key of its own, so that what is made with one tells nothing of the other.
        let chain = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &bytes), b"audit log");
        Self { cipher: Aes256Gcm::new(&bytes.into()), chain: hmac::Key::new(hmac::HMAC_SHA256, chain.as_ref()) }
    }

    pub(crate) fn seal(&self, text: &Secret) -> Result<String> {
        let nonce: [u8; NONCE] = random()?;
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), text.expose().as_bytes());
        let sealed = sealed.map_err(|_| Error::Io(std::io::Error::other("a secret could not be encrypted")))?;
        Ok(format!("{VERSION}{}{}", hex(&nonce), hex(&sealed)))
    }

    /// `None`: sealed with another key, or not a sealed text at all.
    pub(crate) fn open(&self, sealed: &str) -> Option<Secret> {
        let bytes = unhex(sealed.strip_prefix(VERSION)?)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let text = self.cipher.decrypt(&Nonce::from(*nonce), sealed).ok()?;
        String::from_utf8(text).ok().map(Secret::new)
    }

    /// HMAC-SHA256 in hex: without the master key nobody makes one that holds.
    pub(crate) fn link(&self, text: &str) -> String {
        hex(hmac::sign(&self.chain, text.as_bytes()).as_ref())
    }
}

/// SHA-256.
pub(crate) fn hash(text: &str) -> KeyHash {
    Sha256::digest(text.as_bytes()).into()
}

/// Every byte is looked at, so that the time taken tells nothing.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::Io(std::io::Error::other(error.to_string())))?;
    Ok(bytes)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.bytes().map(|b| (b as char).to_digit(16).map(|d| d as u8)).collect::<Option<Vec<u8>>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_with_its_key() {
        let seal = Seal::new(&Secret::new("one"));
        let text = seal.seal(&Secret::new("sk-ant-1")).unwrap();
        assert!(!text.contains("sk-ant"));
        assert_ne!(seal.seal(&Secret::new("sk-ant-1")).unwrap(), text, "a nonce is never used twice");
        assert_eq!(seal.open(&text).unwrap().expose(), "sk-ant-1");
        assert_eq!(Seal::new(&Secret::new("two")).open(&text), None);
        for junk in ["", "v1:", "v1:00", "v2:0011", "v1:zz", "sk-ant-1"] {
            assert_eq!(seal.open(junk), None, "{junk}");
        }
    }

    #[test]
    fn hex_key_is_taken_as_it_is() {
        let hex_key = hex(&hash("one"));
        let sealed = Seal::new(&Secret::new(hex_key)).seal(&Secret::new("x")).unwrap();
        assert!(Seal::new(&Secret::new("one")).open(&sealed).is_some());
    }
}
