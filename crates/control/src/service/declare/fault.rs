//! What is wrong with a file, and where.

use std::collections::BTreeMap;
use std::fmt;

/// Both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub place: Place,
    /// The field, such as `providers[3].weight`; empty where the file is no YAML.
    pub path: String,
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column } = self.place;
        match self.path.as_str() {
            "" => write!(f, "line {line}, column {column}: {}", self.message),
            path => write!(f, "line {line}, column {column}: {path}: {}", self.message),
        }
    }
}

/// All faults of one file.
pub(super) struct Faults {
    places: BTreeMap<String, Place>,
    found: Vec<Fault>,
}

impl Faults {
    pub(super) fn new(places: BTreeMap<String, Place>) -> Self {
        Self { places, found: Vec::new() }
    }

    /// What is not in the file is missing where it should be.
    pub(super) fn add(&mut self, path: &str, message: impl Into<String>) {
        let mut known = path;
        let place = loop {
            match self.places.get(known) {
                Some(place) => break *place,
                None if known.is_empty() => break Place { line: 1, column: 1 },
                None => known = known.rfind(['.', '[']).map_or("", |at| &known[..at]),
            }
        };
        self.found.push(Fault { place, path: path.to_owned(), message: message.into() });
    }

    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// From top to bottom.
    pub(super) fn take(&mut self) -> Vec<Fault> {
        let mut found = std::mem::take(&mut self.found);
        found.sort();
        found.dedup();
        found
    }
}

/// `providers[3]` and `weight`.
pub(super) fn field(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Why a name is none, with the one that was meant, most likely.
pub(super) fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = known.map(|known| (strsim::damerau_levenshtein(name, known), known)).min();
    match near {
        Some((distance, known)) if distance <= 2.max(name.chars().count() / 3) => {
            format!("There is no such field. Is {known} meant?")
        }
        _ => "There is no such field.".to_owned(),
    }
}
