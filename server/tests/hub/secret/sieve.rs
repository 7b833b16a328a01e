//! Looks for secrets in whatever form they could stand somewhere.

use std::collections::HashMap;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

#[derive(Default)]
pub(super) struct Sieve {
    /// By the first two bytes: the form, and what it is one of.
    forms: HashMap<[u8; 2], Vec<(Vec<u8>, String)>>,
    found: Vec<String>,
}

impl Sieve {
    /// As it is, in hexadecimal, in a URL, and in base64 at any place of a longer text.
    pub(super) fn add(&mut self, what: &str, secret: &str) {
        assert!(secret.len() >= 12, "{what} could stand anywhere by chance");
        let bytes = secret.as_bytes();
        let mut forms = vec![secret.to_owned(), hex(bytes), hex(bytes).to_uppercase(), escaped(secret, false)];
        forms.extend([escaped(secret, true), escaped(secret, false).to_uppercase()]);
        forms.extend((0..3).map(|shift| base64(bytes, shift)));
        let safe: Vec<_> = forms.iter().rev().take(3).map(|form| form.replace('+', "-").replace('/', "_")).collect();
        forms.extend(safe);
        forms.sort();
        forms.dedup();
        for form in forms.into_iter().map(String::into_bytes) {
            self.forms.entry([form[0], form[1]]).or_default().push((form, what.to_owned()));
        }
    }

    /// Remembers what stands there.
    pub(super) fn look(&mut self, place: &str, bytes: &[u8]) {
        let mut begins = vec![false; 1 << 16];
        self.forms.keys().for_each(|first| begins[usize::from(u16::from_be_bytes(*first))] = true);
        for (at, pair) in bytes.windows(2).enumerate() {
            let first = [pair[0], pair[1]];
            if begins[usize::from(u16::from_be_bytes(first))] {
                let here = self.forms[&first].iter().filter(|(form, _)| bytes[at..].starts_with(form));
                self.found.extend(here.map(|(form, what)| {
                    let from = &bytes[at.saturating_sub(60)..(at + form.len() + 20).min(bytes.len())];
                    format!("{what} in {place}: …{}…", String::from_utf8_lossy(from))
                }));
            }
        }
    }

    #[track_caller]
    pub(super) fn finds_nothing(&self) {
        assert!(self.found.is_empty(), "{} times:\n{}", self.found.len(), self.found.join("\n"));
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `all`: also what need not be.
fn escaped(text: &str, all: bool) -> String {
    let plain = |byte: u8| !all && (byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
    text.bytes().map(|byte| if plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") }).collect()
}

/// What is the same whatever stands before and behind; `shift` bytes stand before.
fn base64(bytes: &[u8], shift: usize) -> String {
    let bits: Vec<bool> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    let begin = (6 - shift * 8 % 6) % 6;
    let value = |six: &[bool]| six.iter().fold(0, |value, bit| value << 1 | usize::from(*bit));
    bits[begin..].chunks_exact(6).map(|six| char::from(BASE64[value(six)])).collect()
}

#[test]
fn every_form_is_found() {
    let mut sieve = Sieve::default();
    sieve.add("it", "sk-canary/1+2");
    for text in [
        "x sk-canary/1+2 y",
        "736b2d63616e6172792f312b32",
        "\\x736B2D63616E6172792F312B32",
        "?key=sk-canary%2F1%2B2&x",
        "c2stY2FuYXJ5LzErMg==",
        "YWRtaW46c2stY2FuYXJ5LzErMg==",
        "YTpzay1jYW5hcnkvMSsyOg==",
        "YWI6c2stY2FuYXJ5LzErMjpi",
    ] {
        let before = sieve.found.len();
        sieve.look("here", text.as_bytes());
        assert!(sieve.found.len() > before, "{text}");
    }
    let before = sieve.found.len();
    sieve.look("here", b"sk-canary/1+1 and nothing else");
    assert_eq!(sieve.found.len(), before);
}
