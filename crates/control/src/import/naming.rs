//! Names as this hub takes them. The TypeScript system lets several objects have the same one.

use super::row::Row;
use super::{Rows, Section};
use crate::service::{NAME_CHARS, NOTE_CHARS};
use std::collections::HashSet;

/// A row that is not deleted, and what it is called here.
pub(super) struct Named {
    pub(super) row: Row,
    pub(super) name: String,
    pub(super) remarks: Vec<String>,
}

/// The rows that are not deleted. Each name is there once, the same one in each run: further ones get a number.
pub(super) fn named(section: &mut Section, rows: Rows, noun: &str) -> Vec<Named> {
    let mut taken = HashSet::new();
    let mut all = live(section, rows, noun);
    for named in &mut all {
        free(named, |name| taken.contains(name));
        taken.insert(named.name.clone());
    }
    all
}

/// The rows that are not deleted, by names that may be there several times.
pub(super) fn live(section: &mut Section, rows: Rows, noun: &str) -> Vec<Named> {
    let Some(rows) = rows else {
        section.remarks.push("the source has no such table".to_owned());
        return Vec::new();
    };
    let mut all = Vec::new();
    for row in rows {
        let mut remarks = Vec::new();
        let name = tidy(&row, noun, &mut remarks);
        match row.is_deleted() {
            true => section.left(name, "it was deleted there"),
            false => all.push(Named { row, name, remarks }),
        }
    }
    all
}

/// Gives it a number if its name is taken.
pub(super) fn free(named: &mut Named, is_taken: impl Fn(&str) -> bool) {
    if !is_taken(&named.name) {
        return;
    }
    let numbered = (2..).map(|number| {
        let number = format!(" ({number})");
        cut(&named.name, NAME_CHARS - number.len()) + &number
    });
    if let Some(name) = numbered.into_iter().find(|name| !is_taken(name)) {
        named.remarks.push(format!("was called {}, as another one is", named.name));
        named.name = name;
    }
}

/// Its note, as long as one may be.
pub(super) fn note(row: &Row, remarks: &mut Vec<String>) -> String {
    let text = row.text("description").unwrap_or_default();
    if text.chars().count() > NOTE_CHARS {
        remarks.push(format!("its description ends after {NOTE_CHARS} characters"));
    }
    cut(&text, NOTE_CHARS)
}

fn tidy(row: &Row, noun: &str, remarks: &mut Vec<String>) -> String {
    let text = row.text("name").unwrap_or_default();
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    let name = cut(plain.trim(), NAME_CHARS).trim().to_owned();
    if name.is_empty() {
        remarks.push("had no name".to_owned());
        return format!("{noun} {}", row.id());
    }
    if name != text.trim() {
        remarks.push("its name was too long, or not on one line".to_owned());
    }
    name
}

fn cut(text: &str, chars: usize) -> String {
    text.chars().take(chars).collect()
}
