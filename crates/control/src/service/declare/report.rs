//! What an application changed, as people read it.

use crate::service::audit::difference;
use domain::Secret;
use serde_json::Value;

/// A longer text is cut.
const TEXT_CHARS: usize = 100;

/// Its lines say all that is different, one for each field: `~ providers/anthropic weight 1 -> 2`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub lines: Vec<String>,
    pub added: usize,
    pub changed: usize,
    pub deleted: usize,
    pub unchanged: usize,
    /// Keys whose text the hub has made, which is nowhere else.
    pub made: Vec<(String, Secret)>,
}

impl Report {
    pub fn differs(&self) -> bool {
        self.added + self.changed + self.deleted > 0
    }

    /// The last line. `done`: not only looked at.
    pub fn summary(&self, done: bool) -> String {
        let Self { added, changed, deleted, unchanged, .. } = self;
        match done {
            true => format!("{added} added, {changed} changed, {deleted} deleted, {unchanged} unchanged"),
            false => format!("{added} to add, {changed} to change, {deleted} to delete, {unchanged} unchanged"),
        }
    }

    pub(super) fn add(&mut self, path: &str) {
        self.added += 1;
        self.lines.push(format!("+ {path}"));
    }

    pub(super) fn delete(&mut self, path: &str) {
        self.deleted += 1;
        self.lines.push(format!("- {path}"));
    }

    /// `secrets`: those that are other than before, by their fields' names.
    pub(super) fn compare(&mut self, path: &str, before: &Value, after: &Value, secrets: &[&str]) {
        if before == after && secrets.is_empty() {
            self.unchanged += 1;
            return;
        }
        self.changed += 1;
        for change in difference::between(Some(before), Some(after)) {
            let (before, after) = (short(change.before), short(change.after));
            self.lines.push(format!("~ {path} {} {before} -> {after}", change.field));
        }
        self.lines.extend(secrets.iter().map(|field| format!("~ {path} {field} (changed)")));
    }

    /// What is no difference, but must be known.
    pub(super) fn remark(&mut self, path: &str, text: &str) {
        self.lines.push(format!("! {path} {text}"));
    }
}

fn short(text: Option<String>) -> String {
    let Some(text) = text else { return "(none)".to_owned() };
    let mut line = text.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'");
    if let Some((at, _)) = line.char_indices().nth(TEXT_CHARS) {
        line.truncate(at);
        line.push('…');
    }
    line
}
