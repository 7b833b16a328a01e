//! A request body on its way to one provider, and what was changed in it.

use super::json;
use bytes::Bytes;
use domain::edit::{Edit, EditRule};

/// JSON with the list of its changes. Without any, the bytes are the client's own.
pub(crate) struct Draft {
    pub body: Bytes,
    pub edits: Vec<Edit>,
}

impl Draft {
    pub(crate) fn new(body: Bytes) -> Self {
        Self { body, edits: Vec::new() }
    }

    pub(crate) fn get(&self, path: &[&str]) -> Option<&[u8]> {
        json::get(&self.body, path)
    }

    /// Puts a value (JSON text) at the path, unless it is there already.
    pub(crate) fn set(&mut self, rule: EditRule, path: &[&str], value: &str) {
        if self.get(path) == Some(value.as_bytes()) {
            return;
        }
        if let Some(body) = json::set(&self.body, path, value.as_bytes()) {
            self.note(rule, &path.join("."), path, Some(value), body);
        }
    }

    pub(crate) fn set_text(&mut self, rule: EditRule, path: &[&str], text: &str) {
        self.set(rule, path, &serde_json::Value::from(text).to_string());
    }

    pub(crate) fn remove(&mut self, rule: EditRule, path: &[&str]) {
        if let Some(body) = json::remove(&self.body, path) {
            self.note(rule, &path.join("."), path, None, body);
        }
    }

    /// A change in several places, named by `what`.
    pub(crate) fn replace(&mut self, edit: Edit, body: Vec<u8>) {
        self.edits.push(edit);
        self.body = body.into();
    }

    fn note(&mut self, rule: EditRule, name: &str, path: &[&str], after: Option<&str>, body: Vec<u8>) {
        let before = self.get(path).map(|value| String::from_utf8_lossy(value).into_owned());
        self.replace(Edit::new(rule, name, before.as_deref(), after), body);
    }
}
