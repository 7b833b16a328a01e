//! What became of everything that the source has.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Taken,
    /// Was here already, and stays as it is.
    Here,
    Left,
}

impl Fate {
    const ALL: [Self; 3] = [Self::Taken, Self::Here, Self::Left];

    fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Here => "here already",
            Self::Left => "left",
        }
    }
}

/// An object by its name, or several that are alike.
#[derive(Clone, Debug)]
pub struct Item {
    pub name: String,
    pub fate: Fate,
    pub count: u64,
    /// Why it was left, or what is other than it was.
    pub remarks: Vec<String>,
}

/// One table of the source.
#[derive(Clone, Debug)]
pub struct Section {
    pub table: &'static str,
    pub items: Vec<Item>,
    pub remarks: Vec<String>,
}

impl Section {
    pub(super) fn new(table: &'static str) -> Self {
        Self { table, items: Vec::new(), remarks: Vec::new() }
    }

    pub fn count(&self, fate: Fate) -> u64 {
        self.items.iter().filter(|item| item.fate == fate).map(|item| item.count).sum()
    }

    pub(super) fn taken(&mut self, name: String, remarks: Vec<String>) {
        self.items.push(Item { name, fate: Fate::Taken, count: 1, remarks });
    }

    pub(super) fn here(&mut self, name: String) {
        self.items.push(Item { name, fate: Fate::Here, count: 1, remarks: Vec::new() });
    }

    pub(super) fn left(&mut self, name: String, reason: impl Into<String>) {
        self.items.push(Item { name, fate: Fate::Left, count: 1, remarks: vec![reason.into()] });
    }

    /// Of things without names: what one is called, and what several are.
    pub(super) fn many(&mut self, fate: Fate, count: u64, [one, several]: [&str; 2], remark: &str) {
        if count > 0 {
            let name = format!("{count} {}", if count == 1 { one } else { several });
            self.items.push(Item { name, fate, count, remarks: vec![remark.to_owned()] });
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [taken, here, left] = Fate::ALL.map(|fate| self.count(fate));
        writeln!(f, "{}: {taken} taken, {here} here already, {left} left", self.table)?;
        for remark in &self.remarks {
            writeln!(f, "  {remark}")?;
        }
        for fate in Fate::ALL {
            for item in self.items.iter().filter(|item| item.fate == fate) {
                let remarks = if item.remarks.is_empty() { "" } else { ": " };
                writeln!(f, "  {:<13} {}{remarks}{}", fate.as_str(), item.name, item.remarks.join("; "))?;
            }
        }
        Ok(())
    }
}

/// As text it is for the terminal; no secret is in it.
#[derive(Clone, Debug)]
pub struct Report {
    pub dry_run: bool,
    pub sections: Vec<Section>,
}

impl Report {
    pub fn is_any_taken(&self) -> bool {
        self.sections.iter().any(|section| section.count(Fate::Taken) > 0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for section in &self.sections {
            writeln!(f, "{section}")?;
        }
        match (self.dry_run, self.is_any_taken()) {
            (true, _) => writeln!(f, "This was a dry run: nothing is taken over yet."),
            (false, true) => writeln!(f, "What is taken is in force, also in hubs that run."),
            (false, false) => writeln!(f, "There was nothing new to take."),
        }
    }
}
