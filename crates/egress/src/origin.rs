//! Hosts that were read before. Reading a host takes most of the time that reading a URL takes, and all requests go to few.

use reqwest::Url;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// More are not in use at once; then all are read anew.
const ORIGINS: usize = 256;

/// `https://api.example.com` and what it is as a URL.
#[derive(Default)]
pub(crate) struct Origins(Mutex<HashMap<String, Url>>);

impl Origins {
    /// The URL in this text, when it has a path and can be read.
    pub(crate) fn read(&self, text: &str) -> Option<Url> {
        let slash = text.find("://").map(|at| at + 3)?;
        let (origin, path) = text.split_at(slash + text[slash..].find('/')?);
        // What ends a host in another way than by a path is left to the parser.
        if origin[slash..].contains(['?', '#', '\\']) {
            return None;
        }
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        if path.contains('#') || query.is_some_and(|query| query.contains('#')) {
            return None;
        }
        let mut url = self.origin(origin)?;
        url.set_path(path);
        url.set_query(query);
        Some(url)
    }

    fn origin(&self, text: &str) -> Option<Url> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(url) = known.get(text) {
            return Some(url.clone());
        }
        let url = Url::parse(text).ok()?;
        if known.len() >= ORIGINS {
            known.clear();
        }
        known.insert(text.to_owned(), url.clone());
        Some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_as_the_parser_reads_it() {
        let origins = Origins::default();
        for text in [
            "https://api.example.com/v1/messages",
            "https://api.example.com/v1/messages?beta=true&x=a%20b",
            "https://api.example.com/v1beta/models/gemini-pro:generateContent?alt=sse",
            "HTTPS://User@Exämple.com:443/a/../b/./c//d e",
            "http://[::1]:8080/v1/",
            "http://0x7f.1/v1?q=\"'<>`|\\",
            "http://h/a\\b",
            "http://h/?",
            "http://h/ä?ö",
            "http://h/a b?c d#e",
            "http://h?x=/a",
            "http://h#/a",
            "http://h\\a/b",
            "http://h",
        ] {
            for _ in 0..2 {
                let read = origins.read(text);
                assert!(read.is_none_or(|url| url == Url::parse(text).unwrap()), "{text}");
            }
        }
        assert!(origins.read("https://api.example.com/v1/messages").is_some());
        assert!(origins.read("http:///v1").is_none() && origins.read("no url").is_none());
    }
}
